// What a symbol of the walkthrough is, and its numbers.

import { edges, element, shade, signed, strip } from "./kit.js";
import { atMoment, spoken } from "./formulas.js";

const TILES = 32; // a longer vector is shown as colours, its numbers where one points

/** How many numbers of a long vector stand in a row: as many as leave no gap at the end. */
const inARow = (values) => [8, 7, 6, 5, 4, 3, 2, 1].find((count) => values.length % count === 0);

/** Numbers as columns: states that belong to characters as they are, a matrix of weights turned,
    so that its rows lie, a long vector cut into rows. */
function arranged(values, labels) {
  if (!Array.isArray(values[0])) {
    const count = inARow(values);
    return Array.from({ length: count }, (_, column) => values.filter((_, n) => n % count === column));
  }
  return labels.length ? values : values[0].map((_, n) => values.map((row) => row[n]));
}

/** A panel for one symbol at a time; `record` is the walkthrough's. */
export function inspector(record) {
  const head = element("div.bw-head");
  const body = element("div.bw-body");
  const detail = element("p.bw-quiet.bw-detail", { "aria-live": "polite" });
  const about = { class: "bw-inspector", "aria-label": "the symbol pointed at" };
  const el = element("section", about, head, body, detail);

  function count(symbol) {
    const { shape, limits, values } = record.symbols[symbol];
    if (shape.length === 0) return "";
    const from = limits ? ` from ${String(limits[0]).replace("-", "−")} to ${limits[1]}` : "";
    const scale = record.scales[symbol];
    const full = values && scale > 1 ? `, full colour at ±${scale.toFixed(1)}` : "";
    return `${shape.join(" × ")} numbers${from}${full}`;
  }
  function tiles({ values, scale, isSigned }, labels) {
    const items = values.map((value, n) =>
      element(
        "li",
        element("span.bw-swatch", { style: `background: ${shade(value / scale, isSigned)}` }),
        element("span.bw-quiet", labels[n] ?? n + 1),
        element("b", isSigned ? signed(value) : value.toFixed(2)),
      )
    );
    const named = labels.some((text) => text.length > 1);
    return edges(element("ol", { class: `bw-tiles ${named ? "bw-named" : ""}` }, items));
  }
  function colours({ values, scale, isSigned }, labels, name) {
    const matrix = Array.isArray(values[0]);
    const columns = arranged(values, labels);
    const say = (column, row, value) => {
      if (column === null) return (detail.textContent = "Point at a square, or tap it, for its number.");
      const number = row * columns.length + column;
      const place = !matrix
        ? labels[number] ?? `number ${number + 1}`
        : labels.length
        ? `${labels[column]}, number ${row + 1}`
        : `row ${row + 1}, column ${column + 1}`;
      detail.textContent = `${place}: ${isSigned ? signed(value, 4) : value.toFixed(4)}`;
    };
    const grid = strip({ label: `numbers of ${name}`, isSigned, scale, onpoint: say });
    grid.show(columns);
    grid.el.style.setProperty("--row", `${Math.max(2, Math.min(16, 180 / columns[0].length))}px`);
    say(null);
    const names = matrix ? labels.map((text) => element("span", text)) : [];
    return element("div", element("div.bw-labels", { "aria-hidden": "true" }, names), grid.el);
  }

  return {
    el,
    /** Returns what it shows as a sentence. */
    show(symbol, t, line) {
      const about = record.symbols[symbol];
      const numbers = record.numbers(symbol, t, line);
      const formula = atMoment(about.mathml, t);
      const [name, size] = [spoken(formula), count(symbol)];
      head.replaceChildren(
        element("div.bw-big", formula),
        element("div", element("strong", about.meaning), element("div.bw-quiet", size)),
      );
      detail.textContent = "";
      body.replaceChildren();
      const later = record.madeBy[symbol] > line;
      const few = about.shape.length === 1 && about.shape[0] <= TILES;
      if (numbers && few) body.append(tiles(numbers, about.labels));
      else if (numbers) body.append(colours(numbers, about.labels, name));
      else if (later) detail.textContent = `Not there yet: line ${record.madeBy[symbol]} computes it.`;
      else if (about.shape.length) detail.textContent = "There are too many: these numbers are not on this page.";
      if (numbers && symbol === record.lines.at(-1).result) {
        detail.textContent = `The likeliest: ${record.answer(t)}.`;
      }
      return `${name}: ${about.meaning}${size && `, ${size}`}.`;
    },
  };
}
