// Curves over training steps, as SVG. The colours are the theme's, by class.

import { svg } from "./kit.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [340, 152, 50, 10, 10, 22];

/** Axes with curves. `label`: what it shows; `ticks`: heights with a line; `format` writes them;
    `mark`: one more height, {value, text}; `room`: the height of the picture, at least. `show(lines, last)` draws lines
    {points: [[step, value]], kind, name} up to step `last`; higher ones make room, up to 3. */
export function chart({ label, ticks, format, mark, room }) {
  const grid = svg("g");
  const curves = svg("g");
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  const el = svg("svg", { viewBox, class: "bw-chart", role: "img", "aria-label": label }, grid, curves);
  let drawn = "";
  let place; // of a step and a value, in the picture

  function drawAxes(last, top) {
    if (drawn === `${last} ${top}`) return;
    drawn = `${last} ${top}`;
    const x = (step) => LEFT + (step / last) * (WIDTH - LEFT - RIGHT);
    const y = (value) => HEIGHT - BOTTOM - (Math.min(value, top) / top) * (HEIGHT - BOTTOM - TOP);
    place = ([step, value]) => [x(step).toFixed(1), y(value).toFixed(1)];
    const level = (value, kind) =>
      svg("line", { class: kind, x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) });
    const write = (text, attributes) => svg("text", attributes, text);
    grid.replaceChildren(
      ...ticks.map((value) => level(value, "bw-chart-grid")),
      ...ticks.map((value) => write(format(value), { x: LEFT - 5, y: y(value) + 4, "text-anchor": "end" })),
      ...[0, 1, 2, 3].map((n) => {
        const anchor = n === 3 ? "end" : "middle";
        return write(`${(n * last) / 3}`, { x: x((n * last) / 3), y: HEIGHT - 6, "text-anchor": anchor });
      }),
      level(mark.value, "bw-chart-mark"),
      write(mark.text, { x: WIDTH - RIGHT, y: y(mark.value) - 4, "text-anchor": "end" }),
    );
  }

  function draw({ points, kind, name }, n) {
    const places = points.map(place);
    const line = svg("path", { class: `bw-chart-${kind}`, d: `M${places.map((at) => at.join(" ")).join("L")}` });
    if (!name) return [line];
    // Names stand at different steps, so that they do not cover each other.
    const [x, y] = places[Math.floor(places.length * (0.93 - 0.11 * (n % 8)))];
    return [line, svg("text.bw-chart-name", { x, y: Number(y) + 4, "text-anchor": "middle" }, name)];
  }

  return {
    el,
    show(lines, last) {
      const highest = lines.flatMap(({ points }) => points).reduce((top, [, value]) => Math.max(top, value), 0);
      const top = Math.max(room, Math.min(3, Math.ceil(highest * 10) / 10));
      drawAxes(last, top);
      curves.replaceChildren(...lines.filter(({ points }) => points.length).flatMap(draw));
    },
  };
}
