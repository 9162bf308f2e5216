// A row of digits that one vector has to carry (chapter 5).

import { button, choice, element, liveLine } from "./kit.js";
import { END, START } from "./constants.js";
import { translate } from "./models.js";
import { blocks, opening } from "./opening_blocks.js";
import { restore } from "./weights.js";

const PER = 10; // digits in a block
const anyDigit = () => Math.floor(10 * Math.random());

/** What a model writes, mark by mark. */
function write({ weights, source, target, max_length }, digits) {
  const read = [...digits.map(String), END].map((char) => source.indexOf(char));
  const marks = { max_length, start: target.indexOf(START), end: target.indexOf(END) };
  return translate(weights, read, marks).steps.map(({ best }) => target[best]);
}

/** `get` reads the `models` by the length of a row, which of them is asked (`model`), and the `digits` at
    first. */
async function copy(get) {
  const loading = {};
  const place = element("div");
  const summary = liveLine();
  const names = Object.keys(get("models"));
  let machine, digits, shown;

  const pick = choice("It copies", names, get("model"), (name) => begin(name));
  const shuffle = button("Other digits", () => {
    digits = digits.map(anyDigit);
    update();
  });

  async function begin(name) {
    const { source, target } = get("models")[name];
    const { max_length } = source;
    loading[name] ??= restore(get("models")[name].weights);
    machine = {
      weights: await loading[name],
      source: [...source.characters],
      target: [...target.characters],
      max_length,
    };
    digits = [...get("digits").slice(0, max_length)].map(Number);
    const raise = (n) => {
      digits[n] = (digits[n] + 1) % 10;
      update();
    };
    const given = (n) => element("button", { type: "button", class: "bw-op-digit", onclick: () => raise(n) });
    const rows = [
      { name: "it reads", make: given, isButtons: true },
      { name: "it writes", make: () => element("span.bw-op-digit", { role: "listitem" }) },
    ];
    shown = blocks(rows, max_length, PER);
    place.replaceChildren(shown.el);
    update();
  }

  function update() {
    const [given, copied] = shown.cells;
    const written = write(machine, digits);
    let right = 0;
    digits.forEach((digit, n) => {
      const same = written[n] === String(digit);
      right += same;
      given[n].textContent = digit;
      given[n].setAttribute("aria-label", `digit ${n + 1}: ${digit}, one more`);
      copied[n].textContent = written[n] ?? "–";
      copied[n].classList.toggle("bw-op-wrong", !same);
      copied[n].setAttribute("aria-label", `${written[n] ?? "nothing"}${same ? "" : ", wrong"}`);
    });
    summary.textContent = `${right} of ${digits.length} digits right; guessing gets about one in ten.`;
  }

  await begin(get("model"));
  return [element("div.bw-controls", pick.el, shuffle), place, summary];
}

export default opening("opening_copy", copy);
