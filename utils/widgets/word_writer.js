// The word writer: a network writes words in one language or between two; below, one of them letter
// by letter. See word_writer.py.

import { bar } from "./bars.js";
import { END, MAX_SEED, PAD, START, TEMPERATURES, WORDS } from "./constants.js";
import { begin, button, element, follow, liveLine, player, save, slider, uniqueId } from "./kit.js";
import { uniforms } from "./random.js";
import { seedField } from "./seed_field.js";
import { complaint, textField } from "./seq2seq_model.js";
import { unpack } from "./weights.js";
import { load, tell, write } from "./writer_model.js";

const SETTINGS = ["language", "other", "share", "temperature", "beginning", "seed"];
const LIKELIEST = 8;
const PERCENT = Array.from({ length: 101 }, (_, n) => n);

/** word_writer.mixture: the weight of each language. */
export function mixture(language, other, share) {
  return language === other ? { [language]: 1 } : { [language]: 1 - share / 100, [other]: share / 100 };
}

/** Which candidates of a letter are shown: the likeliest letters, the drawn one among them, from the
    likeliest on; and the end. */
export function candidates({ characters, index }, probabilities, drawn) {
  const none = [PAD, START, END].map((mark) => index.get(mark));
  const letters = characters.map((_, n) => n).filter((n) => !none.includes(n));
  const shown = letters.sort((a, b) => probabilities[b] - probabilities[a]).slice(0, LIKELIEST);
  const end = index.get(END);
  if (drawn !== end && !shown.includes(drawn)) shown[shown.length - 1] = drawn;
  return [...shown, end];
}

/** One of many options. */
function select(label, options, onchange) {
  const id = uniqueId("select");
  const choices = options.map(([value, text]) => element("option", { value }, text));
  const input = element("select", { id, class: "bw-text", onchange: () => onchange(input.value) }, choices);
  return { el: element("div.bw-select", element("label", { for: id }, label), input), input };
}

const shown = (char) => (char === END ? "end" : char);

/** One word, letter by letter: `show(written, beginning, notes)`; notes are said of the whole word. */
function letterByLetter(source) {
  const status = liveLine("bw-written");
  const given = element("span.bw-given");
  const drawn = element("span.bw-drawn");
  const asked = element("p.bw-quiet");
  const list = element("ol.bw-bars");
  const rest = element("p.bw-quiet");
  const fell = element("p.bw-quiet");
  const line = element("div.bw-unit-line", { "aria-hidden": "true" }, element("i"), element("b"));
  let now = null; // what is shown
  let tiles = [];
  let moment = null; // the letter the reader is at; null: all are written

  const last = () => tiles.length - 1;
  const play = player("Play", () => go(0), () => {
    go(moment === null ? 0 : moment + 1);
    return moment < last();
  });
  const pick = (n) => (play.stop(), go(n));
  const walk = (by) => pick(Math.max(0, Math.min(last(), (moment ?? (by > 0 ? -1 : tiles.length)) + by)));
  const track = element(
    "div.bw-word",
    { tabindex: 0, role: "group", "aria-label": "The word: left and right arrow keys go letter by letter" },
    given,
    drawn,
  );
  track.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    walk(by);
    event.preventDefault();
  });

  function look(n) {
    const { probabilities, drawn, u } = now.steps[n];
    const before = now.beginning + now.steps.slice(0, n).map((step) => source.characters[step.drawn]).join("");
    const rows = candidates(source, probabilities, drawn);
    const others = probabilities.length - 2 - rows.length;
    const left = rows.reduce((sum, m) => sum - probabilities[m], 1);
    asked.textContent = before ? `After “${before}”, what comes next?` : "What comes first?";
    list.replaceChildren(...rows.map((m) => bar([shown(source.characters[m]), probabilities[m], m === drawn])));
    list.querySelector(".bw-best").append(element("em", "drawn"));
    rest.textContent = others > 0 ? `${others} other letters together: ${Math.max(0, left).toFixed(3)}` : "";
    const from = probabilities.slice(0, drawn).reduce((sum, p) => sum + p, 0);
    line.style.cssText = `--from: ${from}; --size: ${probabilities[drawn]}; --u: ${u}`;
    const to = from + probabilities[drawn];
    fell.textContent = `The random number ${u.toFixed(3)} falls between ${from.toFixed(3)} and ${to.toFixed(3)}: ` +
      `the stretch of ${shown(source.characters[drawn])} when all lie side by side.`;
  }

  function go(n) {
    moment = n;
    const at = n ?? last();
    look(at);
    tiles.forEach((tile, place) => {
      tile.classList.toggle("bw-later", place > at);
      tile.setAttribute("aria-current", place === at ? "step" : "false");
    });
    const { drawn, probabilities } = now.steps[at];
    const letter = `${[...now.beginning].length + at + 1}: ${shown(source.characters[drawn])}`;
    status.textContent = n === null
      ? now.said
      : `Letter ${letter}, with probability ${probabilities[drawn].toFixed(3)}.`;
  }

  return {
    el: element(
      "section",
      element("h4", "One word, letter by letter"),
      element(
        "div.bw-controls",
        button("Back", () => walk(-1)),
        button("Step", () => walk(1)),
        play.el,
        button("All", () => pick(null)),
      ),
      track,
      status,
      element("div.bw-next", asked, list, rest, line, fell),
    ),
    stop: play.stop,
    show(written, beginning, said) {
      play.stop();
      now = { ...written, beginning, said };
      tiles = now.steps.map(({ drawn }, n) => {
        const char = shown(source.characters[drawn]);
        const label = `letter ${[...beginning].length + n + 1}: ${char}`;
        return element("button", { type: "button", tabindex: -1, "aria-label": label, onclick: () => pick(n) }, char);
      });
      given.textContent = beginning;
      drawn.replaceChildren(...tiles);
      go(null);
    },
  };
}

/** All words, each a button that makes it the one looked at. */
function twentyWords(onpick, { source }, trained) {
  const buttons = Array.from({ length: WORDS }, (_, n) => button("", () => onpick(n)));
  const counts = element("p.bw-quiet");
  return {
    el: element("div", element("ol.bw-words", buttons.map((each) => element("li", each))), counts),
    show(all) {
      all.forEach(({ word }, n) => {
        const mark = trained.has(word) ? [" ", element("small", "copy")] : [];
        buttons[n].replaceChildren(word || element("i", "no letter"), ...mark);
      });
      const copies = all.filter(({ word }) => trained.has(word)).length;
      const are = copies === 1 ? "is a copy" : "are copies";
      const open = all.filter(({ ended }) => !ended).length;
      const more = open ? `; ${open} (…) would go on after ${source.max_length} letters` : "";
      counts.textContent = `${copies || "None"} of the ${WORDS} ${are}, word for word, of the training data${more}.`;
    },
    choose: (word) => buttons.forEach((each, n) => each.setAttribute("aria-pressed", n === word)),
    /** What there is to say of one. */
    about({ word, ended, steps }) {
      const numbers = `${steps.length} random number${steps.length > 1 ? "s" : ""}`;
      return `${word ? `“${word}”` : "no letter"}, from ${numbers}` + (trained.has(word) ? ", a copy" : "") +
        (ended ? "" : ", not ended");
    },
  };
}

async function render({ model, el }) {
  const writer = await load(model.get("writer"));
  const trained = new Set(new TextDecoder().decode(await unpack(model.get("trained_on"))).split("\n").filter(Boolean));
  const called = model.get("called");
  const change = (name) => (value) => save(model, { [name]: value });
  const options = writer.languages.map((name) => [name, called[name]]);
  const language = select("Language", options, change("language"));
  const other = select("Other language", options, change("other"));
  const mix = slider("Mix", PERCENT, 0, change("share"), told);
  const heat = slider("Temperature", TEMPERATURES, 0, change("temperature"), (value) => value.toFixed(1));
  const first = textField("First letters", refuses, change("beginning"));
  const seed = seedField(model);
  const fresh = button("Twenty new words", () => save(model, { seed: (model.get("seed") + 1) % (MAX_SEED + 1) }));
  const words = twentyWords(change("word"), writer, trained);
  const letters = letterByLetter(writer.source);
  el.replaceChildren(
    element("div.bw-mix", language.el, mix.el, other.el),
    element("p.bw-quiet", "In training every word had one language: a mixture is new to it."),
    element("div.bw-controls", heat.el, first.el),
    first.message,
    element("div.bw-controls", fresh, seed.el),
    seed.message,
    element("div.bw-halves", words.el, letters.el),
  );
  begin(el, "word_writer", "The word writer");

  /** What the writer is told, in words. */
  function told(share) {
    const [one, two] = ["language", "other"].map((name) => called[model.get(name)]);
    if (one === two) return `${one} with itself is ${one}`;
    const parts = [[100 - share, one], [share, two]].filter(([percent]) => percent > 0);
    return parts.map(([percent, name]) => `${percent}\u00a0% ${name}`).join(" and ");
  }

  /** What is wrong with first letters, if anything is. Most often it is a capital. */
  function refuses(text) {
    const wrong = text && complaint(writer, text);
    const small = text.toLowerCase();
    return wrong && small !== text && !complaint(writer, small) ? `${wrong} Try “${small}”.` : wrong;
  }

  let all = [];
  function update() {
    const [one, two, share, temperature, beginning, from] = SETTINGS.map((name) => model.get(name));
    const numbers = uniforms(from, WORDS, writer.source.max_length + 1);
    const weights = tell(writer, mixture(one, two, share));
    all = numbers.map((u) => write(writer, u.slice([...beginning].length), weights, temperature, beginning));
    [language.input.value, other.input.value, mix.value, heat.value] = [one, two, share, temperature];
    mix.el.querySelector("input").disabled = one === two;
    first.value = beginning;
    seed.show();
    words.show(all);
    choose();
  }
  function choose() {
    const n = model.get("word");
    words.choose(n);
    letters.show(all[n], model.get("beginning"), `Word ${n + 1}: ${words.about(all[n])}.`);
  }
  const endings = [
    follow(model, SETTINGS, update),
    follow(model, ["word"], choose),
    letters.stop,
  ];
  return () => endings.forEach((end) => end());
}

export default { render };
