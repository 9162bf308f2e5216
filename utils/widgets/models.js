// The models of the book again, in JavaScript. A step has the name and the formula of its
// Python twin and returns every symbol under the same name; a test compares them number by
// number. A vector is an array, a matrix {rows, cols, data}, row after row, as in PyTorch.

/** W v + b: what PyTorch writes as v @ W.T + b. */
export function linear(W, v, b) {
  const { rows, cols, data } = W;
  const out = new Array(rows);
  for (let r = 0, k = 0; r < rows; r++) {
    let sum = b ? b.data[r] : 0;
    for (let c = 0; c < cols; c++, k++) sum += data[k] * v[c];
    out[r] = sum;
  }
  return out;
}

const zip = (f, a, b, c = a) => a.map((value, n) => f(value, b[n], c[n]));
const sigmoid = (v) => v.map((a) => 1 / (1 + Math.exp(-a)));
export const tanh = (v) => v.map(Math.tanh);
const zeros = (size) => new Array(size).fill(0);
export const add = (a, b) => zip((p, q) => p + q, a, b);
export const multiply = (a, b) => zip((p, q) => p * q, a, b);

/** Row `index` of an embedding. */
export const row = (W, index) => Array.from(W.data.subarray(index * W.cols, (index + 1) * W.cols));

/** The sum of vectors, each with a weight. */
export function blend(weights, vectors) {
  return vectors[0].map((_, n) => vectors.reduce((sum, v, i) => sum + weights[i] * v[n], 0));
}

export function argmax(v) {
  return v.reduce((best, a, n) => (a > v[best] ? n : best), 0);
}

export function softmax(v) {
  const largest = Math.max(...v);
  const exp = v.map((a) => Math.exp(a - largest));
  const total = exp.reduce((sum, a) => sum + a, 0);
  return exp.map((a) => a / total);
}

/** utils.cells: from x_t and the previous state to every symbol of the step. */
export const cells = {
  RNNCell: {
    first: (size) => zeros(size),
    state: (step) => step.h,
    size: (cell) => cell.b_h.cols,
    step(cell, x, h_prev) {
      const a = add(linear(cell.W_xh, x, cell.b_h), linear(cell.W_hh, h_prev));
      return { x, h_prev, a, h: tanh(a) };
    },
  },
  LSTMCell: {
    first: (size) => [zeros(size), zeros(size)],
    state: (step) => [step.h, step.c],
    size: (cell) => cell.b_f.cols,
    step(cell, x, [h_prev, c_prev]) {
      const sum = (gate) => add(linear(cell[`W_${gate}`], x, cell[`b_${gate}`]), linear(cell[`U_${gate}`], h_prev));
      const f = sigmoid(sum("f"));
      const i = sigmoid(sum("i"));
      const c_tilde = tanh(sum("c"));
      const c = add(multiply(f, c_prev), multiply(i, c_tilde));
      const o = sigmoid(sum("o"));
      return { x, h_prev, c_prev, f, i, c_tilde, c, o, h: multiply(o, tanh(c)) };
    },
  },
  GRUCell: {
    first: (size) => zeros(size),
    state: (step) => step.h,
    size: (cell) => cell.b_h.cols,
    step(cell, x, h_prev) {
      const r = sigmoid(add(linear(cell.W_r, x, cell.b_r), linear(cell.U_r, h_prev)));
      const z = sigmoid(add(linear(cell.W_z, x, cell.b_z), linear(cell.U_z, h_prev)));
      const past = linear(cell.U_h, multiply(r, h_prev));
      const h_tilde = tanh(add(linear(cell.W_h, x, cell.b_h), past));
      const h = zip((z, h, n) => z * h + (1 - z) * n, z, h_prev, h_tilde);
      return { x, h_prev, r, z, past, h_tilde, h };
    },
  },
};

/** utils.cells.steps: run through time from the state `state`, by default zeros. */
export function steps(kind, cell, xs, state) {
  const { first, step, size } = cells[kind];
  state ??= first(size(cell));
  return xs.map((x) => {
    const now = step(cell, x, state);
    state = cells[kind].state(now);
    return now;
  });
}

/** utils.tagger.Tagger: the steps of its cell, each with the answer's scores and probabilities. */
export function tag(kind, weights, xs) {
  return steps(kind, weights.cell, xs).map((step) => {
    const y = linear(weights.output.weight, step.h, weights.output.bias);
    return { ...step, y, probabilities: softmax(y) };
  });
}

/** utils.seq2seq.Encoder: the state h after each character of a text, without the padding, which
    leaves the state zero; and the last state of its cell, which is handed over. */
export function encode(encoder, source, kind = "GRUCell") {
  const xs = source.map((index) => row(encoder.embedding.weight, index));
  const read = steps(kind, encoder.cell, xs);
  return { h: read.map((step) => step.h), state: cells[kind].state(read.at(-1)) };
}

/** utils.seq2seq.Decoder.step */
function decoderStep(decoder, y, s_prev, kind) {
  const step = cells[kind].step(decoder.cell, row(decoder.embedding.weight, y), s_prev);
  const logits = linear(decoder.output.weight, step.h, decoder.output.bias);
  return { y, s_prev, s: cells[kind].state(step), logits };
}

/** utils.attention.AdditiveAttention: one look at the states `keys`; `mask` is false for those
    that may not be seen. */
export function attend(attention, state, keys, mask, projected) {
  const query = linear(attention.W_a.weight, state);
  const hidden = projected.map((key) => tanh(add(query, key)));
  const scores = hidden.map((vector) => linear(attention.v_a.weight, vector)[0]);
  const weights = softmax(scores.map((e, i) => (mask[i] ? e : -Infinity)));
  return { hidden, scores, weights, context: blend(weights, keys) };
}

/** utils.attention.AttentionDecoder.step */
export function attentionStep(decoder, y, s_prev, { keys, mask, projected }) {
  const look = attend(decoder.attention, s_prev, keys, mask, projected);
  const x = [...row(decoder.embedding.weight, y), ...look.context];
  const s = cells.GRUCell.step(decoder.cell, x, s_prev).h;
  const logits = linear(decoder.output.weight, [...s, ...look.context], decoder.output.bias);
  return { y, s_prev, s, logits, ...look };
}

/** utils.seq2seq.Seq2Seq.translate for one text.
    `max_length`: characters of an answer; `start`, `end`: indices of the marks; `mask`: false
    for states that the attention may not look at; `kind` of its cells, a GRU with attention;
    `read`: another `encode`. Returns the encoder's states and the steps, each with the
    `probabilities` of all characters and the index of the `best`, which it writes. */
export function translate(weights, source, { max_length, start, end, mask, kind = "GRUCell", read = encode }) {
  const { encoder, decoder } = weights;
  const { h, state } = read(encoder, source, kind);
  const memory = decoder.attention && {
    keys: h,
    mask: mask ?? h.map(() => true),
    projected: h.map((key) => linear(decoder.attention.U_a.weight, key)),
  };
  const written = [];
  while (written.length <= max_length && written.at(-1)?.best !== end) {
    const { best: y, s } = written.at(-1) ?? { best: start, s: state };
    const step = memory ? attentionStep(decoder, y, s, memory) : decoderStep(decoder, y, s, kind);
    written.push({ ...step, probabilities: softmax(step.logits), best: argmax(step.logits) });
  }
  return { h, steps: written };
}
