// A network that must answer after every character it reads (chapter 4).

import { END } from "./constants.js";
import { button, element, liveLine } from "./kit.js";
import { ask, complaint, load, textField } from "./seq2seq_model.js";
import { opening } from "./opening_blocks.js";

const NUMBERS = 100; // 0 to 99

/** `get` reads the `machine`, as seq2seq_model.py stores it, and the `text` asked at first. */
async function sums(get) {
  const machine = await load(get("machine"));
  const table = element("div.bw-op-heard", { role: "list", "aria-label": "What it says after each character" });
  const summary = liveLine();
  const check = (text) => complaint(machine, text) || (machine.pattern.test(text) ? "" : "Type a sum such as 27+68.");
  const field = textField("A sum", check, update);
  const drawn = () => Math.floor(Math.random() * NUMBERS);
  const another = button("Another sum", () => {
    field.value = `${drawn()}+${drawn()}`;
    update(field.value);
  });

  function update(text) {
    const right = String(text.split("+").reduce((sum, number) => sum + Number(number), 0));
    const heard = [...text].map((_, n) => text.slice(0, n + 1));
    const said = heard.map((part) => ask(machine, part).answer);
    table.replaceChildren(
      ...heard.map((part, n) => {
        const whole = part === text;
        const kind = whole ? (said[n] === right ? "bw-op-right" : "bw-op-wrong") : "bw-op-early";
        return element(`div.${kind}`, { role: "listitem" }, [
          element("span.bw-op-part", part),
          element("span.bw-said", " so far; it says "),
          element("b", said[n]),
        ]);
      }),
    );
    const last = said.at(-1) === right ? "right" : `wrong: it is ${right}`;
    summary.textContent = `${text.length} characters, ${text.length} answers. The last, ${said.at(-1)}, is ${last}; ` +
      `it came at the end of the text (the end mark ${END}). A ? follows what is not a whole sum.`;
  }

  field.value = get("text");
  update(get("text"));
  return [element("div.bw-controls", field.el, another), field.message, table, summary];
}

export default opening("opening_sums", sums);
