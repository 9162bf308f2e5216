// The heatmap of the attention explorer: where the model looked, under the states of the text and
// beside the characters it wrote.

import { END, PAD, START } from "./constants.js";
import { element, strip } from "./kit.js";
import { called, visible } from "./seq2seq_model.js";

const TOLD = 3; // states named for a character,
const LEAST = 0.005; // if they have at least this weight

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
        const was = changed.includes(n) ? `, with all states ${called(all.written[n] ?? "nothing")}` : "";
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

/** The states of the text: bars for the weights of one row, and buttons that hide them. */
function sources(ontoggle) {
  const peaks = element("div.bw-peaks", { "aria-hidden": "true" });
  const toggles = element("div.bw-sources", { role: "group", "aria-label": "States that can be hidden" });
  let shown = "";
  function label(read, n) {
    const again = read.filter((char) => char === read[n]).length > 1;
    return `hide the state after ${called(read[n])}${again ? `, position ${n + 1}` : ""}`;
  }
  return {
    peaks,
    toggles,
    show(read, hidden) {
      if (read.join("") !== shown) {
        shown = read.join("");
        peaks.replaceChildren(...read.map(() => element("i")));
        toggles.replaceChildren(...read.map((char, n) =>
          element("button", {
            type: "button",
            "aria-label": label(read, n),
            title: label(read, n),
            onclick: () => ontoggle(n),
          }, visible(char))
        ));
      }
      [...toggles.children].forEach((toggle, n) => toggle.setAttribute("aria-pressed", hidden.includes(n)));
    },
    bars: (weights) => weights.forEach((weight, n) => (peaks.children[n].style.height = `${100 * weight}%`)),
  };
}

/** The heatmap under the states of the text, beside the characters written. */
export function looks(ontoggle) {
  const detail = element("p.bw-line", { "aria-live": "polite" });
  const rows = writtenRows((row) => choose(row));
  const above = sources(ontoggle);
  const map = strip({
    label: "Weights: a column a state, a row a character written",
    isSigned: false,
    onpoint: (column, row, weight) => column !== null && point(column, row, weight),
  });
  const frame = element("div.bw-frame", { "aria-hidden": "true" });
  const grid = element(
    "div.bw-look",
    element("span"),
    above.peaks,
    element("span.bw-corner", "state after"),
    above.toggles,
    rows.el,
    element("div.bw-heat", map.el, frame),
  );
  let said = null;
  let row = 0;

  const twice = (char) => said.read.indexOf(char) !== said.read.lastIndexOf(char);
  const name = (n) => element("b", called(said.read[n]), twice(said.read[n]) ? ` at position ${n + 1}` : "");
  const wrote = (n) => ["While it wrote ", element("b", called(said.written[n]))];
  function choose(n) {
    row = n;
    const { weights } = said.steps[n];
    rows.choose(n);
    above.bars(weights);
    frame.style.setProperty("--at", n);
    const most = weights.map((weight, i) => [weight, i]).sort((a, b) => b[0] - a[0])
      .filter(([weight], k) => k < TOLD && weight >= LEAST);
    const peak = map.el.children[n * said.read.length + most[0][1]];
    grid.scrollLeft = peak.offsetLeft - grid.clientWidth / 2; // where the box is too narrow for all
    detail.replaceChildren(
      ...wrote(n),
      " it looked at the state after ",
      ...most.flatMap(([weight, i], k) => [k ? ", after " : "", name(i), ` (${weight.toFixed(3)})`]),
      ".",
    );
  }
  function point(column, n, weight) {
    if (n !== row) choose(n);
    map.el.children[n * said.read.length + column].scrollIntoView({ block: "nearest", inline: "nearest" });
    detail.replaceChildren(
      ...wrote(n),
      " the state after ",
      name(column),
      ` (character ${column + 1}) had the weight ${weight.toFixed(3)}.`,
    );
  }

  return {
    el: element("div", element("div.bw-looks", grid), detail),
    show(all, some, hidden) {
      const same = said?.written.length === some.written.length;
      said = some;
      grid.style.setProperty("--states", some.read.length);
      above.show(some.read, hidden);
      rows.show(all, some);
      map.show(some.read.map((_, column) => some.steps.map(({ weights }) => weights[column])));
      const first = some.written.findIndex((char) => char !== PAD);
      choose(same ? row : Math.max(0, first));
    },
    reveal(count) {
      rows.reveal(count);
      const rest = 100 * (1 - count / said.written.length);
      map.el.style.clipPath = rest > 0 ? `inset(0 0 ${rest}% 0)` : "";
      frame.style.visibility = row < count ? "" : "hidden";
    },
  };
}
