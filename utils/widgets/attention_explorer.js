// The attention explorer: a model with attention answers, the reader sees where it looked and hides
// states from it. See attention_explorer.py.

import { allow, begin, button, calm, choice, colorScale, element, follow, liveLine, save } from "./kit.js";
import { END } from "./constants.js";
import { differences, looks } from "./attention_map.js";
import { ask, complaint, exampleButtons, load, padding, remarks, textField } from "./seq2seq_model.js";

const A_CHARACTER = 120; // milliseconds a character

/** An answer, large, character by character; those in `changed` are marked. */
function large({ written, answer }, changed) {
  const spans = written.map((char, n) =>
    element("span", { class: changed.includes(n) ? "bw-changed" : "", "data-row": n }, char)
  );
  const inside = spans.filter((_, n) => n >= padding(written) && written[n] !== END);
  const marks = answer.match(/[…?]*$/)[0];
  return element("strong", inside, marks && element("span", { "data-row": written.length - 1 }, marks));
}

/** Both answers, with all states and without the hidden ones, and what there is to say of them. */
function replies() {
  const asked = element("p.bw-asked");
  const label = element("span.bw-quiet");
  const full = element("span.bw-reply");
  const less = element("span.bw-reply");
  const status = liveLine();
  const el = element(
    "div.bw-replies",
    asked,
    element("span.bw-quiet", "all states"),
    full,
    label,
    less,
    status,
  );
  let told = [];
  return {
    el,
    show(machine, text, all, some, hidden) {
      const changed = differences(all, some);
      asked.textContent = text;
      full.replaceChildren(large(all, []));
      label.textContent = hidden.length ? `${hidden.length} hidden` : "some hidden";
      // The line is there from the start: the heatmap must not move when a state is hidden.
      const invitation = element("span.bw-quiet", "hide one below to compare");
      less.replaceChildren(hidden.length ? large(some, changed) : invitation);
      const notes = [`It gives this answer a probability of ${some.probability.toFixed(3)}.`];
      if (hidden.length) notes.unshift(`${changed.length || "None"} of the characters written changed.`);
      if (!some.ended) notes.push("The … means: it never wrote an end mark.");
      const doubts = remarks(machine, some.marks).map((remark) => element("span.bw-doubt", `? ${remark} `));
      told = [element("span.bw-said", `Answer ${some.answer} `), ...doubts, notes.join(" ")];
      status.replaceChildren();
    },
    /** Show the first `count` characters; with all of them say what there is to say. */
    reveal(count, done) {
      for (const span of el.querySelectorAll("[data-row]")) {
        span.style.visibility = span.dataset.row < count ? "" : "hidden";
      }
      if (done) status.replaceChildren(...told);
    },
  };
}

/** Calls `show(1)`, `show(2)`, ... up to `length`, at a steady pace; at once where `still`. */
function typewriter() {
  let timer = null;
  const stop = () => clearInterval(timer);
  return {
    stop,
    write(length, still, show) {
      stop();
      let count = still || calm() ? length : 1;
      show(count, count >= length);
      if (count < length) {
        timer = setInterval(() => {
          show(count += 1, count >= length);
          if (count >= length) stop();
        }, A_CHARACTER);
      }
    },
  };
}

async function render({ model, el }) {
  const machines = {};
  for (const [name, stored] of Object.entries(model.get("models"))) machines[name] = await load(stored);
  const machine = () => machines[model.get("model")];
  const put = (text) => {
    if (model.get("hidden").length) save(model, { hidden: [] });
    save(model, { text });
  };
  const pick = choice("Model", Object.keys(machines), model.get("model"), change);
  /** Another model; with its first example, if it cannot read the text. In one go, as Python does. */
  function change(name) {
    const readable = complaint(machines[name], model.get("text")) === "";
    const example = { text: model.get("examples")[name][0][1], hidden: [] };
    save(model, { ...(readable ? {} : example), model: name });
  }
  const field = textField("Ask", (text) => complaint(machine(), text), put);
  const examples = element("div");
  const answers = replies();
  const refused = liveLine("bw-message");
  const again = button("Show all again", () => save(model, { hidden: [] }));
  const heat = looks(toggle);
  const typing = typewriter();

  function toggle(place) {
    const hidden = model.get("hidden");
    const next = hidden.includes(place) ? hidden.filter((other) => other !== place) : [...hidden, place];
    if (next.length > [...model.get("text")].length) {
      return (refused.textContent = "Leave at least one state: without any, there is nothing to look at.");
    }
    save(model, { hidden: next.sort((a, b) => a - b) });
  }

  el.replaceChildren(
    element("div.bw-controls", Object.keys(machines).length > 1 ? pick.el : null, field.el),
    examples,
    field.message,
    answers.el,
    element(
      "div.bw-above",
      element(
        "p.bw-quiet",
        "A column is the state after that character; it has read all before it, too. ",
        "Press one to hide that state from the model.",
      ),
      again,
    ),
    refused,
    heat.el,
    element("div.bw-legend", "weight", colorScale(false)),
  );
  begin(el, "attention_explorer", "Where attention looks");

  let shown = {};
  function update() {
    const [name, text] = [model.get("model"), model.get("text")];
    const pairs = model.get("examples")[name];
    if (complaint(machine(), text)) return; // a text for another model: the other value follows
    if (shown.name !== name) examples.replaceChildren(exampleButtons(pairs, put));
    const length = [...text].length;
    const hidden = model.get("hidden").filter((place) => place <= length);
    const all = ask(machine(), text);
    const some = hidden.length && hidden.length <= length ? ask(machine(), text, hidden) : all;
    pick.value = name;
    field.value = text;
    refused.textContent = "";
    allow(again, hidden.length > 0);
    answers.show(machine(), text, all, some, hidden);
    heat.show(all, some, hidden);
    const known = shown.name === name && shown.text === text;
    shown = { name, text };
    typing.write(Math.max(all.written.length, some.written.length), known, (count, done) => {
      answers.reveal(count, done);
      heat.reveal(Math.min(count, some.written.length));
    });
  }
  const end = follow(model, ["model", "text", "hidden"], update);
  return () => (typing.stop(), end());
}

export default { render };
