// utils/transformer.py again, in JavaScript. As in models.js, what Python returns has the same
// name here, and a test compares it number by number. A row is an array of vectors, one a place.

import { add, argmax, blend, linear, multiply, row as vector, softmax } from "./models.js";

const EPS = 1e-5; // as nn.LayerNorm

/** nn.LayerNorm */
function normalize({ weight, bias }, x) {
  const mean = x.reduce((sum, a) => sum + a, 0) / x.length;
  const variance = x.reduce((sum, a) => sum + (a - mean) ** 2, 0) / x.length;
  const normal = x.map((a) => (a - mean) / Math.sqrt(variance + EPS));
  return add(multiply(normal, weight.data), bias.data);
}

/** utils.transformer.SelfAttention.forward: query[head][place], weights[head][place][place], ... */
function attend({ W_q, W_k, W_v, W_o }, heads, xs, mask) {
  const part = xs[0].length / heads;
  const split = (vectors) =>
    Array.from({ length: heads }, (_, h) => vectors.map((v) => v.slice(h * part, (h + 1) * part)));
  const [query, key, value] = [W_q, W_k, W_v].map((W) => split(xs.map((x) => linear(W.weight, x))));
  const score = (q, k) => multiply(q, k).reduce((sum, a) => sum + a, 0) / Math.sqrt(part);
  const scores = query.map((qs, h) => qs.map((q) => key[h].map((k) => score(q, k))));
  const weights = scores.map((places) =>
    places.map((e, i) => softmax(e.map((one, j) => (mask[i][j] ? one : -Infinity))))
  );
  const found = weights.map((places, h) => places.map((alpha) => blend(alpha, value[h])));
  const context = xs.map((_, i) => linear(W_o.weight, found.flatMap((places) => places[i])));
  return { query, key, value, scores, weights, context };
}

/** utils.transformer.Block.forward: the vectors after the block, and what its attention did. */
function forward(block, heads, xs, mask) {
  const step = attend(block.attention, heads, xs.map((x) => normalize(block.norm_attention, x)), mask);
  const { 0: first, 2: second } = block.feed_forward; // 1 is the ReLU
  const after = xs.map((x, i) => {
    const seen = add(x, step.context[i]);
    const a = linear(first.weight, normalize(block.norm_feed_forward, seen), first.bias);
    return add(seen, linear(second.weight, a.map((one) => Math.max(0, one)), second.bias));
  });
  return [after, step];
}

/** utils.transformer.Transformer.row, without the padding, at which no other place looks; and
    `mask`: which place (row) may look at which (column). */
function row(weights, source, y, { heads, max_source, mask: asked }) {
  const padding = max_source + 1 - source.length;
  let xs = [
    ...source.map((index) => vector(weights.source_embedding.weight, index)),
    ...y.map((index) => vector(weights.target_embedding.weight, index)),
  ].map((x, i) => add(x, vector(weights.position.weight, padding + i)));
  // utils.transformer.attention_mask: the question, the answer so far, and itself.
  const mask = xs.map((_, i) => xs.map((_, j) => j === i || (j < source.length ? asked[j] : j < i)));
  const looks = Object.values(weights.blocks).map((block) => {
    const [after, step] = forward(block, heads, xs, mask);
    xs = after;
    return step;
  });
  return { xs, looks, mask };
}

/** utils.transformer.Transformer.translate for one text.
    `heads`: of each block; `max_source`, `max_length`: characters of a question and of an answer;
    `start`, `end`: indices of the marks; `mask`: false for characters of the question that no
    place may look at, in any block and head. Returns the steps, as models.js does; `looks`: for
    each block what its attention did in the whole row, question and answer; and `mask`: where
    each place of the row could look. */
export function translate(weights, source, { max_length, start, end, ...sizes }) {
  const written = [];
  let last;
  while (written.length <= max_length && written.at(-1)?.best !== end) {
    const y = [start, ...written.map(({ best }) => best)];
    last = row(weights, source, y, sizes);
    const s = normalize(weights.norm, last.xs.at(-1));
    const logits = linear(weights.output.weight, s, weights.output.bias);
    written.push({ y: y.at(-1), s, logits, probabilities: softmax(logits), best: argmax(logits) });
  }
  return { steps: written, looks: last.looks, mask: last.mask };
}
