// The diagram of a cell or of attention, drawn in Python (diagrams.py): what is computed is drawn
// strong, with its numbers.

import { edges, element, shade, svg, whenResized } from "./kit.js";

const MOST = 16; // numbers of a vector that are drawn in its box
const ROWS = 8; // and numbers of each column of a matrix

/** What is drawn of a symbol: columns of a few numbers. */
function few(values) {
  if (Array.isArray(values[0])) return values.map((column) => column.slice(0, ROWS));
  return values.slice(0, MOST).map((value) => [value]);
}

const SMALLEST = 11.2; // pixels of a letter

/** A letter as the formulas write it: its character in italics. */
function italic(letter) {
  if (letter === "h") return "ℎ"; // which stands apart
  const [code, greek] = [letter.charCodeAt(0), letter.charCodeAt(0) - 0x3b1];
  if (/[a-z]/.test(letter)) return String.fromCodePoint(0x1d44e + code - 97);
  if (/[A-Z]/.test(letter)) return String.fromCodePoint(0x1d434 + code - 65);
  return greek >= 0 && greek < 25 ? String.fromCodePoint(0x1d6fc + greek) : letter;
}

/** Keep the letters of a drawing so large that they can be read, however small it is. */
function keepLetters(drawing) {
  const letters = [...drawing.querySelectorAll("[font-size]")];
  const sizes = letters.map((letter) => [letter, Number(letter.getAttribute("font-size"))]);
  whenResized([drawing], () => {
    const { width } = drawing.getBoundingClientRect();
    if (!width) return; // it is not shown
    const least = (SMALLEST * drawing.viewBox.baseVal.width) / width;
    for (const [letter, size] of sizes) letter.setAttribute("font-size", Math.max(size, least).toFixed(1));
  });
}

/** A diagram, as SVG. `show(line, numbers)` fills in what is computed: `numbers(symbol)` gives
    {values, scale, isSigned}, or null where it is not. */
export function picture(source, description) {
  const el = element("div.bw-picture");
  el.innerHTML = source;
  const drawing = el.firstChild;
  drawing.setAttribute("aria-label", description);
  const { width, height } = drawing.viewBox.baseVal;
  el.classList.toggle("bw-tall", height > width);
  for (const letter of drawing.querySelectorAll(".i")) letter.textContent = italic(letter.textContent);
  keepLetters(drawing);
  return {
    el: edges(el),
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
  group.append(svg("rect.bw-rim", { x, y, width, height }));
}
