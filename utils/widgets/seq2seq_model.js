// Models that answer a text with a text: what `translate` says to one text, what is wrong with a
// text, and a field to type it. What is stored of a model comes from seq2seq_model.py.

import { END, MARKS, PAD, SPACES, START, UNSEEN } from "./constants.js";
import { button, element, liveLine, uniqueId } from "./kit.js";
import { translate } from "./models.js";
import { translate as translateByHeads } from "./transformer.js";
import { restore } from "./weights.js";

/** Characters as they are stored, with the index of each. */
export function vocab({ characters, max_length }) {
  const all = [...characters];
  return { characters: all, max_length, index: new Map(all.map((char, n) => [char, n])) };
}

/** A model as seq2seq_model.py stored it, ready to be asked. */
export async function load({ weights, source, target, pattern, years, heads }) {
  return {
    weights: await restore(weights),
    source: vocab(source),
    target: vocab(target),
    pattern: new RegExp(`^(?:${pattern})$`, "u"),
    years,
    heads, // of each block, if it is a Transformer
  };
}

/** What the model says to a text that it can read. `hidden`: positions in the text, counted from 1,
    the end mark last, that an attention may not look at. */
export function ask(machine, text, hidden = []) {
  const { weights, source, target, heads } = machine;
  const read = [...text, END];
  const by = heads ? translateByHeads : translate;
  const inView = read.map((_, n) => !hidden.includes(n + 1));
  const { h, steps, looks, mask } = by(weights, read.map((char) => source.index.get(char)), {
    heads,
    max_source: source.max_length,
    max_length: target.max_length,
    start: target.index.get(START),
    end: target.index.get(END),
    mask: inView,
  });
  const written = steps.map(({ best }) => target.characters[best]);
  const ended = written.at(-1) === END;
  const said = written.slice(padding(written), ended ? -1 : undefined).join("") + (ended ? "" : "…");
  const doubts = marks(machine, text, said);
  const answer = said + (doubts.length ? "?" : "");
  const probability = steps.reduce((product, { probabilities, best }) => product * probabilities[best], 1);
  const could = mask?.slice(read.length) ?? written.map(() => inView);
  return { read, written, answer, ended, marks: doubts, probability, h, steps, looks, mask: could };
}

/** Where a model looked while it wrote the answer `said`: `columns`, a character each; and for each
    character written `weights`, one a column, and `mask`, false where it could not look. Without heads
    the columns are the states of the text, with them the places of the whole row, seen by one head;
    blocks and heads count from 1. */
export function looked({ read, written, steps, looks, mask }, block = 1, head = 1) {
  if (!looks) return { columns: read, weights: steps.map(({ weights }) => weights), mask };
  return {
    columns: [...read, START, ...written.slice(0, -1)],
    weights: looks[block - 1].weights[head - 1].slice(read.length),
    mask,
  };
}

/** utils.domain.Domain.marks: the codes of what there is to say of an answer. */
export function marks({ pattern, years }, question, answer) {
  const asked = normalize(question);
  const found = pattern.test(asked) ? [] : ["form"];
  if (!years) return found;
  const named = (asked.match(/[0-9]+/g) ?? []).filter((number) => number.length === 4).map(Number);
  if (isDate(answer)) named.push(Number(answer.slice(0, 4)));
  else found.push("calendar");
  const [first, last] = years;
  return named.every((year) => first <= year && year <= last) ? found : [...found, "years"];
}

/** Marks in words. */
export function remarks({ years }, codes) {
  const [first, last] = years ?? [];
  return codes.map((code) => MARKS[code].replace("{first}", first).replace("{last}", last));
}

/** utils.domain.is_date. JavaScript takes February 30 for a day in March, and knows a year 0. */
function isDate(text) {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text.startsWith("0000")) return false;
  return new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** How many marks of padding an answer begins with. */
export function padding(written) {
  const first = written.findIndex((char) => char !== PAD);
  return first < 0 ? written.length : first;
}

const SPACE = new RegExp(`[${SPACES}]`);
const EVERY_SPACE = new RegExp(SPACE, "g");

/** utils.vocab.normalize: one spelling for texts that look alike. */
export function normalize(text) {
  const ascii = (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
  return text.replace(EVERY_SPACE, " ").replace(/[\uff01-\uff5e]/g, ascii).normalize("NFC");
}

/** utils.vocab.Vocab.fault: a code for why a text cannot be read, and the letters that are why;
    an empty code if it can. */
export function fault({ source: { index, max_length } }, text) {
  const read = normalize(text);
  const letters = Intl.Segmenter // Firefox has it since 2024
    ? [...new Intl.Segmenter().segment(read)].map(({ segment }) => segment)
    : [...read];
  const unknown = letters.filter((letter) => ![...letter].every((char) => index.has(char)));
  const marks = [...read].filter((char) => [PAD, START, END].includes(char));
  if (read === "") return { code: "empty" };
  if (unknown.length) return { code: "unknown", letters: [...new Set(unknown)] };
  if (marks.length) return { code: "mark", letters: marks };
  return { code: [...read].length > max_length ? "length" : "" };
}

/** What is wrong with a text, in a sentence; nothing if the model can read it. */
export function complaint(machine, text) {
  const { index, characters, max_length } = machine.source;
  const { code, letters } = fault(machine, text);
  function named(letter) {
    const odd = [...letter].filter((char) => !index.has(char));
    const typed = odd[0] === " " ? SPACE.exec(text)[0] : odd[0];
    return (odd.length === 1 && UNSEEN[typed]) || `“${letter}”`;
  }
  function unknown() {
    const some = letters.slice(0, 4).map(named).join(", ") + (letters.length > 4 ? " and others" : "");
    const known = characters.slice(0, -3).join(""); // the marks are the last three
    return `It never saw ${some} in training${known.length <= 20 ? `; it only knows ${known}` : ""}.`;
  }
  const sentences = {
    "": () => "",
    empty: () => `Type 1 to ${max_length} characters.`,
    unknown,
    mark: () => `${letters[0]} is a mark of its own; a text cannot contain it.`,
    length: () => `At most ${max_length} characters; this has ${[...normalize(text)].length}.`,
  };
  return sentences[code]();
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
    const wrong = check(input.value);
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
    get value() {
      return normalize(input.value);
    },
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

/** Mark the example that is asked, if one is. */
export function markExample(examples, text) {
  for (const each of examples.querySelectorAll("button")) each.setAttribute("aria-pressed", each.title === text);
}
