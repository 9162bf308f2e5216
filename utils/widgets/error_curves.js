// What is left of an error, against the days back, in powers of ten.

import { element, svg } from "./kit.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [300, 230, 40, 8, 8, 36];
const [LOWEST, HIGHEST, EVERY] = [-9, 9, 3]; // powers of ten

/** `measured`: lines of the chapter by name, each from 0 days back on. `show(sizes, at)` draws the lanes and
    where the pulse is. */
export function wayBack(measured) {
  const label = "What is left of the error, against the days back; the numbers stand below";
  const lines = svg("g");
  const grid = svg("g");
  const el = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "bw-ep-curves", role: "img", "aria-label": label },
    [
      grid,
      lines,
    ],
  );
  const y = (size) => {
    const power = Math.max(LOWEST, Math.min(HIGHEST, Math.log10(size)));
    return TOP + ((HIGHEST - power) / (HIGHEST - LOWEST)) * (HEIGHT - TOP - BOTTOM);
  };
  const written = (power) => `10${[...String(power)].map((char) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[char] ?? "⁻").join("")}`;

  function axes(x, last) {
    const powers = Array.from({ length: (HIGHEST - LOWEST) / EVERY + 1 }, (_, n) => LOWEST + n * EVERY);
    const level = (power) => y(10 ** power);
    const line = (power) => {
      const kind = power === 0 ? "bw-ep-one" : "bw-ep-grid";
      return svg("line", { class: kind, x1: LEFT, x2: WIDTH - RIGHT, y1: level(power), y2: level(power) });
    };
    const text = (words, attributes) => svg("text", attributes, words);
    return [
      ...powers.map(line),
      ...powers.map((power) =>
        text(power === 0 ? "1" : written(power), { x: LEFT - 5, y: level(power) + 4, "text-anchor": "end" })
      ),
      text("0", { x: x(0), y: HEIGHT - 20, "text-anchor": "middle" }),
      text(`${last}`, { x: x(last), y: HEIGHT - 20, "text-anchor": "end" }),
      text("days back", { x: (x(0) + x(last)) / 2, y: HEIGHT - 5, "text-anchor": "middle" }),
    ];
  }

  return {
    el: element("figure.bw-ep-figure", el),
    show(sizes, at) {
      const last = Object.values(sizes)[0].length - 1;
      const x = (k) => LEFT + (k / Math.max(1, last)) * (WIDTH - LEFT - RIGHT);
      const path = (kind, values, name) => {
        const points = values.slice(0, last + 1).map((size, k) => `${x(k).toFixed(1)} ${y(size).toFixed(1)}`);
        return svg("path", { class: kind, d: `M${points.join("L")}` }, svg("title", name));
      };
      grid.replaceChildren(...axes(x, last));
      lines.replaceChildren(
        ...Object.entries(measured).map(([name, values]) => path("bw-ep-measured", values, name)),
        ...Object.entries(sizes).map(([name, values]) => path(`bw-ep-line bw-ep-${name}`, values, name)),
        ...Object.entries(sizes).map(([name, values]) =>
          svg("circle", { class: `bw-ep-dot bw-ep-${name}`, cx: x(at), cy: y(values[at]), r: 4.5 })
        ),
      );
    },
  };
}
