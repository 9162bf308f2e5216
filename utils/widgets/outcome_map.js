// The picture of all sums of two numbers from 0 to 99, at moments during training: four outcomes, as
// utils.plots.outcome_map draws them.

import { NUMBERS, OUTCOMES } from "./constants.js";
import { element, liveLine, player, slider, svg } from "./kit.js";

const SUM = /^(\d+)\+(\d+)$/;

/** The two numbers of a text that has the form of a sum; otherwise nothing. */
export function addends(text) {
  const found = SUM.exec(text);
  return found && found.slice(1).map(Number);
}

/** The position of a sum among all of them: 0+0, 0+1, ..., 99+99. */
export const positionOf = (a, b) => a * NUMBERS + b;

/** Flags from bits in base64: see `_packed` in Python. */
export function flags(text) {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return Array.from({ length: NUMBERS ** 2 }, (_, n) => Boolean((bytes[n >> 3] >> (7 - (n & 7))) & 1));
}

const grouped = (number) => number.toLocaleString("en");
const percent = (part, whole) => `${((100 * part) / whole).toFixed(2)}\u00a0%`;

/** Each outcome's cells as one path: a line through every run of them in a row. */
function paths(outcome) {
  const lines = OUTCOMES.map(() => []);
  for (let a = 0; a < NUMBERS; a++) {
    for (let b = 0, from = 0; b < NUMBERS; b++) {
      if (b < NUMBERS - 1 && outcome[positionOf(a, b + 1)] === outcome[positionOf(a, b)]) continue;
      lines[outcome[positionOf(a, b)]].push(`M${from} ${a}.5H${b + 1}`);
      from = b + 1;
    }
  }
  return lines.map((parts) => parts.join(""));
}

/** The square with its axes. An SVG and not a canvas: the theme colours it, also when it changes. */
function square() {
  const cells = OUTCOMES.map((_, n) => svg("path", { class: `bw-outcome-${n}` }));
  const lines = [svg("line", { x1: 0, x2: NUMBERS }), svg("line", { y1: 0, y2: NUMBERS })];
  const ring = svg("circle", { r: 2.4 });
  const here = svg("g.bw-here", ...lines, ring);
  const cursor = svg("rect.bw-there", { width: 1, height: 1 });
  const field = svg("rect", { width: NUMBERS, height: NUMBERS, class: "bw-square" });
  const ticks = [0, 20, 40, 60, 80].flatMap((n) => [
    svg("text", { x: n + 0.5, y: -1.5, "text-anchor": "middle" }, n),
    svg("text", { x: -1.5, y: n + 1.8, "text-anchor": "end" }, n),
  ]);
  const names = [
    svg("text", { x: 50, y: -6.5, "text-anchor": "middle" }, "second number →"),
    svg("text", { transform: "translate(-12.5 50) rotate(90)", "text-anchor": "middle" }, "first number →"),
  ];
  const all = [field, ...cells, here, cursor, ...ticks, ...names];
  const el = svg("svg", { viewBox: "-14 -11 115 112", "aria-hidden": "true" }, ...all);
  return {
    el,
    show: (outcome) => paths(outcome).forEach((path, n) => cells[n].setAttribute("d", path)),
    /** Ring the sum a+b; nothing, if there is none. */
    ring(a, b) {
      here.style.display = a == null ? "none" : "";
      if (a == null) return;
      ["y1", "y2"].forEach((name) => lines[0].setAttribute(name, a + 0.5));
      ["x1", "x2"].forEach((name) => lines[1].setAttribute(name, b + 0.5));
      ring.setAttribute("cx", b + 0.5);
      ring.setAttribute("cy", a + 0.5);
    },
    point(a, b) {
      cursor.style.display = a == null ? "none" : "";
      cursor.setAttribute("x", b ?? 0);
      cursor.setAttribute("y", a ?? 0);
    },
    /** The sum under the pointer. */
    under(event) {
      const { left, top, width } = field.getBoundingClientRect();
      const place = (from) => Math.floor((from / width) * NUMBERS);
      const [a, b] = [place(event.clientY - top), place(event.clientX - left)];
      return [a, b].every((n) => n >= 0 && n < NUMBERS) ? [a, b] : null;
    },
  };
}

/** The picture, its legend with counts, and the slider through the snapshots. `onpick(text)` is
    told which sum is picked, `onsnapshot(n)` which moment. */
export function allSums({ heldOut, snapshots, steps, onpick, onsnapshot }) {
  const map = square();
  const application = element("div.bw-map", {
    tabindex: 0,
    role: "application",
    "aria-label": "All 10,000 sums: arrow keys move, with shift by ten, Enter asks the sum",
  });
  application.append(map.el);
  const readout = liveLine("bw-readout");
  const shares = liveLine();
  const counts = OUTCOMES.map(() => element("b"));
  const legend = element(
    "ul.bw-outcomes",
    OUTCOMES.map((name, n) =>
      element("li", element("i", { class: `bw-outcome-${n}`, "aria-hidden": "true" }), counts[n], ` ${name}`)
    ),
  );
  const moments = snapshots.map((_, n) => n);
  const choose = (n) => (play.stop(), onsnapshot(n));
  const when = slider("Moment", moments, 0, choose, (n) => `after ${grouped(steps[n])} training steps`);
  const last = snapshots.length - 1;
  const play = player("Play the training", () => onsnapshot(0), () => {
    onsnapshot(Math.min(last, shown + 1));
    return shown < last;
  });
  const kept = heldOut.filter(Boolean).length;
  let [shown, outcome] = [0, []];
  let current = null; // the numbers of the sum that is asked
  let cursor = [0, 0];

  function tell(a, b) {
    map.point(a, b);
    if (a == null) [a, b] = current ?? [];
    if (a == null) return (readout.textContent = "The text asked is not one of these sums.");
    const when = `after ${grouped(steps[shown])} steps`;
    readout.textContent = `${a}+${b} ${when}: ${OUTCOMES[outcome[positionOf(a, b)]]}`;
  }
  function point(a, b) {
    cursor = [a, b];
    tell(a, b);
  }
  const pick = ([a, b]) => onpick(`${a}+${b}`);

  application.addEventListener("pointermove", (event) => tell(...(map.under(event) ?? [])));
  application.addEventListener("pointerleave", () => tell());
  application.addEventListener("focus", () => application.matches(":focus-visible") && point(...cursor));
  application.addEventListener("blur", () => tell());
  application.addEventListener("click", (event) => {
    const sum = map.under(event);
    if (sum) pick(sum);
  });
  application.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const picks = ["Enter", " "].includes(event.key);
    const moved = (n, axis) => n + step[axis] * (event.shiftKey ? 10 : 1);
    if (step) point(...cursor.map(moved).map((n) => Math.max(0, Math.min(NUMBERS - 1, n))));
    if (picks) pick(cursor);
    if (step || picks) event.preventDefault();
  });

  return {
    el: element(
      "section",
      element("h4", "All 10,000 sums while it learns"),
      element(
        "p.bw-quiet",
        "The field above always asks the fully trained model; the picture shows the moment you choose. ",
        "Choose a square to ask that sum.",
      ),
      element("div.bw-sums", application, element("div", when.el, play.el, shares, legend, readout)),
    ),
    stop: play.stop,
    show(n) {
      shown = n;
      when.value = n;
      outcome = heldOut.map((held, place) => 2 * !snapshots[n][place] + held);
      map.show(outcome);
      const totals = OUTCOMES.map((_, kind) => outcome.filter((each) => each === kind).length);
      totals.forEach((total, kind) => (counts[kind].textContent = grouped(total)));
      const right = totals[0] + totals[1];
      const among = kept ? `; ${grouped(totals[1])} of the ${grouped(kept)} held out, ${percent(totals[1], kept)}` : "";
      const all = outcome.length;
      shares.textContent = `Right: ${grouped(right)} of ${grouped(all)} sums, ${percent(right, all)}${among}.`;
      tell();
    },
    /** Ring the sum of a text, if it is one of them. */
    point(text) {
      const numbers = addends(text);
      current = numbers?.join("+") === text && numbers.every((n) => n < NUMBERS) ? numbers : null;
      if (current) cursor = current;
      map.ring(...(current ?? []));
      if (outcome.length) tell();
    },
  };
}
