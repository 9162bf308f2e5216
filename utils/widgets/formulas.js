// Formulas: from the TeX of the chapters, the part of it that they use, to MathML and to text in a
// picture. Every symbol carries `data-symbol`, its own TeX, by which formula, code, picture and
// numbers find each other.

import { drawn, svg } from "./kit.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";
const LETTERS = { sigma: "σ", alpha: "α" };
const OPERATORS = { odot: "⊙", sum: "∑", ",": "", " ": "" };
const FUNCTIONS = ["tanh", "exp"];
const TOKEN = /\\[a-zA-Z]+|\\.|[{}_^]|\s+|\d+|./gu;

const mathml = (...parts) => drawn(MATHML, ...parts);

/** TeX as a tree: {kind, text, body, below, above, tex}. */
export function parse(tex) {
  const tokens = tex.match(TOKEN);
  let at = 0;
  const skip = () => {
    while (tokens[at]?.trim() === "") at += 1;
  };
  const plain = () => {
    skip();
    if (tokens[at] !== "{") return tokens[at++];
    let text = "";
    for (at += 1; tokens[at] !== "}"; at += 1) text += tokens[at];
    at += 1;
    return text;
  };
  const argument = () => {
    skip();
    if (tokens[at] !== "{") return atom();
    at += 1;
    return { kind: "row", body: sequence() };
  };
  function atom() {
    const token = tokens[at++];
    if (!token.startsWith("\\")) return { kind: leaf(token), text: token };
    const name = token.slice(1);
    if (name === "tilde") return { kind: "tilde", body: [argument()] };
    if (name === "frac") return { kind: "frac", body: [argument(), argument()] };
    if (name === "text") return { kind: "text", text: plain() };
    if (["mathsf", "operatorname"].includes(name)) return { kind: "word", text: plain() };
    if (FUNCTIONS.includes(name)) return { kind: "word", text: name };
    return { kind: name in LETTERS ? "letter" : "operator", text: LETTERS[name] ?? OPERATORS[name] };
  }
  function sequence() {
    const found = [];
    for (skip(); at < tokens.length && tokens[at] !== "}"; skip()) {
      const start = at;
      const node = atom();
      node.tex = tokens.slice(start, at).join("");
      while (tokens[at] === "_" || tokens[at] === "^") {
        const below = tokens[at++] === "_";
        node[below ? "below" : "above"] = argument();
        if (below) node.tex = tokens.slice(start, at).join("");
      }
      found.push(node);
    }
    at += 1;
    return found;
  }
  return sequence();
}

const leaf = (token) => (/\p{L}/u.test(token) ? "letter" : /\d/.test(token) ? "number" : "operator");

/** How a symbol is called: e_{t,j} of a sum is e_{t,i}. */
const called = (tex) => tex.replace(",j}", ",i}");

/** A formula as MathML. `known(symbol)` says whether a symbol has a meaning; `under(symbol)`, if
    given, returns what stands below it, or null. */
export function math(tex, known = () => false, under = () => null) {
  const one = (node, small = false) => {
    const base = bare(node, small === true);
    const sum = node.text === "∑";
    const [below, above] = [node.below && one(node.below, true), node.above && one(node.above, true)];
    let whole = base;
    if (below && above) whole = mathml("msubsup", {}, base, below, above);
    else if (below) whole = mathml(sum ? "munder" : "msub", {}, base, below);
    else if (above) whole = mathml("msup", {}, base, above);
    const symbol = node.tex && called(node.tex);
    if (!symbol || !known(symbol)) return whole;
    const carried = under(symbol);
    if (!carried) return mathml("mrow", { "data-symbol": symbol }, whole);
    // Of one height, so that what stands below stands in a row.
    const even = mathml("mpadded", { height: "0.75em", depth: "0.35em" }, whole);
    return mathml("mrow", { "data-symbol": symbol }, mathml("munder", {}, even, mathml("mtext", {}, carried)));
  };
  const bare = ({ kind, text, body }, small) => {
    if (kind === "row") return mathml("mrow", {}, body.map((node) => one(node, small)));
    if (kind === "frac") return mathml("mfrac", {}, body.map((node) => one(node)));
    if (kind === "tilde") {
      return mathml("mover", { accent: "true" }, one(body[0]), mathml("mo", { stretchy: "false" }, "~"));
    }
    if (kind === "letter") return mathml("mi", {}, text);
    if (kind === "text") return mathml("mtext", {}, text.replace(/ $/, "\u00a0"));
    if (kind === "word") return mathml("mi", { mathvariant: "normal" }, text);
    if (kind === "number") return mathml("mn", {}, text);
    if (text === "") return mathml("mspace", { width: "0.17em" });
    const tight = small ? { lspace: "0", rspace: "0" } : {};
    return mathml("mo", { stretchy: "false", ...tight }, text.replace("-", "−"));
  };
  return mathml("math", { displaystyle: "true" }, parse(tex).map((node) => one(node)));
}

/** A symbol with its moment: f_t as f_3 and h_{t-1} as h_2. */
export function atMoment(tex, t) {
  return tex.replaceAll("{t-1}", `{${t - 1}}`).replace(/_t\b/g, `_{${t}}`).replaceAll("_{t,", `_{${t},`);
}

/** A symbol as pieces of SVG text on the baseline. */
export function label(tex) {
  const piece = ({ kind, text }, attributes = {}) =>
    svg("tspan", { class: kind === "letter" ? "bw-italic" : "", ...attributes }, text.replace("-", "−"));
  return parse(tex).flatMap((node) => {
    const base = node.kind === "tilde" ? { ...node.body[0], text: `${node.body[0].text}\u0303` } : node;
    const below = node.below ? (node.below.body ?? [node.below]) : [];
    return [piece(base), ...below.map((part, n) => piece(part, { "font-size": "75%", dy: n ? 0 : "0.3em" }))];
  });
}

/** A symbol as plain text, for those who hear it: h t−1, c tilde t. */
export function spoken(tex) {
  return tex
    .replace(/\\tilde (\w)/g, "$1 tilde")
    .replace(/\\operatorname|\\text|\\mathsf T|\\,|\^/g, "")
    .replace(/\\odot/g, "⊙")
    .replace(/\\(\w+)/g, "$1")
    .replace(/[_{}]/g, " ")
    .replace(/-/g, "−")
    .replace(/\s+/g, " ")
    .trim();
}
