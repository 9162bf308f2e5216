// The way of an error back through the days, by the chain rule: how strongly a state k days back acts on the
// loss of the last day. The names are those of the formulas; error_pulse.py asks autograd for the same.

import { add, attend, linear, multiply, tag } from "./models.js";

const DRAWN = (size) => size ** -0.5; // the spread with which W_hh was drawn

/** W^T v, or v @ W in PyTorch. */
function back({ cols, data }, v) {
  const out = new Array(cols).fill(0);
  v.forEach((value, r) => {
    for (let c = 0; c < cols; c++) out[c] += data[r * cols + c] * value;
  });
  return out;
}

const norm = (v) => Math.hypot(...v);
const slope = (v) => v.map((a) => 1 - a * a); // of tanh
const gate = (v) => v.map((a) => a * (1 - a)); // the slope of sigma
const relative = (errors, to = errors[0]) => errors.map((error) => norm(error) / norm(to));

/** The error at what the output reads: p - onehot, back through it. */
function atOutput(output, probabilities, dish) {
  return back(output.weight, probabilities.map((p, n) => p - Number(n === dish)));
}

/** The weights with W_hh of this spread. */
function scaled(weights, spread) {
  const { rows, cols, data } = weights.cell.W_hh;
  const factor = spread / DRAWN(rows);
  return { ...weights, cell: { ...weights.cell, W_hh: { rows, cols, data: data.map((w) => w * factor) } } };
}

/** dL/dh_t of the plain RNN, the last day first. */
function ofRNN(weights, xs, dish) {
  const walk = tag("RNNCell", weights, xs);
  const errors = [atOutput(weights.output, walk.at(-1).probabilities, dish)];
  for (const { h } of walk.slice(1).reverse()) {
    errors.push(back(weights.cell.W_hh, multiply(errors.at(-1), slope(h))));
  }
  return relative(errors);
}

/** dL/dc_t of the LSTM, with all that comes through h and the gates. */
function ofLSTM(weights, xs, dish, bias) {
  const { rows, cols, data } = weights.cell.b_f;
  const cell = { ...weights.cell, b_f: { rows, cols, data: data.map(() => bias) } };
  const walk = tag("LSTMCell", { ...weights, cell }, xs);
  const errors = [];
  let dh = atOutput(weights.output, walk.at(-1).probabilities, dish);
  let dc = dh.map(() => 0);
  for (const { c_prev, f, i, c_tilde, c, o } of walk.reverse()) {
    const shown = c.map(Math.tanh);
    dc = add(dc, multiply(multiply(dh, o), slope(shown)));
    errors.push(dc);
    const a = {
      f: multiply(multiply(dc, c_prev), gate(f)),
      i: multiply(multiply(dc, c_tilde), gate(i)),
      c: multiply(multiply(dc, i), slope(c_tilde)),
      o: multiply(multiply(dh, shown), gate(o)),
    };
    dh = Object.entries(a).map(([letter, error]) => back(cell[`U_${letter}`], error)).reduce(add);
    dc = multiply(dc, f);
  }
  return relative(errors);
}

/** dL/dh_i on the direct way: the states of the RNN are looked at by an attention, and given. Relative to
    the error at the context. */
function ofAttention({ attention, ...weights }, xs, dish) {
  const keys = tag("RNNCell", weights, xs).map(({ h }) => h);
  const projected = keys.map((key) => linear(attention.U_a.weight, key));
  const look = attend(attention, keys.at(-1), keys, keys.map(() => true), projected);
  const scores = linear(weights.output.weight, look.context, weights.output.bias);
  const total = scores.reduce((sum, y) => sum + Math.exp(y), 0);
  const error = atOutput(weights.output, scores.map((y) => Math.exp(y) / total), dish);
  const wanted = keys.map((key) => key.reduce((sum, h, n) => sum + h * error[n], 0)); // dL/dalpha_i
  const mean = wanted.reduce((sum, each, i) => sum + look.weights[i] * each, 0);
  const v_a = [...attention.v_a.weight.data];
  const errors = keys.map((_, i) => {
    const score = look.weights[i] * (wanted[i] - mean);
    const hidden = multiply(v_a, slope(look.hidden[i])).map((each) => each * score);
    return add(error.map((each) => look.weights[i] * each), back(attention.U_a.weight, hidden));
  });
  return relative(errors.reverse(), error);
}

/** What is left of the error 0, 1, ... days back, on each lane. `weights` by lane; `xs`: the days; `dish`:
    what he cooked on the last; `spread` of W_hh; `bias` of the forget gate. */
export function errorsBack(weights, xs, dish, { spread, bias }) {
  const rnn = scaled(weights.RNN, spread);
  const ways = {
    RNN: () => ofRNN(rnn, xs, dish),
    LSTM: () => ofLSTM(weights.LSTM, xs, dish, bias),
    attention: () => ofAttention({ ...rnn, attention: weights.attention }, xs, dish),
  };
  return Object.fromEntries(Object.keys(weights).map((lane) => [lane, ways[lane]()]));
}
