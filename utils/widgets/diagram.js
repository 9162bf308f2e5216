// The pictures of the cells: a box is a symbol with its numbers, an arrow leads from it to where it
// is used. It belongs to one line of the formula, or several, and is drawn strong with them.

import { element, shade, svg } from "./kit.js";
import { label } from "./formulas.js";

const BOX = { width: 58, height: 40 };
const MOST = 16; // numbers of a vector that are drawn in its box
const ROWS = 8; // and numbers of each column of a matrix
const LANE = 40; // LSTM and GRU: the height of the lane above,
const MIDDLE = 118;
const GATES = 205; // of the gates in a row,
const RAIL = { h: 300, x: 356 }; // and of the rails of h and x below them

/** A gate or candidate: its box, where h and x come up to it from the rails, and how it squeezes
    them. The last one takes the rails' ends, from `end` on. */
function gate(line, result, name, x, tint, squeeze, { kind = "", end } = {}) {
  const [left, right, foot] = [x - 23, x + 23, GATES + 21];
  const way = (from, rail) => {
    const up = [[x + from, rail], [x + from, foot]];
    return end ? [[end + from, rail], ...up] : up;
  };
  return [
    { wire: way(23, RAIL.x), line, over: [right, RAIL.h], dot: !end },
    { wire: way(-23, RAIL.h), line, kind, dot: !end },
    { weight: `U_${name}`, x: left + 6, y: RAIL.h - 22 },
    { weight: `W_${name}`, x: right + 6, y: RAIL.x - 22 },
    { box: result, x, y: GATES, tint },
    { pill: squeeze, x, y: GATES + 30 },
  ];
}

const answer = (line, y) => [
  { wire: [[424, y - 67], [424, y - 21]], line },
  { weight: "W_{hy}", x: 418, y: y - 38, end: true },
  { box: "y_t", x: 424, y },
];

const PICTURES = {
  RNNCell: {
    size: [460, 262],
    parts: [
      { wire: [[65, 130], [140, 130]], line: 1, kind: "lane" },
      { wire: [[170, 205], [170, 151]], line: 1 },
      { wire: [[199, 130], [290, 130]], line: 2, kind: "lane" },
      { wire: [[349, 130], [440, 130]], line: 2, kind: "lane" },
      { wire: [[320, 109], [320, 59]], line: 3 },
      { weight: "W_{hh}", x: 88, y: 118 },
      { weight: "W_{xh}", x: 178, y: 183 },
      { weight: "W_{hy}", x: 328, y: 90 },
      { pill: "\\tanh", x: 238, y: 130 },
      { box: "h_{t-1}", x: 36, y: 130, tint: "blue" },
      { box: "x_t", x: 170, y: 225 },
      { box: "a_t", x: 170, y: 130, tint: "yellow" },
      { box: "h_t", x: 320, y: 130, tint: "blue" },
      { box: "y_t", x: 320, y: 38 },
      { word: "next day", x: 382, y: 156 },
    ],
  },
  LSTMCell: {
    size: [460, 384],
    parts: [
      { wire: [[65, RAIL.h], [241, RAIL.h]], line: [1, 2, 3, 5], plain: true },
      { wire: [[65, RAIL.x], [287, RAIL.x]], line: [1, 2, 3, 5], plain: true },
      { wire: [[112, GATES - 20], [112, LANE + 13]], line: 4 },
      { wire: [[186, GATES - 20], [186, MIDDLE], [212, MIDDLE]], line: 4 },
      { wire: [[264, GATES - 20], [264, MIDDLE], [238, MIDDLE]], line: 4 },
      { wire: [[225, MIDDLE], [225, LANE + 13]], line: 4, kind: "blue" },
      { wire: [[65, LANE], [99, LANE]], line: 4, kind: "lane" },
      { wire: [[112, LANE], [212, LANE]], line: 4, kind: "lane" },
      { wire: [[225, LANE], [394, LANE]], line: 4, kind: "lane" },
      { wire: [[338, LANE], [338, MIDDLE - 13]], line: 6, kind: "blue", dot: true },
      { wire: [[338, GATES - 20], [338, MIDDLE + 13]], line: 6 },
      { wire: [[338, MIDDLE], [394, MIDDLE]], line: 6 },
      ...gate(1, "f_t", "f", 112, "red", "\\sigma"),
      ...gate(2, "i_t", "i", 186, "green", "\\sigma"),
      ...gate(3, "\\tilde c_t", "c", 264, "yellow", "\\tanh"),
      ...gate(5, "o_t", "o", 338, "purple", "\\sigma", { end: 264 }),
      { pill: "\\tanh", x: 338, y: 76 },
      { circle: "⊙", x: 112, y: LANE },
      { circle: "+", x: 225, y: LANE },
      { circle: "⊙", x: 225, y: MIDDLE },
      { circle: "⊙", x: 338, y: MIDDLE },
      ...answer(7, GATES),
      { box: "c_{t-1}", x: 36, y: LANE, tint: "blue" },
      { box: "c_t", x: 424, y: LANE, tint: "blue" },
      { box: "h_{t-1}", x: 36, y: RAIL.h },
      { box: "x_t", x: 36, y: RAIL.x },
      { box: "h_t", x: 424, y: MIDDLE },
    ],
  },
  GRUCell: {
    size: [460, 384],
    parts: [
      { wire: [[84, LANE], [84, RAIL.h], [203, RAIL.h]], line: [1, 2, 3], kind: "blue", dot: true, plain: true },
      { wire: [[203, RAIL.h], [290, RAIL.h], [290, GATES + 13]], line: 3, kind: "blue" },
      { wire: [[65, RAIL.x], [249, RAIL.x]], line: [1, 2, 3], plain: true },
      { wire: [[249, RAIL.x], [352, RAIL.x], [352, GATES + 40]], line: 3 },
      { wire: [[140, GATES - 20], [140, LANE + 13]], line: 4 },
      { wire: [[140, MIDDLE], [210, MIDDLE]], line: 4, dot: true },
      { wire: [[226, MIDDLE], [339, MIDDLE]], line: 4 },
      { wire: [[352, GATES - 20], [352, MIDDLE + 13]], line: 4 },
      { wire: [[352, MIDDLE], [352, LANE + 13]], line: 4, kind: "blue" },
      { wire: [[65, LANE], [127, LANE]], line: 4, kind: "lane" },
      { wire: [[140, LANE], [339, LANE]], line: 4, kind: "lane" },
      { wire: [[352, LANE], [394, LANE]], line: 4, kind: "lane" },
      { wire: [[255, GATES], [277, GATES]], line: 3 },
      { wire: [[290, GATES], [322, GATES]], line: 3, kind: "blue" },
      ...gate(2, "z_t", "z", 140, "red", "\\sigma", { kind: "blue" }),
      ...gate(1, "r_t", "r", 226, "purple", "\\sigma", { kind: "blue" }),
      { box: "\\tilde h_t", x: 352, y: GATES, tint: "yellow" },
      { pill: "\\tanh", x: 352, y: GATES + 30 },
      { weight: "W_h", x: 357, y: RAIL.x - 22 },
      { weight: "U_h", x: 303, y: GATES - 12 },
      { circle: "⊙", x: 140, y: LANE },
      { circle: "+", x: 352, y: LANE },
      { circle: "⊙", x: 352, y: MIDDLE },
      { circle: "⊙", x: 290, y: GATES },
      { circle: "1−", x: 226, y: MIDDLE },
      ...answer(5, MIDDLE + 10),
      { box: "h_{t-1}", x: 36, y: LANE, tint: "blue" },
      { box: "h_t", x: 424, y: LANE, tint: "blue" },
      { box: "x_t", x: 36, y: RAIL.x },
    ],
  },
};

/** The three steps of attention, for a text of so many characters: a column each. */
function attentionPicture(characters) {
  const [left, right] = [84, 268]; // of the columns
  const width = (right - left) / characters.length;
  const columns = characters.map((character, n) => [character, left + width * (n + 0.5)]);
  const up = (from, to, line, kind) => columns.map(([, x]) => ({ wire: [[x, from], [x, to]], line, kind }));
  const wide = (box, y, tint, height) => ({ box, x: 149, y, tint, height, width: 250, columns: [left, right] });
  return {
    size: [460, 408],
    top: 30,
    parts: [
      { wire: [[24, 382], [10, 382], [10, 116], [161, 116]], line: 3, kind: "lane" },
      ...up(360, 332, 1, "blue"),
      ...up(290, 262, 1),
      ...up(230, 202, 2),
      { wire: [[174, 170], [174, 129]], line: 3 },
      { wire: [[174, 103], [174, 77]], line: 3, kind: "blue" },
      { wire: [[203, 56], [376, 56]], line: 5, kind: "blue" },
      { wire: [[306, 56], [306, 190], [372, 190]], line: 4, kind: "blue", dot: true },
      { wire: [[405, 290], [405, 205]], line: 4 },
      { wire: [[376, 311], [276, 311]], line: 1 },
      { wire: [[335, 243], [335, 224], [388, 224], [388, 205]], line: 4 },
      { wire: [[405, 176], [405, 145]], line: 4 },
      { wire: [[405, 103], [405, 78]], line: 5 },
      { weight: "U_a", x: 52, y: 352 },
      { weight: "W_a", x: 318, y: 301 },
      { weight: "v_a", x: 52, y: 282 },
      { weight: "\\exp", x: 52, y: 222 },
      { weight: "W_{sy}", x: 398, y: 96, end: true },
      wide("h_i", 382, "blue", 44),
      { ...wide("\\tanh(W_a s_{t-1} + U_a h_i)", 311, "green", 42), text: "\\tanh" },
      wide("e_{t,i}", 246, "green", 32),
      wide("\\alpha_{t,i}", 186, "yellow", 32),
      ...columns.map(([character, x]) => ({ word: character, x, y: 426, character: true })),
      { circle: "∑", x: 174, y: 116 },
      { box: "c_t", x: 174, y: 56, tint: "blue" },
      { box: "s_{t-1}", x: 405, y: 311, tint: "red" },
      { box: "y_{t-1}", x: 335, y: 264 },
      { pill: "\\operatorname{GRU}", x: 405, y: 190, width: 64, height: 28 },
      { box: "s_t", x: 405, y: 124, tint: "red" },
      { box: "\\text{logits}_t", x: 405, y: 56, tint: "purple" },
      { word: "the encoder", x: 286, y: 387 },
      { word: "the question", x: 286, y: 426 },
    ],
  };
}

/** A line with round corners; it ends so much before its last point, the tip of its arrow. */
function wirePath(points, short) {
  const toward = ([x, y], [u, v], length) => {
    const share = Math.min(0.5, length / Math.hypot(u - x, v - y));
    return [x + (u - x) * share, y + (v - y) * share];
  };
  const tip = points.at(-1);
  const way = [...points.slice(0, -1), toward(tip, points.at(-2), short)];
  const corners = way.slice(1, -1).map((corner, n) => {
    const [start, end] = [way[n], way[n + 2]].map((next) => toward(corner, next, 10));
    return `L${start}Q${corner} ${end}`;
  });
  return `M${way[0]}${corners.join("")}L${way.at(-1)}`;
}

function arrowHead(points, thick) {
  const [[x, y], [u, v]] = [points.at(-1), points.at(-2)];
  const far = Math.hypot(u - x, v - y);
  const [dx, dy] = [(u - x) / far, (v - y) / far];
  const [length, half] = thick ? [13, 7] : [9, 4.5];
  const back = [x + dx * length, y + dy * length];
  return `M${x} ${y}L${back[0] - dy * half} ${back[1] + dx * half}L${back[0] + dy * half} ${back[1] - dx * half}z`;
}

function wire({ wire: points, line, kind = "", over, dot, plain }) {
  const lane = kind === "lane";
  const group = svg("g", { class: `bw-wire ${kind}`, "data-line": line });
  if (over) group.append(svg("path", { class: "bw-gap", d: `M${over[0]} ${over[1] + 7}v-14` }));
  group.append(svg("path", { d: wirePath(points, plain ? 0 : lane ? 9 : 6) }));
  if (!plain) group.append(svg("path", { class: "bw-tip", d: arrowHead(points, lane) }));
  const [x, y] = points[0];
  if (dot) group.append(svg("circle", { class: "bw-tip", cx: x, cy: y, r: 3 }));
  return group;
}

const text = (x, y, anchor, size, ...children) =>
  svg("text", { x, y, "text-anchor": anchor, "font-size": size }, ...children);

/** A box with its symbol above and room for its numbers below, or at the right in columns. */
function box({ box: symbol, x, y, tint = "", width = BOX.width, height = BOX.height, columns, text: short }) {
  const [left, top] = [x - width / 2, y - height / 2];
  const [from, to] = columns ?? [left + 6, left + width - 6];
  const name = columns ? [(left + from) / 2, y + 5] : [x, top + 17];
  const area = columns ? [top + 6, height - 12] : [top + height - 13, 8];
  return svg(
    "g",
    { class: `bw-box ${tint}`, "data-symbol": symbol },
    svg("rect", { class: "bw-frame", x: left, y: top, width, height, rx: 7 }),
    text(...name, "middle", 16, label(short ?? symbol)),
    svg("g", { class: "bw-cells", "data-area": [from, area[0], to - from, area[1]] }),
  );
}

const MAKE = {
  wire,
  box,
  weight: ({ weight, x, y, end }) =>
    svg("g", { class: "bw-weight", "data-symbol": weight }, text(x, y, end ? "end" : "start", 14, label(weight))),
  pill: ({ pill, x, y, width = 36, height = 18 }) =>
    svg(
      "g",
      { class: "bw-pill", "data-symbol": pill },
      svg("rect", { class: "bw-frame", x: x - width / 2, y: y - height / 2, width, height, rx: 8 }),
      text(x, y + 5, "middle", height > 20 ? 16 : 14, label(pill)),
    ),
  circle: ({ circle, x, y }) =>
    svg(
      "g",
      { class: "bw-circle", ...(circle === "⊙" ? { "data-symbol": "\\odot" } : {}) },
      svg("circle", { class: "bw-frame", cx: x, cy: y, r: circle === "1−" ? 15 : 12 }),
      circle === "⊙"
        ? svg("circle", { class: "bw-point", cx: x, cy: y, r: 2.2 })
        : circle === "+"
        ? svg("path", { class: "bw-plus", d: `M${x - 6} ${y}h12M${x} ${y - 6}v12` })
        : text(x, y + 5, "middle", 15, circle),
    ),
  word: ({ word, x, y, character }) =>
    svg("g", { class: character ? "bw-character" : "bw-word" }, text(x, y, character ? "middle" : "start", 14, word)),
};

function make(part) {
  const kind = Object.keys(MAKE).find((name) => name in part);
  return MAKE[kind](part);
}

/** What is drawn of a symbol: columns of a few numbers. */
function few(values) {
  if (Array.isArray(values[0])) return values.map((column) => column.slice(0, ROWS));
  return values.slice(0, MOST).map((value) => [value]);
}

/** The picture of a model of this kind. `show(line, numbers)` fills in what is computed:
    `numbers(symbol)` gives {values, scale, isSigned}, or null where it is not. */
export function picture(kind, characters, description) {
  const { size, parts, top = 0 } = PICTURES[kind] ?? attentionPicture(characters);
  const attributes = { viewBox: `0 ${top} ${size.join(" ")}`, role: "img", "aria-label": description };
  const drawing = svg("svg", attributes, parts.map(make));
  const el = element("div", { class: "bw-picture" }, drawing);
  return {
    el,
    show(line, numbers) {
      for (const part of drawing.querySelectorAll("[data-line]")) {
        const lines = part.dataset.line.split(",").map(Number);
        part.classList.toggle("bw-now", lines.includes(line));
        part.classList.toggle("bw-later", lines[0] > line);
      }
      for (const part of drawing.querySelectorAll(".bw-box")) {
        const found = numbers(part.dataset.symbol);
        part.classList.toggle("bw-later", !found);
        fill(part.querySelector(".bw-cells"), found);
      }
    },
  };
}

/** Draw numbers as colours into the area of a box. */
function fill(group, found) {
  group.replaceChildren();
  if (!found) return;
  const [x, y, width, height] = group.dataset.area.split(",").map(Number);
  const columns = few(found.values);
  const [wide, high] = [width / columns.length, height / columns[0].length];
  columns.forEach((column, n) =>
    column.forEach((value, row) => {
      const place = { x: x + n * wide, y: y + row * high, width: wide + 0.2, height: high + 0.2 };
      group.append(svg("rect", { ...place, style: `fill: ${shade(value / found.scale, found.isSigned)}` }));
    })
  );
  group.append(svg("rect", { class: "bw-rim", x, y, width, height }));
}
