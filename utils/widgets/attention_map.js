// The heatmap of the attention explorer: where the model looked, under the columns it could look at
// and beside the characters it wrote.

import { END, PAD, START } from "./constants.js";
import { edges, element, strip } from "./kit.js";
import { called, looked, visible } from "./seq2seq_model.js";

const TOLD = 3; // columns named for a character,
const LEAST = 0.005; // if they have at least this weight

/** What the columns of an answer stand for: "the state after" a character, "the place of" one. */
export function meaning({ looks }) {
  return looks ? { thing: "place", of: "of" } : { thing: "state", of: "after" };
}

/** The positions at which two answers differ, marks and all. */
export function differences(one, other) {
  const positions = Array.from({ length: Math.max(one.written.length, other.written.length) }, (_, n) => n);
  return positions.filter((n) => one.written[n] !== other.written[n]);
}

/** The characters written, one of which is chosen: `onchoose(row)`, by pointer, arrow keys or focus. */
function writtenRows(onchoose) {
  const el = element("div.bw-written", {
    role: "radiogroup",
    "aria-label": "Characters written: up and down arrow keys show where each one looked",
  });
  const move = (event) => {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (!by) return;
    const next = [...el.children].indexOf(event.target) + by;
    el.children[Math.max(0, Math.min(el.children.length - 1, next))].focus();
    event.preventDefault();
  };
  el.addEventListener("keydown", move);
  return {
    el,
    show(all, some) {
      const changed = differences(all, some);
      el.replaceChildren(...some.written.map((char, n) => {
        const was = changed.includes(n) ? `, with nothing hidden ${called(all.written[n] ?? "nothing")}` : "";
        return element("button", {
          type: "button",
          role: "radio",
          "aria-label": called(char) + was,
          title: was && char + was,
          class: `${was ? "bw-changed" : ""} ${[PAD, START, END].includes(char) ? "bw-quiet" : ""}`,
          onclick: () => onchoose(n),
          onpointerenter: () => onchoose(n),
          onfocus: () => onchoose(n),
        }, char);
      }));
    },
    choose(row) {
      [...el.children].forEach((each, n) => {
        each.setAttribute("aria-checked", n === row);
        each.tabIndex = n === row ? 0 : -1;
      });
    },
    reveal: (count) => [...el.children].forEach((each, n) => (each.style.visibility = n < count ? "" : "hidden")),
  };
}

/** The columns: bars for the weights of one row, and below them buttons that hide a character of the
    text; those of the answer, at which heads look too, cannot be hidden. */
function columnHeads(ontoggle) {
  const peaks = element("div.bw-peaks", { "aria-hidden": "true" });
  const corner = element("span.bw-corner");
  const toggles = element("div.bw-toggles", { role: "group" });
  const rest = element("div.bw-toggles");
  let answer = [];
  let shown = "";
  function toggle(said, n) {
    const { thing, of } = meaning(said);
    const again = said.read.filter((char) => char === said.read[n]).length > 1;
    const label = `hide the ${thing} ${of} ${called(said.read[n])}${again ? `, position ${n + 1}` : ""}`;
    const attributes = { type: "button", "aria-label": label, title: label, onclick: () => ontoggle(n + 1) };
    return element("button", attributes, visible(said.read[n]));
  }
  return {
    els: [element("span"), peaks, corner, element("div.bw-sources", toggles, rest)],
    show(said, columns, hidden) {
      const { thing, of } = meaning(said);
      const { length } = said.read;
      if (shown !== thing + said.read.join("")) {
        shown = thing + said.read.join("");
        corner.textContent = `${thing} ${of}`;
        toggles.setAttribute("aria-label", `${thing[0].toUpperCase()}${thing.slice(1)}s that can be hidden`);
        toggles.replaceChildren(...said.read.map((_, n) => toggle(said, n)));
      }
      answer = columns.slice(length).map(visible);
      rest.replaceChildren(...answer.map(() => element("span")));
      if (peaks.children.length !== columns.length) peaks.replaceChildren(...columns.map(() => element("i")));
      [...toggles.children].forEach((each, n) => each.setAttribute("aria-pressed", hidden.includes(n + 1)));
    },
    bars: (weights) => weights.forEach((weight, n) => (peaks.children[n].style.height = `${100 * weight}%`)),
    /** The start mark, and of the answer the first `count` characters. */
    reveal: (count) => [...rest.children].forEach((each, n) => (each.textContent = n <= count ? answer[n] : "")),
  };
}

/** The heatmap under its columns, beside the characters written. */
export function looks(ontoggle) {
  const detail = element("p.bw-line", { "aria-live": "polite" });
  const rows = writtenRows((row) => choose(row));
  const above = columnHeads(ontoggle);
  const map = strip({
    label: "Weights: a column for each character above, a row for each character written",
    isSigned: false,
    onpoint: (column, row) => column !== null && isWritten(column, row) && point(column, row),
  });
  const frame = element("div.bw-frame", { "aria-hidden": "true" });
  const grid = element("div.bw-look", above.els, rows.el, element("div.bw-heat", map.el, frame));
  let said = null;
  let columns = [];
  let weights = [];
  let mask = [];
  let row = 0;
  let revealed = 0; // so many characters

  const isWritten = (column, row) => row < revealed && column <= said.read.length + revealed;
  const twice = (char) => columns.indexOf(char) !== columns.lastIndexOf(char);
  const name = (n) => element("b", called(columns[n]), twice(columns[n]) ? ` at position ${n + 1}` : "");
  const wrote = (n) => ["While it wrote ", element("b", called(said.written[n]))];
  function choose(n) {
    row = n;
    const { thing, of } = meaning(said);
    rows.choose(n);
    above.bars(weights[n]);
    frame.style.setProperty("--at", n);
    const most = weights[n].map((weight, i) => [weight, i]).sort((a, b) => b[0] - a[0])
      .filter(([weight], k) => k < TOLD && weight >= LEAST);
    const peak = map.el.children[n * columns.length + most[0][1]];
    grid.scrollLeft = peak.offsetLeft - grid.clientWidth / 2; // where the box is too narrow for all
    detail.replaceChildren(
      ...wrote(n),
      ` it looked at the ${thing} ${of} `,
      ...most.flatMap(([weight, i], k) => [k ? `, ${of} ` : "", name(i), ` (${weight.toFixed(3)})`]),
      ".",
    );
  }
  function point(column, n) {
    if (n !== row) choose(n);
    const { thing, of } = meaning(said);
    const why = column < said.read.length ? "was hidden" : "was still to come";
    map.el.children[n * columns.length + column].scrollIntoView({ block: "nearest", inline: "nearest" });
    detail.replaceChildren(
      ...wrote(n),
      ` the ${thing} ${of} `,
      name(column),
      ` (character ${column + 1}) `,
      mask[n][column] ? `had the weight ${weights[n][column].toFixed(3)}.` : `${why}: it could not look there.`,
    );
  }

  return {
    el: element("div", edges(element("div.bw-looks", grid)), detail),
    /** What was said with all in view and with `hidden` positions; of a model with heads, where this
        head of this block looked. */
    show(all, some, hidden, block, head) {
      const same = said?.written.length === some.written.length;
      said = some;
      ({ columns, weights, mask } = looked(some, block, head));
      grid.style.setProperty("--states", columns.length);
      above.show(some, columns, hidden);
      rows.show(all, some);
      const inView = (n, column) => (mask[n][column] ? weights[n][column] : null);
      map.show(columns.map((_, column) => weights.map((_, n) => inView(n, column))));
      row = same ? row : Math.max(0, some.written.findIndex((char) => char !== PAD));
      revealed = 0;
      detail.replaceChildren();
    },
    /** Show the first `count` characters, and nothing that tells of those to come. */
    reveal(count) {
      const before = revealed;
      revealed = count;
      rows.reveal(count);
      above.reveal(count);
      const rest = 100 * (1 - count / said.written.length);
      map.el.style.clipPath = rest > 0 ? `inset(0 0 ${rest}% 0)` : "";
      frame.style.visibility = above.els[1].style.visibility = row < count ? "" : "hidden";
      if (before <= row && row < count) choose(row);
    },
  };
}
