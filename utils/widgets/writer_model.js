// A network that writes: utils.writer again. What is stored of it comes from writer_model.py.

import { END, LOUD, PAD, START } from "./constants.js";
import { cells, linear, softmax } from "./models.js";
import { vocab } from "./seq2seq_model.js";
import { restore } from "./weights.js";

/** A writer as writer_model.py stored it, ready to write. */
export async function load({ kind, weights, languages, source }) {
  return { kind, weights: await restore(weights), languages, source: vocab(source) };
}

/** utils.writer.Writer.tell for one mixture: the weight of each language, by its name. */
export function tell({ languages }, mixture) {
  return languages.map((name) => mixture[name] ?? 0);
}

/** utils.writer.Writer.step */
export function step({ kind, weights, source }, y, language, state, temperature = 1) {
  const letter = source.characters.map((_, n) => (n === y ? 1 : 0));
  const inside = cells[kind].step(weights.cell, [...letter, ...language.map((weight) => LOUD * weight)], state);
  const logits = linear(weights.output.weight, inside.h, weights.output.bias);
  for (const mark of [PAD, START]) logits[source.index.get(mark)] = -Infinity; // no word holds them
  return { y, language, inside, logits, probabilities: softmax(logits.map((score) => score / temperature)) };
}

/** utils.writer.draw: the first class at which the sum of the probabilities exceeds u. */
export function draw(probabilities, u) {
  let sum = 0;
  const first = probabilities.findIndex((probability) => (sum += probability) > u);
  return first < 0 ? probabilities.length - 1 : first;
}

/** utils.writer.Writer.steps and write_from for one word: its random numbers, one for each letter, and
    what it is told. Returns the word, and for each letter that is drawn its step with u and `drawn`. */
export function write(writer, uniforms, language, temperature, beginning) {
  const { kind, weights: { cell }, source: { characters, index } } = writer;
  let state = cells[kind].first(cells[kind].size(cell));
  let y = index.get(START);
  for (const known of beginning) {
    state = cells[kind].state(step(writer, y, language, state).inside);
    y = index.get(known);
  }
  const steps = [];
  for (const u of uniforms) {
    const now = step(writer, y, language, state, temperature);
    y = draw(now.probabilities, u);
    state = cells[kind].state(now.inside);
    steps.push({ ...now, u, drawn: y });
    if (y === index.get(END)) break;
  }
  const letters = steps.map(({ drawn }) => characters[drawn]);
  const ended = letters.at(-1) === END;
  const word = beginning + letters.slice(0, ended ? -1 : undefined).join("") + (ended ? "" : "…");
  return { word, ended, steps };
}
