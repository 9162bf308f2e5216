// Formulas, as MathML that Python has made of them. In a line every symbol carries its name as
// `data-symbol`, by which formula, code, picture and numbers find each other.

import { drawn } from "./kit.js";

const mathml = (...parts) => drawn("http://www.w3.org/1998/Math/MathML", ...parts);

/** A formula as an element. `under(symbol)`, if given, returns what stands below a symbol, or null. */
export function math(source, under = () => null) {
  const template = document.createElement("template");
  template.innerHTML = source;
  const formula = template.content.firstChild;
  for (const node of formula.querySelectorAll("[data-symbol]")) {
    const carried = under(node.dataset.symbol);
    if (!carried) continue;
    // Of one height, so that what stands below stands in a row.
    const even = mathml("mpadded", { height: "0.75em", depth: "0.35em" }, ...node.childNodes);
    node.replaceChildren(mathml("munder", {}, even, mathml("mtext", {}, carried)));
  }
  for (const fraction of formula.querySelectorAll("mfrac")) spread(fraction);
  return formula;
}

/** Keep both parts of a fraction so far from its bar that no browser puts the bar on a symbol's ring. */
function spread(fraction) {
  const [above, below] = fraction.children;
  fraction.replaceChildren(
    mathml("mpadded", { depth: "1.02em" }, above),
    mathml("mpadded", { height: "0.85em" }, below),
  );
}

/** A symbol at a moment: f_t as f_3 and h_{t-1} as h_2. */
export function atMoment(source, t) {
  const formula = math(source);
  for (const node of formula.querySelectorAll("[data-time]")) {
    node.replaceWith(mathml("mn", {}, t + Number(node.dataset.time)));
  }
  return formula;
}

const SPOKEN = { "˜": "tilde", T: "transposed" };

/** A formula as plain text, for screen readers: h 2, c tilde 3. */
export function spoken(formula) {
  const leaves = [...formula.querySelectorAll("mi, mo, mn, mtext")].map(({ textContent }) => textContent);
  return leaves.map((text) => SPOKEN[text] ?? text).join(" ");
}
