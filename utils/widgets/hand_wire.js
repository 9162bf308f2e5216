// Hand-wire it: six units whose weights the reader changes. See hand_wire.py.

import {
  allow,
  begin,
  button,
  colorScale,
  element,
  follow,
  liveLine,
  save,
  signed,
  slider,
  strip,
  symbol,
  uniqueId,
} from "./kit.js";
import { argmax, steps } from "./models.js";
import { normal, states } from "./learner.js";
import { cook, DISHES, dishLegend, forecast, picture } from "./days.js";

const UNITS = 6;
const MATRICES = { W_xh: 2, W_hh: 6, b_h: 1 }; // columns
const PLACES = Object.entries(MATRICES).flatMap(([name, cols]) =>
  Array.from({ length: cols }, (_, col) => [name, col])
);
const SKY = ["sunny", "rainy"];
const FROM = ["sun", "rain"];
const FULL = 6; // the weight with the full colour
const STEP = 0.5; // of a key or a button
const RANGE = Array.from({ length: 201 }, (_, n) => n / 10 - 10); // of the slider
const LARGEST = 1000;
const SHOWN = 14; // days
const NOISE = 0.5; // from here on some networks hold and some break

const grid = (value) => ({ rows: value.length, cols: value[0].length ?? 1, data: value.flat() });
const cellOf = ({ W_xh, W_hh, b_h }) => ({
  W_xh: grid(W_xh),
  W_hh: grid(W_hh),
  b_h: { rows: 1, cols: UNITS, data: b_h },
});
const startOf = (cooks) => cooks.map((_, unit) => (unit === cooks.indexOf(0) ? 1 : -1));
const strongest = (h, from) => argmax(h.subarray(from, from + UNITS));

/** Follow the weather, a string of S and R: the states `h`, flat, h_0 first; the dish `said` and
    the dish `cooked` on every day; the number of `errors` and the day of the `first`, from 1, or
    null. */
export function walk(weights, cooks, weather) {
  const x = Uint8Array.from(weather, (sky) => (sky === "R" ? 1 : 0));
  const h = states(cellOf(weights), { runs: 1, days: x.length, x }, startOf(cooks));
  const days = cook(weather).map((dish, n) => ({
    rainy: x[n] === 1,
    dish,
    said: cooks[strongest(h, (n + 1) * UNITS)],
  }));
  const wrong = days.flatMap(({ dish, said }, n) => (said === dish ? [] : [n + 1]));
  return { h, days, errors: wrong.length, first: wrong[0] ?? null };
}

/** Every a_t and h_t from the state `h` on, by the formula of models.js. */
export function symbols(weights, weather, h) {
  return steps("RNNCell", cellOf(weights), [...weather].map((sky) => (sky === "R" ? [0, 1] : [1, 0])), h);
}

/** The ways to break it: new weights from old. */
const BREAKS = {
  "All half": (weights) => changed(weights, (value) => value / 2),
  "Add noise": (weights) => changed(weights, (value) => value + NOISE * normal(Math.random)),
  "No bias": (weights) => ({ ...weights, b_h: weights.b_h.map(() => 0) }),
  "Cut one": (weights) => {
    const whole = PLACES.flatMap(([name, col]) => weights.b_h.map((_, unit) => [name, unit, col]));
    const wires = whole.filter((place) => read(weights, place) !== 0);
    return wires.length ? write(weights, wires[Math.floor(Math.random() * wires.length)], 0) : weights;
  },
};

function changed({ W_xh, W_hh, b_h }, change) {
  const rows = (matrix) => matrix.map((row) => row.map(change));
  return { W_xh: rows(W_xh), W_hh: rows(W_hh), b_h: b_h.map(change) };
}

function read(weights, [name, unit, col]) {
  return name === "b_h" ? weights.b_h[unit] : weights[name][unit][col];
}

function write(weights, [name, unit, col], value) {
  const copy = changed(weights, (same) => same);
  if (name === "b_h") copy.b_h[unit] = value;
  else copy[name][unit][col] = value;
  return copy;
}

const short = (value) => {
  if (Math.abs(value) < 0.05) return "0";
  return value.toFixed(Math.abs(value) < 9.95 ? 1 : 0).replace(/\.0$/, "").replace("-", "−");
};
const exact = (value) => String(Number(value.toFixed(3))).replace("-", "−");

/** A weight by its name and what it connects. */
function nameOf([name, unit, col]) {
  const from = { W_xh: () => ` from ${FROM[col]}`, W_hh: () => ` from unit ${col + 1}`, b_h: () => "" }[name]();
  return `${name}, to unit ${unit + 1}${from}`;
}

/** The weights as one grid, a row a unit: arrow keys and taps choose, + and − change, Enter goes to
    the field for a number. */
function board(cooks, onchoose, onstep, ontype) {
  const cells = [];
  const head = (...inside) => element("span", { role: "columnheader", class: "bw-wire-head" }, ...inside);
  const table = element("div", {
    role: "grid",
    class: "bw-wire-grid",
    "aria-label": "weights; arrow keys choose, plus and minus change, Enter to type a number",
  });
  const titles = element(
    "div",
    { class: "bw-wire-row bw-wire-titles", "aria-hidden": "true" },
    element("span"),
    ...Object.keys(MATRICES).map((name) =>
      element("span", { class: `bw-wire-title-${name}` }, symbol(name[0], name.slice(2)))
    ),
  );
  const columns = element(
    "div",
    { class: "bw-wire-row", role: "row" },
    element(
      "span",
      { role: "columnheader", class: "bw-wire-name" },
      element("span", {}, "unit: yesterday, today → dish"),
    ),
    SKY.map((sky, n) => head(picture("sky", n === 1), element("span", { class: "bw-said" }, sky))),
    Array.from({ length: UNITS }, (_, n) => head(n + 1)),
    head("bias"),
  );
  table.append(columns);
  for (let unit = 0; unit < UNITS; unit++) table.append(rowOf(unit));

  function rowOf(unit) {
    const [dish, sky] = [Math.floor(unit / 2), unit % 2];
    const words = `yesterday ${DISHES[dish]}, today ${SKY[sky]} → ${DISHES[cooks[unit]]}`;
    const brief = `${DISHES[dish]}, ${SKY[sky]} → ${DISHES[cooks[unit]]}`;
    const name = element(
      "span",
      { role: "rowheader", class: "bw-wire-name", title: words, "aria-label": `unit ${unit + 1}: ${words}` },
      element("b", {}, unit + 1),
      element("span", { class: "bw-wire-words" }, brief),
      element(
        "span",
        { class: "bw-wire-pictures", "aria-hidden": "true" },
        picture("dish", dish),
        picture("sky", sky === 1),
        "→",
        picture("dish", cooks[unit]),
      ),
    );
    cells.push(PLACES.map(([, col], n) =>
      element("span", {
        role: "gridcell",
        tabindex: -1,
        class: `bw-wire-cell${col === 0 ? " bw-wire-first" : ""}`,
        onclick: () => choose(unit, n, true),
        onkeydown: (event) => key(event, unit, n),
      })
    ));
    return element("div", { class: "bw-wire-row", role: "row" }, name, cells[unit]);
  }

  let at = [0, 0];
  function choose(unit, n, focus) {
    const old = cells[at[0]][at[1]];
    old.tabIndex = -1;
    old.removeAttribute("aria-selected");
    at = [unit, n];
    const cell = cells[unit][n];
    cell.tabIndex = 0;
    cell.setAttribute("aria-selected", "true");
    if (focus) cell.focus();
    onchoose([PLACES[n][0], unit, PLACES[n][1]]);
  }
  function key(event, unit, n) {
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const step = { "+": STEP, "=": STEP, "-": -STEP, "−": -STEP }[event.key];
    const type = event.key === "Enter";
    if (event.ctrlKey || event.metaKey || !(move || step || type)) return;
    event.preventDefault();
    if (type) return ontype();
    if (step) return onstep(step);
    const clamp = (value, size) => Math.max(0, Math.min(size - 1, value));
    choose(clamp(unit + move[0], UNITS), clamp(n + move[1], PLACES.length), true);
  }
  return {
    el: element("div", {}, titles, table),
    choose,
    show(weights) {
      cells.forEach((row, unit) =>
        row.forEach((cell, n) => {
          const place = [PLACES[n][0], unit, PLACES[n][1]];
          const value = read(weights, place);
          cell.textContent = short(value);
          cell.setAttribute("aria-label", `${nameOf(place)}: ${exact(value)}`);
          const share = `calc(${Math.min(1, Math.abs(value) / FULL).toFixed(3)} * var(--bw-most))`;
          const color = value < 0 ? "var(--bw-negative)" : "var(--bw-positive)";
          cell.style.background = `color-mix(in oklab, ${color} ${share}, var(--bw-zero))`;
        })
      );
    },
  };
}

/** The chosen weight: buttons, a slider, a field. `onset(value)` is told of each new value. */
function editor(onset, onstep) {
  const id = uniqueId("weight");
  const name = element("label", { for: id });
  const slide = slider("", RANGE, 0, onset, exact);
  slide.el.querySelector("output").hidden = true;
  const field = element("input", {
    id,
    class: "bw-text bw-wire-field",
    inputmode: "decimal",
    autocomplete: "off",
    onchange: () => typed(),
  });
  const message = liveLine("bw-message bw-wire-message");
  let now = 0;
  function typed() {
    const text = field.value.trim().replace("−", "-").replace(/,(?!\d{3}$)/, ".");
    const value = Number(text);
    const fits = /^-?\d*\.?\d+$/.test(text) && Math.abs(value) <= LARGEST;
    message.textContent = fits ? "" : `A weight is a number from −${LARGEST} to ${LARGEST}; it stays ${exact(now)}.`;
    if (fits) onset(value);
    else field.value = exact(now);
  }
  const less = button("−", () => onstep(-STEP), { "aria-label": `less by ${STEP}` });
  const more = button("+", () => onstep(STEP), { "aria-label": `more by ${STEP}` });
  return {
    el: element(
      "div",
      {},
      element("div", { class: "bw-controls bw-wire-editor" }, name, field, less, slide.el, more),
      message,
    ),
    type() {
      field.focus();
      field.select();
    },
    show(place, value) {
      now = value;
      message.textContent = "";
      const [matrix, ...rest] = nameOf(place).split(",");
      name.replaceChildren("weight ", symbol(matrix[0], matrix.slice(2)), `,${rest.join(",")}:`);
      slide.value = value;
      const input = slide.el.querySelector("input");
      input.setAttribute("aria-label", nameOf(place));
      input.setAttribute("aria-valuetext", exact(value));
      field.value = exact(value);
    },
  };
}

/** The days around the first error, with the six units' state below. */
function daysAround() {
  const days = forecast("days, from the first or around the first error");
  const detail = element("p", { class: "bw-line bw-quiet", "aria-live": "polite" });
  let [from, every] = [0, []];
  function tell(day, unit) {
    if (day === null) return (detail.textContent = "Point at a state, or tap it, for its numbers.");
    const { a, h } = every[day];
    detail.replaceChildren(
      `Day ${from + day + 1}, unit ${unit + 1}: `,
      symbol("a"),
      ` = ${signed(a[unit])}, `,
      symbol("h"),
      ` = ${signed(h[unit], 3)}`,
    );
  }
  const state = strip({ label: "state of the six units, a row a unit, a column a day", onpoint: tell });
  const row = element(
    "div",
    { class: "bw-fc-row bw-wire-state" },
    element("span", { class: "bw-fc-name" }, "state ", symbol("h")),
    state.el,
  );
  days.el.append(row);
  return {
    el: element("div", { class: "bw-wire-days" }, days.el, detail),
    show(weights, weather, result) {
      from = Math.max(0, Math.min((result.first ?? 1) - SHOWN / 2, weather.length - SHOWN));
      const part = weather.slice(from, from + SHOWN);
      every = symbols(weights, part, [...result.h.slice(from * UNITS, (from + 1) * UNITS)]);
      days.show(result.days.slice(from, from + SHOWN), from + 1);
      state.show(every.map(({ h }) => h));
      tell(null);
    },
  };
}

function render({ model, el }) {
  const [cooks, weather] = [model.get("cooks"), model.get("weather")];
  const present = () => ({ W_xh: model.get("W_xh"), W_hh: model.get("W_hh"), b_h: model.get("b_h") });
  const wired = model.get("wired");
  const past = []; // {weights, what}: what was there before which change
  let place = ["W_xh", 0, 0];
  let batch = false; // several values change together: draw once

  /** Changes of the same weight in a row count as one, for undo. */
  function apply(weights, what) {
    if (past.at(-1)?.what !== what || what in BREAKS) past.push({ weights: present(), what });
    put(weights);
  }
  function put(weights) {
    batch = true;
    save(model, weights);
    batch = false;
    update();
  }
  const set = (value) => apply(write(present(), place, value), `${place}`);
  const step = (by) => set(Math.max(-LARGEST, Math.min(LARGEST, Number((read(present(), place) + by).toFixed(6)))));

  const edit = editor(set, step);
  const weightsBoard = board(
    cooks,
    (chosen) => {
      place = chosen;
      edit.show(place, read(present(), place));
    },
    step,
    () => edit.type(),
  );
  const mend = button("As wired", () => apply(wired, "As wired"));
  const breaks = Object.keys(BREAKS).map((what) => button(what, () => apply(BREAKS[what](present()), what)));
  const undo = button("Undo", () => put(past.pop().weights));
  const answer = liveLine("bw-wire-answer");
  const days = daysAround();
  const legend = dishLegend();
  legend.append(element("span", {}, "state ", colorScale()));
  el.replaceChildren(
    element("div", { class: "bw-controls" }, mend, breaks, undo),
    weightsBoard.el,
    edit.el,
    answer,
    days.el,
    legend,
  );
  begin(el, "hand_wire", "The hand-wired network");

  function update() {
    if (batch) return;
    const weights = present();
    const result = walk(weights, cooks, weather);
    const written = (number) => number.toLocaleString("en");
    const total = written(weather.length);
    weightsBoard.show(weights);
    edit.show(place, read(weights, place));
    answer.textContent = result.first === null
      ? `No error in ${total} days.`
      : `First error on day ${written(result.first)}; ${written(result.errors)} of ${total} days wrong.`;
    days.show(weights, weather, result);
    allow(undo, past.length > 0);
  }
  /** Python has changed the weights: what was before is not the reader's to undo. */
  function changedElsewhere() {
    if (!batch) past.length = 0;
    update();
  }

  const unfollow = follow(model, Object.keys(MATRICES), changedElsewhere);
  weightsBoard.choose(0, 0, false);
  return unfollow;
}

export default { render };
