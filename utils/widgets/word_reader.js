// The word reader: a model reads a word aloud, and shows where it looked. See word_reader.py.

import { alignment, namesOf, soundsOf } from "./alignment.js";
import { bar } from "./bars.js";
import { BEAM_WIDTH, PARTS, READINGS, SHORTEST_WORD } from "./constants.js";
import { begin, button, element, follow, liveLine, save, uniqueId } from "./kit.js";
import { onDemand } from "./on_demand.js";
import { load, read } from "./pronouncer_model.js";
import { complaint, normalize, textField, vocab } from "./seq2seq_model.js";
import { unpack } from "./weights.js";

const PAUSE = 150; // milliseconds without another letter, before a word is read

/** utils.words.spelled: a word as the model reads it. */
export function spelled(text) {
  return normalize(text).trim().toLowerCase().replace(/[‘’]/g, "'");
}

/** What is wrong with a word, in a sentence; nothing if the model can read it. */
export function refuse(source, word) {
  if (word.length < SHORTEST_WORD) return `Type a word of ${SHORTEST_WORD} to ${source.max_length} letters.`;
  const wrong = complaint({ source }, word);
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "");
  return wrong && plain !== word && !complaint({ source }, plain) ? `${wrong} Try “${plain}”.` : wrong;
}

/** What the dictionary says of a word: its pronunciations, and the part that it stands in. */
export function lookUp(dictionary, word) {
  const texts = dictionary.split("\n\n");
  for (const [n, part] of Object.keys(PARTS).entries()) {
    const lines = `\n${texts[n]}\n`;
    const at = lines.indexOf(`\n${word} `);
    if (at >= 0) return { known: lines.slice(at + 1, lines.indexOf("\n", at + 1)).split(" ").slice(1), part };
  }
  return { known: [], part: "" };
}

/** The readings of a word, one of which is chosen: `onchoose(n)`, counted from 1. */
function choices(onchoose) {
  const name = uniqueId("reading");
  const list = element("ol.bw-bars");
  const rest = element("p.bw-quiet");
  const row = (reading, n) => {
    const line = bar([namesOf(soundsOf(reading)), reading.probability, false]);
    const input = element("input", { type: "radio", name, onchange: () => onchoose(n + 1) });
    line.replaceChildren(element("label", input, ...line.childNodes, element("small")));
    return line;
  };
  return {
    el: element("fieldset.bw-readings", element("legend", "The likeliest readings"), list, rest),
    show(readings) {
      list.replaceChildren(...readings.map(row));
      const left = readings.reduce((sum, { probability }) => sum - probability, 1);
      rest.textContent = `all others together: ${Math.max(0, left).toFixed(3)}`;
    },
    choose(chosen) {
      [...list.children].forEach((line, n) => {
        line.querySelector("input").checked = n + 1 === chosen;
        line.classList.toggle("bw-best", n + 1 === chosen);
      });
    },
    /** Which of them are right. */
    mark: (rights) =>
      [...list.children].forEach((line, n) => {
        line.querySelector("small").textContent = rights[n] ? "in the dictionary" : "";
      }),
  };
}

/** What the dictionary has of a word, beside its readings. */
function told(readings, { known, part }) {
  if (!part) return ["The dictionary does not have this word: nothing says which reading is right."];
  const right = known.includes(soundsOf(readings[0]));
  return [
    "The dictionary has ",
    ...known.flatMap((sounds, n) => [n ? " or " : "", element("b", namesOf(sounds))]),
    `: the likeliest reading is ${right ? "right" : "wrong"}. The word is in the ${part} part; ${PARTS[part]}.`,
  ];
}

/** The model and the dictionary of a widget, which come when a word is first asked that is not known
    yet: promises of its readings, and of what the dictionary has. */
function library(model, parts) {
  const { word: known, readings, ...entry } = model.get("first");
  const cache = new Map([[known, readings]]);
  let machine = null;
  let dictionary = null;
  const bring = async () => (machine ??= await load(model.get("pronouncer"), await parts.bring("weights")));
  const open = async () => (dictionary ??= new TextDecoder().decode(await unpack(await parts.bring("dictionary"))));
  return {
    known: (word) => cache.get(word),
    ready: () => machine !== null,
    bring,
    read(word) {
      if (!cache.has(word)) cache.set(word, read(machine, word, BEAM_WIDTH, READINGS));
      return cache.get(word);
    },
    lookUp: async (word) => (word === known ? entry : lookUp(await open(), word)),
  };
}

/** A button for the next of some words. */
function nextOf(words, onpick) {
  let n = -1;
  const pick = () => onpick(words[n = (n + 1) % words.length]);
  return button("Next hard test word", pick, { hidden: words.length === 0 });
}

function render({ model, el }) {
  const source = vocab(model.get("pronouncer").source);
  const parts = onDemand(model);
  const books = library(model, parts);
  const field = textField("A word or a name", (text) => refuse(source, spelled(text)), (text) => put(spelled(text)));
  const state = liveLine("bw-state");
  const again = button("Try again", () => update(), { hidden: true });
  const picture = alignment();
  const list = choices((reading) => save(model, { reading }));
  const entry = element("p.bw-entry");
  const said = liveLine("bw-said");
  el.replaceChildren(
    element("div.bw-controls", field.el, nextOf(model.get("hard"), put)),
    field.message,
    element("div.bw-waits", state, again),
    element("div.bw-read", picture.el, list.el, entry),
    said,
  );
  begin(el, "word_reader", "How is this word pronounced?");

  function put(word) {
    if (word !== model.get("word") && model.get("reading") !== 1) save(model, { reading: 1 });
    save(model, { word });
  }

  let ended = false;
  let pause = null; // until a word is read
  const current = (word) => !ended && word === model.get("word");

  async function update() {
    const word = model.get("word");
    field.value = word;
    clearTimeout(pause);
    again.hidden = true;
    state.textContent = "";
    el.classList.toggle("bw-waiting", !books.known(word));
    if (books.known(word)) return show(word);
    if (!books.ready()) {
      const { megabytes } = model.get("parts").weights;
      state.textContent = `Loading the model, ${megabytes} MB … (A notebook sends it when no cell is running.)`;
    }
    try {
      await books.bring();
    } catch {
      if (!current(word)) return;
      state.textContent = "The model could not be loaded. Below, the last word that was read.";
      again.hidden = false;
      return;
    }
    if (!current(word)) return;
    state.textContent = "";
    clearTimeout(pause);
    pause = setTimeout(() => show(word), PAUSE);
  }

  let shown = "";
  function show(word) {
    const readings = books.read(word);
    el.classList.remove("bw-waiting");
    if (shown !== word) {
      shown = word;
      list.show(readings);
      entry.textContent = "Looking the word up …";
      report(word, readings);
    }
    choose();
  }
  /** The dictionary may come later than the model, or not at all. */
  async function report(word, readings) {
    const best = `${word}: ${namesOf(soundsOf(readings[0]))}, probability ${readings[0].probability.toFixed(3)}.`;
    const found = await books.lookUp(word).catch(() => null);
    if (!current(word)) return;
    entry.replaceChildren(...(found ? told(readings, found) : ["The dictionary could not be loaded."]));
    list.mark(readings.map((reading) => found?.known.includes(soundsOf(reading))));
    said.textContent = `${best} ${entry.textContent}`;
  }
  function choose() {
    if (shown !== model.get("word")) return; // a new word begins with its first reading
    const readings = books.read(shown);
    const n = Math.min(model.get("reading"), readings.length);
    list.choose(n);
    picture.show(shown, readings[n - 1]);
  }

  const endings = [follow(model, ["word"], update), follow(model, ["reading"], choose), parts.end];
  return () => {
    ended = true;
    clearTimeout(pause);
    endings.forEach((end) => end());
  };
}

export default { render };
