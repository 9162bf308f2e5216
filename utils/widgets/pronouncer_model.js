// A model that reads words aloud: utils.pronouncer.Pronouncer again, with utils.beam. What is
// stored of it comes from pronouncer_model.py.

import { END, START } from "./constants.js";
import { attentionStep, linear, row, steps, tanh } from "./models.js";
import { vocab } from "./seq2seq_model.js";
import { restore } from "./weights.js";

/** A model as pronouncer_model.py stored it, ready to read. */
export async function load({ source, target }, weights) {
  return { weights: await restore(weights), source: vocab(source), target: vocab(target) };
}

/** utils.deep.DeepEncoder for one text: a state for each character, of both directions if the encoder
    has two, and the state that the decoder starts from. */
export function encode({ embedding, recurrent, W_s }, source) {
  const cells = Object.keys(recurrent.cells).length;
  const run = (n, inputs) => steps("GRUCell", recurrent.cells[n], inputs).map((step) => step.h);
  let xs = source.map((index) => row(embedding.weight, index));
  let state = null;
  for (let n = 0; n < cells; n += W_s ? 2 : 1) {
    const forward = run(n, xs);
    const backward = W_s && run(n + 1, [...xs].reverse()).reverse();
    state = W_s ? tanh(linear(W_s[0].weight, backward[0])) : forward.at(-1);
    xs = forward.map((h, i) => (W_s ? [...h, ...backward[i]] : h));
  }
  return { h: xs, state };
}

/** torch.log_softmax */
function logSoftmax(v) {
  const largest = Math.max(...v);
  const log = Math.log(v.reduce((sum, a) => sum + Math.exp(a - largest), 0));
  return v.map((a) => a - largest - log);
}

const byScore = (a, b) => b.score - a.score; // sorting is stable, as in beam.py

/** utils.beam.beam_search for one word: `count` readings at most, the most likely first. Each has what
    is `written`, a character each, its `probability`, and the attention's `weights` for each. */
export function read({ weights: { encoder, decoder }, source, target }, word, width, count) {
  const { h, state } = encode(encoder, [...word, END].map((char) => source.index.get(char)));
  const own = { ...decoder, cell: decoder.cell.cells[0] };
  const memory = {
    keys: h,
    mask: h.map(() => true),
    projected: h.map((key) => linear(decoder.attention.U_a.weight, key)),
  };
  const end = target.index.get(END);
  let beam = [{ written: [], looks: [], score: 0, s: state }];
  let best = [];
  for (let t = 0; t <= target.max_length && beam.length; t++) {
    const next = beam.flatMap((one) => {
      const step = attentionStep(own, one.written.at(-1) ?? target.index.get(START), one.s, memory);
      const go = (log, y) => ({ score: one.score + log, before: one, y, step });
      return logSoftmax(step.logits).map(go);
    });
    const likely = next.sort(byScore).slice(0, 2 * width).map(({ score, before, y, step }) => ({
      written: [...before.written, y],
      looks: [...before.looks, step.weights],
      score,
      s: step.s,
    }));
    const ended = ({ written }) => written.at(-1) === end || t === target.max_length;
    best = [...best, ...likely.slice(0, width).filter(ended)].sort(byScore).slice(0, count);
    beam = likely.filter((one) => !ended(one)).slice(0, width);
    if (best.length === count && best.at(-1).score >= beam[0]?.score) break; // none can overtake these
  }
  return best.map(({ written, looks, score }) => ({
    written: written.map((index) => target.characters[index]),
    probability: Math.exp(score),
    weights: looks,
  }));
}
