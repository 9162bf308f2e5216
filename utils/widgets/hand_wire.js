// Hand-wire it: six units whose weights the reader changes. See hand_wire.py.

import { allow, begin, button, colorScale, element, follow, liveLine, save, signed, strip, symbol } from "./kit.js";
import { SHAPES, UNITS } from "./constants.js";
import { argmax, steps } from "./models.js";
import { normal, states } from "./rnn_training.js";
import { cook, dishLegend, forecast, isRainy, oneHot } from "./forecast.js";
import { board, changed, editor, exact, LARGEST, nameOf, POSITIONS, read, write } from "./weight_board.js";

const SHOWN = 14; // days
const CUT = "Cut one";
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
  const x = Uint8Array.from(weather, (sky) => Number(isRainy(sky)));
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
  return steps("RNNCell", cellOf(weights), [...weather].map(oneHot), h);
}

/** One of the weights that are not zero, by chance; undefined where all are. */
function anyWire(weights) {
  const whole = POSITIONS.flatMap(([name, col]) => weights.b_h.map((_, unit) => [name, unit, col]));
  const wires = whole.filter((place) => read(weights, place) !== 0);
  return wires[Math.floor(Math.random() * wires.length)];
}

/** The ways to break it: new weights from old. */
const BREAKS = {
  "All half": (weights) => changed(weights, (value) => value / 2),
  "Add noise": (weights) => changed(weights, (value) => value + NOISE * normal(Math.random)),
  "No bias": (weights) => ({ ...weights, b_h: weights.b_h.map(() => 0) }),
};

/** The days around the first error, with the six units' state below. */
function daysAround() {
  const days = forecast("days, from the first or around the first error");
  const detail = element("p.bw-line.bw-quiet", { "aria-live": "polite" });
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
    "div.bw-fc-row.bw-wire-state",
    element("span.bw-fc-name", "state ", symbol("h")),
    state.el,
  );
  days.el.append(row);
  return {
    el: element("div.bw-wire-days", days.el, detail),
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
    if (past.at(-1)?.what !== what || what in BREAKS || what === CUT) past.push({ weights: present(), what });
    put(weights);
  }
  function put(weights) {
    cut.textContent = "";
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
  const cutOne = button(CUT, () => {
    const wire = anyWire(present());
    if (!wire) return;
    const was = read(present(), wire);
    apply(write(present(), wire, 0), CUT);
    weightsBoard.choose(wire[1], POSITIONS.findIndex(([name, col]) => name === wire[0] && col === wire[2]), false);
    cut.textContent = `Cut: ${nameOf(wire)}, which was ${exact(was)}.`;
  });
  const cut = liveLine("bw-wire-cut");
  const undo = button("Undo", () => put(past.pop().weights));
  const answer = liveLine("bw-wire-answer");
  const days = daysAround();
  const legend = dishLegend();
  legend.append(element("span", "state ", colorScale()));
  el.replaceChildren(
    element("div.bw-controls", mend, breaks, cutOne, undo),
    cut,
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

  const unfollow = follow(model, Object.keys(SHAPES), changedElsewhere);
  weightsBoard.choose(0, 0, false);
  return unfollow;
}

export default { render };
