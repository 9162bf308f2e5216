// The stair: one number, asked of several models, each of which writes it down from memory. See
// stair.py. On the first page the steps stand there already, with what they said to an example.

import { END, START } from "./constants.js";
import { allow, begin, button, element, follow, liveLine, save } from "./kit.js";
import { translate } from "./models.js";
import { encode as readBothWays } from "./pronouncer_model.js";
import { complaint, padding, textField, vocab } from "./seq2seq_model.js";
import { restore } from "./weights.js";

/** A model as stair.py stored it, ready to be asked. */
export async function load({ kind, weights, scores }) {
  const { encoder, decoder } = await restore(weights);
  // A cell that reads and writes is stored with the reader.
  const { cell, embedding } = encoder;
  return { kind, scores, weights: { encoder, decoder: { cell, embedding, ...decoder } } };
}

/** What the model writes to a text; an answer that never ends has no end mark to leave out. */
export function repeat({ kind, weights }, { index, characters, max_length }, text) {
  const { steps } = translate(weights, [...text, END].map((char) => index.get(char)), {
    kind,
    max_length,
    start: index.get(START),
    end: index.get(END),
    read: weights.encoder.recurrent ? readBothWays : undefined,
  });
  const written = steps.map(({ best }) => characters[best]);
  const ended = written.at(-1) === END;
  return written.slice(padding(written), ended ? -1 : undefined).join("") + (ended ? "" : "…");
}

/** A number with so many digits; none begins with 0, which would look odd. */
function anyNumber(digits) {
  const draw = (n) => Math.floor(n * Math.random());
  return Array.from({ length: digits }, (_, n) => (n ? draw(10) : 1 + draw(9))).join("");
}

/** The characters of an answer, each marked right or wrong: by the place where it stands. */
export function judged(text, said) {
  const marks = [...said].map((char, n) => ({ char, right: char === text[n] }));
  const missing = [...text].slice(marks.length).map(() => ({ char: "·", right: false }));
  return [...marks, ...missing];
}

/** The empty steps, where the page has none. */
function steps(names) {
  return element("ol.bw-steps", names.map((name) => element("li", element("b", name), element("div.bw-says"))));
}

async function render({ model, el }) {
  const stored = model.get("steps");
  const names = Object.keys(stored);
  const machines = await Promise.all(names.map((name) => load(stored[name])));
  const known = vocab(model.get("vocab"));
  const most = known.max_length;

  const change = (text) => save(model, { text });
  const field = textField(`A number of up to ${most} digits`, (text) => complaint({ source: known }, text), change);
  field.el.querySelector("input").inputMode = "numeric";
  const fewer = button("−", () => change(model.get("text").slice(0, -1)), { "aria-label": "one digit less" });
  const more = button("+", () => change(model.get("text") + anyNumber(1)), { "aria-label": "one digit more" });
  const other = button("Another number", () => change(anyNumber(model.get("text").length)));
  const summary = liveLine();
  const controls = element("div.bw-controls", field.el, element("span", fewer, " ", more), other);
  const list = el.querySelector("ol") ?? el.appendChild(steps(names));
  el.querySelector(".bw-asked")?.remove();
  el.prepend(controls, field.message, summary);
  begin(el, "stair", "One number, asked of every stage");
  const places = [...list.querySelectorAll(".bw-says")];

  function update() {
    const text = model.get("text");
    field.value = text;
    const right = machines.map((machine, n) => show(places[n], machine, text)).filter(Boolean).length;
    summary.textContent = `${text}: ${right} of ${names.length} repeat it without an error.`;
    allow(fewer, text.length > 1);
    allow(more, text.length < most);
  }

  function show(place, machine, text) {
    const said = repeat(machine, known, text);
    const digits = judged(text, said);
    const score = (100 * machine.scores[text.length - 1]).toFixed(0);
    const right = said === text;
    place.classList.toggle("bw-whole", right);
    place.replaceChildren(
      element("span.bw-said", right ? `says ${said}, right` : `says ${said || "nothing"}, wrong`),
      element(
        "span.bw-digits",
        { "aria-hidden": "true" },
        digits.map(({ char, right }) => element(right ? "span" : "s", char)),
      ),
      element("span.bw-score", `${score} % of random numbers this long`),
    );
    return right;
  }

  return follow(model, ["text"], update);
}

export default { render };
