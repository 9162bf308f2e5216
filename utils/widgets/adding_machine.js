// The adding machine: type a sum, and watch it go through encoder and decoder; below, all sums
// at moments during training. See adding_machine.py.

import {
  begin,
  button,
  choice,
  colorScale,
  element,
  follow,
  liveLine,
  player,
  save,
  signed,
  strip,
  symbol,
} from "./kit.js";
import { bar } from "./bars.js";
import { START } from "./constants.js";
import { addends, allSums, flags, positionOf } from "./outcome_map.js";
import { ask, called, complaint, exampleButtons, load, markExample, remarks, textField } from "./seq2seq_model.js";

const EXAMPLES = ["12+34", "27+68", "99+1", "58+67", "1+2"];
const TILE = 16; // units in a row of a tile
const LIKELIEST = 5;

/** The answer, large, and what there is to say about it. */
function verdict(machine, heldOut) {
  const el = liveLine("bw-verdict");
  const note = (...parts) => element("span.bw-note", ...parts);
  function judged(text, answer) {
    const [a, b] = addends(text);
    const right = answer === String(a + b);
    const verdict = right ? "✓ right" : `✗ wrong, it is ${a + b}`;
    const mark = element("b", { class: right ? "bw-right" : "bw-off" }, verdict);
    const known = heldOut[positionOf(a, b)] ? "held out: it never saw this sum" : "trained on this sum";
    return note(mark, element("span", known));
  }
  return {
    el,
    show(text, { answer, marks, ended }) {
      const notes = remarks(machine, marks).map((remark) => note(`? ${remark}`));
      if (!ended) notes.push(note("… it never wrote an end mark"));
      if (!marks.length && ended && addends(text)) notes.push(judged(text, answer));
      el.replaceChildren(
        element("span.bw-asked", `${text} = `, element("strong", answer)),
        " ",
        ...notes,
      );
    },
  };
}

/** A state as a tile of colours. `onpoint(unit, value)` is told where the reader points. */
function stateTile(onpoint) {
  const tile = strip({
    label: "",
    // What was last pointed at stays readable: a finger leaves at once.
    onpoint: (column, row, value) => column !== null && onpoint(row * TILE + column + 1, value),
  });
  return {
    el: tile.el,
    show(state, name) {
      const rows = Math.ceil(state.length / TILE);
      const columns = Math.min(TILE, state.length);
      tile.el.setAttribute("aria-label", `${name}, ${state.length} units`);
      tile.show(
        Array.from({ length: columns }, (_, c) => Array.from({ length: rows }, (_, r) => state[r * TILE + c] ?? 0)),
      );
    },
  };
}

/** A card for one character: `head`, which a click makes the current step, its state, `foot`. */
function card(letter, index, onpoint, onclick) {
  const name = symbol(letter, index);
  const tile = stateTile((unit, value) => onpoint(letter, index, unit, value));
  const head = element("div.bw-head", { onclick });
  const foot = element("div.bw-foot");
  const state = element("div.bw-state", name, tile.el);
  const el = element("li.bw-card", head, state, foot);
  return { el, head, foot, tile };
}

/** Encoder and decoder, character by character. */
function passage(characters) {
  const status = liveLine();
  const detail = element("p.bw-line.bw-quiet", { "aria-live": "polite" });
  const readers = element("ol.bw-cards");
  const writers = element("ol.bw-cards.bw-wide");
  const handed = element("p.bw-handed");
  let asked = null;
  let cards = [];
  let moment = null; // the step the reader is at; null: all are done

  const play = player("Play", () => go(0), () => {
    go(moment + 1);
    return moment < cards.length - 1;
  });
  const walk = (by) => {
    play.stop();
    const from = moment ?? (by > 0 ? -1 : cards.length);
    go(Math.max(0, Math.min(cards.length - 1, from + by)));
  };
  const all = () => (play.stop(), go(null));
  const numbers = [`${LIKELIEST} likeliest`, `all ${characters.length}`];
  const many = choice("Candidates", numbers, numbers[0], () => fill());
  const track = element(
    "div.bw-track",
    {
      tabindex: 0,
      role: "group",
      "aria-label": "Encoder and decoder: left and right arrow keys go step by step",
    },
    element("h5", "The encoder reads"),
    readers,
    handed,
    element("h5", "The decoder writes"),
    writers,
  );
  track.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.target !== track) return;
    walk(by);
    event.preventDefault();
  });

  function tell(letter, index, unit, value) {
    if (unit == null) return (detail.textContent = "Point at a cell of a state, or tap it, for its number.");
    detail.replaceChildren(symbol(letter, index), `, unit ${unit}: ${signed(value, 3)}`);
  }

  function said(n) {
    const length = asked.read.length;
    const at = `Step ${n + 1} of ${cards.length}: `;
    if (n < length) {
      const last = n === length - 1 ? "; this last state goes to the decoder" : "";
      return [at, `the encoder reads ${called(asked.read[n])}; its state is now `, symbol("h", n + 1), `${last}.`];
    }
    const { probabilities, best } = asked.steps[n - length];
    const fed = called(n > length ? asked.written[n - length - 1] : START);
    const probability = probabilities[best].toFixed(3);
    return [at, `the decoder is fed ${fed} and writes ${called(characters[best])}, with probability ${probability}.`];
  }

  function go(n) {
    moment = n;
    cards.forEach(({ el, tile }, at) => {
      el.classList.toggle("bw-later", n !== null && at > n);
      el.classList.toggle("bw-now", at === n);
      el.setAttribute("aria-current", at === n ? "step" : "false");
      tile.el.tabIndex = at === (n ?? cards.length - 1) ? 0 : -1; // one tab stop, not ten
    });
    handed.classList.toggle("bw-later", n !== null && n < asked.read.length - 1);
    const done = `${asked.read.length} characters read, ${asked.steps.length} written, end marks included.`;
    status.replaceChildren(...(n === null ? [done] : said(n)));
  }

  function fill() {
    const everyone = many.value === numbers[1];
    asked.steps.forEach(({ probabilities, best }, t) => {
      const bars = probabilities.map((probability, n) => [characters[n], probability, n === best]);
      if (!everyone) bars.sort((a, b) => b[1] - a[1]).splice(LIKELIEST);
      cards[asked.read.length + t].foot.querySelector("ol").replaceChildren(...bars.map(bar));
    });
  }

  function build() {
    cards.forEach(({ el }) => el.remove());
    const length = asked.read.length;
    cards = [...asked.read, ...asked.written].map((_, n) => {
      const [letter, index] = n < length ? ["h", n + 1] : ["s", n - length + 1];
      return card(letter, index, tell, () => (play.stop(), go(n)));
    });
    readers.append(...cards.slice(0, length).map(({ el }) => el));
    writers.append(...cards.slice(length).map(({ el }) => el));
    const all = ": the last state is all that the decoder gets";
    handed.replaceChildren("↓ ", symbol("s", 0), " = ", symbol("h", length), all);
    writers.querySelectorAll(".bw-foot").forEach((foot) =>
      foot.append(element("ol.bw-bars"), element("div.bw-writes"))
    );
  }

  const glyph = (char) => element("b.bw-glyph", char);
  return {
    el: element(
      "section",
      element("h4", "Character by character"),
      element(
        "div.bw-controls",
        element(
          "span.bw-buttons",
          button("Back", () => walk(-1)),
          button("Step", () => walk(1)),
          play.el,
          button("All", all),
        ),
        many.el,
      ),
      status,
      track,
      element("div.bw-legend", detail, colorScale()),
    ),
    stop: play.stop,
    show(answer) {
      play.stop();
      const rebuild = answer.read.length !== asked?.read.length || answer.written.length !== asked.written.length;
      asked = answer;
      if (rebuild) build();
      cards.forEach(({ head, foot, tile }, n) => {
        const t = n - asked.read.length;
        if (t < 0) head.replaceChildren(glyph(asked.read[n]));
        else head.replaceChildren("is fed ", glyph(t ? asked.written[t - 1] : START));
        if (t >= 0) foot.lastChild.replaceChildren("writes ", glyph(asked.written[t]));
        const state = t < 0 ? asked.h[n] : asked.steps[t].s;
        tile.show(state, t < 0 ? `state after ${called(asked.read[n])}` : `state of the decoder, step ${t + 1}`);
      });
      fill();
      tell();
      go(null);
    },
  };
}

async function render({ model, el }) {
  const machine = await load(model.get("machine"));
  const heldOut = flags(model.get("held_out"));
  const put = (text) => save(model, { text });
  const field = textField("A sum", (text) => complaint(machine, text), put);
  const answer = verdict(machine, heldOut);
  const way = passage(machine.target.characters);
  const sums = allSums({
    heldOut,
    snapshots: model.get("snapshots").map(flags),
    steps: model.get("steps"),
    onpick: put,
    onsnapshot: (snapshot) => save(model, { snapshot }),
  });
  const examples = exampleButtons(EXAMPLES.map((text) => [text, text]), put);
  el.replaceChildren(
    element(
      "div.bw-top",
      element("div", element("div.bw-controls", field.el, examples), field.message),
      answer.el,
    ),
    element("div.bw-halves", sums.el, way.el), // near the answer to the square that is chosen
  );
  begin(el, "adding_machine", "The adding machine");

  function update() {
    const text = model.get("text");
    const said = ask(machine, text);
    field.value = text;
    markExample(examples, text);
    answer.show(text, said);
    way.show(said);
    sums.point(text);
  }
  const endings = [
    follow(model, ["text"], update),
    follow(model, ["snapshot"], () => sums.show(model.get("snapshot"))),
    way.stop,
    sums.stop,
  ];
  return () => endings.forEach((end) => end());
}

export default { render };
