// The walkthrough: one real step, formula line by line. See walkthrough.py, which records it.

import { allow, begin, button, calm, edges, element, follow, liveLine, save, shade, slider } from "./kit.js";
import { math } from "./formulas.js";
import { picture } from "./diagram.js";
import { inspector } from "./inspector.js";

const PAUSE = 1600; // milliseconds a line is shown while it plays
const FEW = { mini: 16, wide: 32 }; // of a vector's numbers are drawn below its symbol and beside,
const FEW_ROWS = 4; // and of each column of a matrix

const HINT = "Point at a symbol in the formula, the code or the picture; a click or a tap keeps it.";
const LONG = " Of a long vector a stripe shows the first numbers.";

/** What was recorded, and what of it is there when a line has been computed. */
class Record {
  constructor({ kind, lines, symbols, unit, moments, answers }) {
    Object.assign(this, { kind, lines, symbols, unit, moments, answers });
    this.madeBy = {}; // by symbol, the line that computes it; inputs have none
    this.scales = {};
    for (const [symbol, { changes, parts, values, limits }] of Object.entries(symbols)) {
      const names = ({ result, code }) =>
        result === symbol ||
        (changes && parts.length > 0 && code.flat().some(([, found]) => found.includes(symbol)));
      this.madeBy[symbol] = lines.findIndex(names) + 1;
      const sizes = limits ? [] : (values ?? []).flat(Infinity).map(Math.abs);
      this.scales[symbol] = Math.max(1, ...sizes);
    }
  }

  /** The numbers of a symbol at a moment; null where there are none, or not yet. */
  numbers(symbol, t, line) {
    const { values, changes, limits } = this.symbols[symbol];
    if (!values || this.madeBy[symbol] > line) return null;
    return { values: changes ? values[t - 1] : values, scale: this.scales[symbol], isSigned: limits?.[0] !== 0 };
  }

  /** The symbols that light up with this one: itself, and what it is made of. */
  family(symbol) {
    return [symbol, ...(this.symbols[symbol]?.parts ?? [])];
  }

  answer(t) {
    const scores = this.symbols[this.lines.at(-1).result].values[t - 1];
    const largest = Math.max(...scores);
    const probability = 1 / scores.reduce((sum, score) => sum + Math.exp(score - largest), 0);
    return `${this.answers[scores.indexOf(largest)]}, with probability ${probability.toFixed(3)}`;
  }
}

/** A stripe of colours for the first numbers, as a background. */
function stripe({ values, scale, isSigned }, most) {
  const rows = Array.isArray(values[0])
    ? values[0].slice(0, FEW_ROWS).map((_, row) => values.map((column) => column[row]))
    : [values.slice(0, most)];
  return rows.map((row, n) => {
    const stops = row.map((value, at) =>
      `${shade(value / scale, isSigned)} ${(100 * at) / row.length}% ${(100 * (at + 1)) / row.length}%`
    );
    const place = rows.length > 1 ? (100 * n) / (rows.length - 1) : 0;
    return `linear-gradient(to right, ${stops.join(", ")}) 0 ${place}% / 100% ${100 / rows.length}% no-repeat`;
  }).join(", ");
}

/** Text with its symbols marked: a line of code. */
function codeLine(pieces) {
  return element(
    "code",
    pieces.map(([text, symbols]) =>
      symbols.length ? element("span", { "data-symbol": symbols.join("|") }, text) : text
    ),
  );
}

/** The formula's lines, each with its code. */
function formulaLines(record, onpick) {
  const carries = (symbol) => {
    const { values, code } = record.symbols[symbol];
    if (!values || code[0]?.startsWith("self.")) return null; // a weight
    return element("span.bw-mini", { "data-stripe": "mini" });
  };
  return record.lines.map(({ mathml, result, code }, n) =>
    element(
      "div.bw-formula",
      button(n + 1, () => onpick(n + 1), { class: "", tabindex: -1, "aria-label": `line ${n + 1}` }),
      edges(element("div.bw-scroll", math(mathml, carries))),
      element("div.bw-wide", { "data-symbol": result, "data-stripe": "wide" }),
      element("div.bw-scroll.bw-code", code.map(codeLine)),
    )
  );
}

function render({ model, el }) {
  const record = new Record(model.get("recorded"));
  const [last, moments] = [record.lines.length, record.moments.length];
  const { unit } = record;
  const position = () => [model.get("t"), model.get("line")];
  const go = (t, line) => {
    if (t >= 1 && t <= moments && line >= 1 && line <= last) save(model, { t, line });
  };
  const onward = () => {
    const [t, line] = position();
    if (line < last) go(t, line + 1);
    else go(t + 1, 1);
  };
  const back = () => {
    const [t, line] = position();
    if (line > 1) go(t, line - 1);
    else go(t - 1, last);
  };
  const day = (step) => () => go(model.get("t") + step, model.get("line"));

  // The controls.
  const previous = button("‹", day(-1), { "aria-label": `previous ${unit}` });
  const next = button("›", day(1), { "aria-label": `next ${unit}` });
  const times = record.moments.map((_, n) => n + 1);
  const name = (t) => `${t} of ${moments}, ${record.moments[t - 1]}`;
  const time = slider(unit, times, 1, (t) => go(t, model.get("line")), name);
  const up = button("↑", back, { "aria-label": "previous line" });
  const down = button("↓", onward, { "aria-label": "next line" });
  const where = element("span.bw-where");
  let timer = null;
  const play = button("Play", () => (timer ? stop() : start()), { class: "bw-button bw-play" });
  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  }
  function start() {
    const [t, line] = position();
    if (t === moments && line === last) go(1, 1);
    else onward();
    if (calm()) return; // a press is a step
    play.textContent = "Pause";
    timer = setInterval(() => {
      const [t, line] = position();
      if (!el.isConnected || (t === moments && line === last)) stop();
      else onward();
    }, PAUSE);
  }

  const rows = formulaLines(record, (line) => go(model.get("t"), line));
  const formula = element("div.bw-formulas", { tabindex: 0, role: "application" }, rows);
  formula.setAttribute(
    "aria-label",
    "the formula: up and down from line to line, left and right " +
      `from symbol to symbol, page up and page down from ${unit} to ${unit}`,
  );
  const drawing = picture(model.get("diagram"), "How the symbols lead to each other; the formula says the same.");
  const numbers = inspector(record);
  const said = liveLine("bw-said");
  const long = Object.values(record.symbols).some(({ shape, changes }) => changes && shape[0] > FEW.wide);
  const title = model.get("title");
  begin(el, "walkthrough", title || "One step, line by line");
  el.replaceChildren(
    title ? element("h4.bw-title", title) : "",
    element(
      "div.bw-controls.bw-steps",
      element("div.bw-group", previous, time.el, next),
      element("div.bw-group", up, where, down),
      play,
    ),
    formula,
    element("p.bw-quiet.bw-note", HINT, long ? LONG : ""),
    element("div.bw-below", drawing.el, numbers.el),
    said,
  );

  // The symbol pointed at, else the one chosen: by default what the line gives.
  const marked = [...el.querySelectorAll("[data-symbol]")];
  const stripes = el.querySelectorAll("[data-stripe]");
  const own = (node) => node.getAttribute("data-symbol").split("|");
  let chosen = [];
  let isKept = false; // by the reader
  let shown = "";
  function light(symbols) {
    if (symbols.join() === shown) return;
    shown = symbols.join();
    const lit = symbols.flatMap((symbol) => record.family(symbol));
    const isLit = (node) => own(node).some((symbol) => lit.includes(symbol));
    for (const node of marked) node.classList.toggle("bw-lit", isLit(node));
    said.textContent = numbers.show(symbols[0], ...position());
  }
  const under = ({ target }) => {
    const node = target.closest?.("[data-symbol]");
    return node && own(node);
  };
  /** Light what is pointed at, else what is chosen, and tell the page, whose text lights it too. */
  function point(symbols) {
    light(symbols ?? chosen);
    const told = symbols ?? (isKept ? chosen : []);
    const lit = told.flatMap((symbol) => record.family(symbol));
    const detail = { lit, symbols: isKept ? chosen : [] };
    el.dispatchEvent(new CustomEvent("symbols-lit", { bubbles: true, detail }));
  }
  function keep(symbols) {
    isKept = symbols.length > 0;
    chosen = isKept ? symbols : [record.lines[model.get("line") - 1].result];
    point();
  }
  el.addEventListener("pointerover", (event) => point(under(event)));
  el.addEventListener("pointerleave", () => point());
  el.addEventListener("click", (event) => {
    if (under(event)) keep(under(event));
  });
  el.addEventListener("symbols-pointed", ({ detail }) => {
    if (detail.isKept) keep(detail.symbols);
    else point(detail.symbols.length ? detail.symbols : undefined);
  });

  // By keyboard: a cursor over the symbols of the line.
  let cursor = 0;
  formula.addEventListener("keydown", (event) => {
    const row = [...rows[model.get("line") - 1].querySelectorAll("math [data-symbol]")];
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const act = { ArrowUp: back, ArrowDown: onward, PageUp: day(-1), PageDown: day(1) }[event.key];
    if (!move && !act) return;
    event.preventDefault();
    if (act) return act();
    cursor = Math.max(0, Math.min(row.length - 1, cursor + move));
    keep(own(row[cursor]));
  });

  let before = null;
  function update() {
    const [t, line] = position();
    const of = (symbol) => record.numbers(symbol, t, line);
    rows.forEach((row, n) => {
      row.classList.toggle("bw-later", n + 1 > line);
      row.classList.toggle("bw-now", n + 1 === line);
      row.firstChild.setAttribute("aria-current", n + 1 === line ? "step" : "false");
    });
    for (const place of stripes) {
      const found = of(own(place.closest("[data-symbol]"))[0]);
      place.classList.toggle("bw-empty", !found);
      place.style.background = found ? stripe(found, FEW[place.dataset.stripe]) : "";
    }
    drawing.show(line, of);
    if (before !== line) [chosen, isKept, cursor, before] = [[record.lines[line - 1].result], false, 0, line];
    time.value = t;
    where.textContent = `line ${line} of ${last}`;
    allow(previous, t > 1);
    allow(next, t < moments);
    allow(up, t > 1 || line > 1);
    allow(down, t < moments || line < last);
    shown = "";
    point();
  }
  const unfollow = follow(model, ["t", "line"], update);
  return () => {
    stop();
    unfollow();
  };
}

export default { render };
