// The weights of the hand-wired network: as a grid to choose from, and one to change.

import { button, element, liveLine, slider, symbol, uniqueId } from "./kit.js";
import { DISHES, SHAPES, UNITS, WEATHER } from "./constants.js";
import { picture } from "./forecast.js";

export const POSITIONS = Object.entries(SHAPES).flatMap(([name, [, cols = 1]]) =>
  Array.from({ length: cols }, (_, col) => [name, col])
);
const FROM = ["sun", "rain"];
const FULL = 6; // the weight with the full colour
const STEP = 0.5; // of a key or a button
const RANGE = Array.from({ length: 201 }, (_, n) => n / 10 - 10); // of the slider
export const LARGEST = 1000;

export function changed({ W_xh, W_hh, b_h }, change) {
  const rows = (matrix) => matrix.map((row) => row.map(change));
  return { W_xh: rows(W_xh), W_hh: rows(W_hh), b_h: b_h.map(change) };
}

export function read(weights, [name, unit, col]) {
  return name === "b_h" ? weights.b_h[unit] : weights[name][unit][col];
}

export function write(weights, [name, unit, col], value) {
  const copy = changed(weights, (same) => same);
  if (name === "b_h") copy.b_h[unit] = value;
  else copy[name][unit][col] = value;
  return copy;
}

const short = (value) => {
  if (Math.abs(value) < 0.05) return "0";
  return value.toFixed(Math.abs(value) < 9.95 ? 1 : 0).replace(/\.0$/, "").replace("-", "−");
};
export const exact = (value) => String(Number(value.toFixed(3))).replace("-", "−");

/** A weight by its name and what it connects. */
export function nameOf([name, unit, col]) {
  const from = { W_xh: () => ` from ${FROM[col]}`, W_hh: () => ` from unit ${col + 1}`, b_h: () => "" }[name]();
  return `${name}, to unit ${unit + 1}${from}`;
}

/** The weights as one grid, one row per unit: arrow keys and taps choose, + and − change, Enter goes to
    the field for a number. */
export function board(cooks, onchoose, onstep, ontype) {
  const cells = [];
  const head = (...inside) => element("span", { role: "columnheader", class: "bw-wire-head" }, ...inside);
  const table = element("div", {
    role: "grid",
    class: "bw-wire-grid",
    "aria-label": "weights; arrow keys choose, plus and minus change, Enter to type a number",
  });
  const titles = element(
    "div.bw-wire-row.bw-wire-titles",
    { "aria-hidden": "true" },
    element("span"),
    ...Object.keys(SHAPES).map((name) =>
      element("span", { class: `bw-wire-title-${name}` }, symbol(name[0], name.slice(2)))
    ),
  );
  const columns = element(
    "div.bw-wire-row",
    { role: "row" },
    element(
      "span",
      { role: "columnheader", class: "bw-wire-name" },
      element("span", "unit: yesterday, today → dish"),
    ),
    WEATHER.map((sky, n) => head(picture("sky", n === 1), element("span.bw-said", sky))),
    Array.from({ length: UNITS }, (_, n) => head(n + 1)),
    head("bias"),
  );
  table.append(columns);
  for (let unit = 0; unit < UNITS; unit++) table.append(rowOf(unit));

  function rowOf(unit) {
    const [dish, sky] = [Math.floor(unit / 2), unit % 2];
    const words = `yesterday ${DISHES[dish]}, today ${WEATHER[sky]} → ${DISHES[cooks[unit]]}`;
    const brief = `${DISHES[dish]}, ${WEATHER[sky]} → ${DISHES[cooks[unit]]}`;
    const name = element(
      "span",
      { role: "rowheader", class: "bw-wire-name", title: words, "aria-label": `unit ${unit + 1}: ${words}` },
      element("b", unit + 1),
      element("span.bw-wire-words", brief),
      element(
        "span.bw-wire-pictures",
        { "aria-hidden": "true" },
        picture("dish", dish),
        picture("sky", sky === 1),
        "→",
        picture("dish", cooks[unit]),
      ),
    );
    cells.push(POSITIONS.map(([, col], n) =>
      element("span", {
        role: "gridcell",
        tabindex: -1,
        class: `bw-wire-cell${col === 0 ? " bw-wire-first" : ""}`,
        onclick: () => choose(unit, n, true),
        onkeydown: (event) => key(event, unit, n),
      })
    ));
    return element("div.bw-wire-row", { role: "row" }, name, cells[unit]);
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
    onchoose([POSITIONS[n][0], unit, POSITIONS[n][1]]);
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
    choose(clamp(unit + move[0], UNITS), clamp(n + move[1], POSITIONS.length), true);
  }
  return {
    el: element("div", titles, table),
    choose,
    show(weights) {
      cells.forEach((row, unit) =>
        row.forEach((cell, n) => {
          const place = [POSITIONS[n][0], unit, POSITIONS[n][1]];
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
export function editor(onset, onstep) {
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
      element("div.bw-controls.bw-wire-editor", name, field, less, slide.el, more),
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
