// Days in columns: the roommate's weather, what he cooks, and what a model says he cooks.

import { DISHES, SKIES, WEATHER } from "./constants.js";
import { edges, element } from "./kit.js";

export const SUN = `<svg viewBox="0 0 24 24" aria-hidden="true">
  <circle cx="12" cy="12" r="4.5" fill="var(--bw-sun)"/>
  <path d="M12 2v4M12 18v4M2 12h4M18 12h4M5 5l2.8 2.8M16.2 16.2 19 19M5 19l2.8-2.8M16.2 7.8 19 5"
    stroke="var(--bw-sun)" stroke-width="2" stroke-linecap="round"/></svg>`;
export const RAIN = `<svg viewBox="0 0 24 24" aria-hidden="true">
  <path d="M7 14a4 4 0 1 1 1-7.9A5 5 0 0 1 17.6 8 3.2 3.2 0 0 1 17 14z" fill="currentColor" opacity=".75"/>
  <path d="M8 17l-1.5 4M13 17l-1.5 4M18 17l-1.5 4" stroke="currentColor" stroke-width="2"
    stroke-linecap="round"/></svg>`;

/** Whether a letter of the weather says rain. */
export const isRainy = (sky) => sky === SKIES[1];

/** A letter of the weather as the models read it. */
export const oneHot = (sky) => [...SKIES].map((other) => Number(other === sky));

/** What the roommate cooks: on a sunny day again the dish of the day before, on a rainy one the
    next. `weather` has one letter per day, S or R. */
export function cook(weather) {
  let dish = 0;
  return Array.from(weather, (sky) => (dish = (dish + isRainy(sky)) % DISHES.length));
}

/** The letter of a dish: that of its last word. */
const initial = (dish) => DISHES[dish].split(" ").at(-1)[0].toUpperCase();

const role = (name, attributes, ...children) => element("span", { role: name, ...attributes }, ...children);

function skyCell(rainy) {
  const text = WEATHER[Number(rainy)];
  const cell = role("cell", { class: "bw-fc-sky", "data-sky": text, "aria-label": text, title: text });
  cell.innerHTML = rainy ? RAIN : SUN;
  return cell;
}

/** Make an element show a dish; returns it. */
export function showDish(cell, dish, wrong = false) {
  cell.classList.add("bw-fc-dish");
  cell.classList.toggle("bw-fc-wrong", wrong);
  cell.dataset.dish = dish;
  cell.textContent = initial(dish);
  cell.title = DISHES[dish] + (wrong ? ", wrong" : "");
  cell.setAttribute("aria-label", cell.title);
  return cell;
}

const dishCell = (dish, wrong) => showDish(role("cell", {}), dish, wrong);

/** A picture of a sky or a dish that stands in a text, hidden from screen readers. */
export function picture(kind, value) {
  const cell = kind === "sky" ? skyCell(value) : dishCell(value);
  for (const name of ["role", "aria-label"]) cell.removeAttribute(name);
  cell.setAttribute("aria-hidden", "true");
  return cell;
}

/** A table of days that scrolls by itself where it is too wide. `show(days, first)`: days are
    {rainy, dish, said}, the first of them is day number `first`. */
export function forecast(label) {
  const table = element("div", { role: "table", "aria-label": label });
  const el = edges(element("div.bw-forecast", { tabindex: 0, role: "region", "aria-label": label }, table));
  const line = (name, cells) =>
    element("div.bw-fc-row", { role: "row" }, role("rowheader", { class: "bw-fc-name" }, name), cells);
  return {
    el,
    show(days, first = 1) {
      el.style.setProperty("--days", days.length);
      table.replaceChildren(
        line("day", days.map((_, n) => role("columnheader", { class: "bw-fc-number" }, first + n))),
        line("weather", days.map(({ rainy }) => skyCell(rainy))),
        line("he cooks", days.map(({ dish }) => dishCell(dish))),
        line("model says", days.map(({ dish, said }) => dishCell(said, said !== dish))),
      );
    },
  };
}

/** What the letters mean. */
export function dishLegend() {
  const names = DISHES.map((dish, n) => element("span", picture("dish", n), ` ${dish}`));
  const wrong = element("span.bw-fc-dish.bw-fc-wrong", { "aria-hidden": "true" }, initial(0));
  return element("div.bw-fc-legend", names, element("span", wrong, " wrong"));
}
