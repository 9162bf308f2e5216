// Models that answer a text with a text: what Seq2Seq.translate says to one text, what is wrong
// with a text, and a field to type it. What is stored of a model comes from seq2seq_model.py.

import { END, PAD, START } from "./constants.js";
import { button, element, liveLine, uniqueId } from "./kit.js";
import { translate } from "./models.js";
import { restore } from "./weights.js";

/** A model as seq2seq_model.py stored it, ready to be asked. */
export async function load({ weights, source, target, pattern, flags }) {
  const vocab = ({ characters, max_length }) => {
    const all = [...characters];
    return { characters: all, max_length, index: new Map(all.map((char, n) => [char, n])) };
  };
  return {
    weights: await restore(weights),
    source: vocab(source),
    target: vocab(target),
    pattern: new RegExp(`^(?:${pattern})$`, flags),
  };
}

/** What the model says to a text that it can read. `hidden`: positions of states, counted from 0,
    the end mark last, that an attention may not look at. */
export function ask({ weights, source, target, pattern }, text, hidden = []) {
  const read = [...text, END];
  const { h, steps } = translate(weights, read.map((char) => source.index.get(char)), {
    max_length: target.max_length,
    start: target.index.get(START),
    end: target.index.get(END),
    mask: read.map((_, n) => !hidden.includes(n)),
  });
  const written = steps.map(({ best }) => target.characters[best]);
  const ended = written.at(-1) === END;
  const guess = !pattern.test(text);
  const said = written.slice(padding(written), ended ? -1 : undefined).join("") + (ended ? "" : "…");
  const probability = steps.reduce((product, { probabilities, best }) => product * probabilities[best], 1);
  return { read, written, answer: said + (guess ? "?" : ""), ended, guess, probability, h, steps };
}

/** How many marks of padding an answer begins with. */
export function padding(written) {
  const first = written.findIndex((char) => char !== PAD);
  return first < 0 ? written.length : first;
}

/** utils.vocab.normalize: one spelling for texts that look alike. */
export function normalize(text) {
  const ascii = (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
  return text.replace(/\s/g, " ").replace(/[\uff01-\uff5e]/g, ascii).normalize("NFC");
}

/** What is wrong with a text, in a sentence; nothing if the model can read it. */
export function complaint({ source: { index, characters, max_length } }, text) {
  const length = [...text].length;
  if (length === 0) return `Type 1 to ${max_length} characters.`;
  const letters = Intl.Segmenter // Firefox has it since 2024
    ? [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
    : [...text];
  const unknown = [...new Set(letters)].filter((letter) => ![...letter].every((char) => index.has(char)));
  if (unknown.length > 0) {
    const named = unknown.slice(0, 4).map((letter) => (/\s/.test(letter) ? "spaces" : `“${letter}”`)).join(", ");
    const known = characters.slice(0, -3).join(""); // the marks are the last three
    const only = known.length <= 20 ? `; it only knows ${known}` : "";
    return `It never saw ${named}${unknown.length > 4 ? " and others" : ""} in training${only}.`;
  }
  const marks = letters.filter((letter) => [PAD, START, END].includes(letter));
  if (marks.length > 0) return `${marks[0]} is a mark of its own; a text cannot contain it.`;
  if (length > max_length) return `At most ${max_length} characters; these are ${length}.`;
  return "";
}

/** A character as it is shown: a space is made visible. */
export function visible(char) {
  return /\s/.test(char) ? "␣" : char;
}

/** The name of a character. */
export function called(char) {
  if (/\s/.test(char)) return "the space";
  return { [PAD]: `padding ${PAD}`, [START]: `the start mark ${START}`, [END]: `the end mark ${END}` }[char] ?? char;
}

/** A field for a text. `check(text)` says what is wrong with it, in a sentence; if nothing is,
    `onask(text)` is told. What is wrong stands in `field.message`. */
export function textField(label, check, onask) {
  const id = uniqueId("text");
  const message = liveLine("bw-message");
  message.id = `${id}-message`;
  const input = element("input", {
    id,
    class: "bw-text",
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": message.id,
  });
  const judge = () => {
    const wrong = check(normalize(input.value));
    message.textContent = wrong && `${wrong} Below, the last answer.`;
    input.setAttribute("aria-invalid", wrong !== "");
    input.closest(".bw")?.classList.toggle("bw-stale", wrong !== "");
  };
  input.addEventListener("input", () => {
    judge();
    if (message.textContent === "") onask(normalize(input.value));
  });
  return {
    el: element("div.bw-question", element("label", { for: id }, label), input),
    message,
    /** Write a text into the field, unless it stands there: the caret would jump. */
    set value(text) {
      if (normalize(input.value) !== text) input.value = text;
      judge();
    },
  };
}

/** Buttons that ask an example each: pairs of a label and a text. */
export function exampleButtons(pairs, onask) {
  const buttons = pairs.map(([label, text]) => button(label, () => onask(text), { title: text }));
  return element("div.bw-examples", { role: "group", "aria-label": "Examples" }, buttons);
}
