// The attention explorer: a model with attention answers, the reader sees where it looked and hides
// parts of the text from it. See attention_explorer.py.

import { allow, begin, button, calm, choice, colorScale, element, follow, liveLine, save } from "./kit.js";
import { END } from "./constants.js";
import { differences, looks, meaning } from "./attention_map.js";
import { ask, complaint, exampleButtons, load, markExample, padding, remarks, textField } from "./seq2seq_model.js";

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

/** Both answers, with all in view and without what is hidden, and what there is to say of them. */
function replies() {
  const asked = element("p.bw-asked");
  const [whole, label] = [element("span.bw-quiet"), element("span.bw-quiet")];
  const full = element("span.bw-reply");
  const less = element("span.bw-reply");
  const status = liveLine();
  const el = element(
    "div.bw-replies",
    asked,
    whole,
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
      whole.textContent = `all ${meaning(all).thing}s`;
      label.textContent = hidden.length ? `${hidden.length} hidden` : "some hidden";
      // The line is there from the start: the heatmap must not move when something is hidden.
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

/** What a column is, and what pressing one does. */
function explained(all, block) {
  if (!all.looks) {
    return "A column is the state after that character; it has read all before it, too. " +
      "Press one to hide that state from the model.";
  }
  const before = block === 1
    ? "the character there and its position, nothing else yet"
    : `what it has gathered in block${block > 2 ? "s 1 to" : ""} ${block - 1}, too`;
  return `A column is a place of the row, question and answer; it holds ${before}. ` +
    "Press a character of the question to hide it from every place, in all blocks and heads.";
}

/** The choice of a block and a head of it, for a model that has some. */
function headChoice(model) {
  const el = element("div.bw-heads");
  let choices = {};
  let shown = null;
  return {
    el,
    show(machine) {
      if (shown !== machine) {
        shown = machine;
        choices = {};
        for (const [name, count] of Object.entries(countsOf(machine))) {
          const numbers = Array.from({ length: count }, (_, n) => String(n + 1));
          const label = name[0].toUpperCase() + name.slice(1);
          choices[name] = choice(label, numbers, "1", (number) => save(model, { [name]: Number(number) }));
        }
        el.replaceChildren(...Object.values(choices).map((each) => each.el));
      }
      for (const [name, each] of Object.entries(choices)) each.value = String(model.get(name));
    },
  };
}

/** How many blocks a model has, and heads in each. */
function countsOf({ weights, heads }) {
  return heads ? { block: Object.keys(weights.blocks).length, head: heads } : {};
}

/** Why some cells are hatched, if some are. */
function blankLegend() {
  const why = element("span");
  const el = element("span", element("span.bw-none", { "aria-hidden": "true" }), why, ": it could not look there");
  return {
    el,
    show(hidden, heads) {
      const reasons = [hidden.length ? "hidden" : "", heads ? "still to come" : ""].filter(Boolean);
      why.textContent = reasons.join(" or ");
      el.hidden = reasons.length === 0;
    },
  };
}

const loading = (name) => `Loading the weights of ${name} …`;

async function render({ model, el }) {
  const names = Object.keys(model.get("models"));
  const machines = {}; // those loaded so far: on a page, each that was chosen once
  const bring = async (name) => (machines[name] ??= await load(model.get("models")[name]));
  await bring(model.get("model"));
  const machine = () => machines[model.get("model")];
  const put = (text) => {
    if (model.get("hidden").length) save(model, { hidden: [] });
    save(model, { text });
  };
  const pick = choice("Model", names, model.get("model"), change);
  let wanted = model.get("model"); // while its weights are loading, the one before still answers
  /** Another model: it is asked what stands in the field, if it can read that, or its first example. */
  async function change(name) {
    wanted = name;
    if (!machines[name]) about.textContent = loading(name);
    const chosen = await bring(name).catch(() => null);
    if (wanted !== name) return; // by now it is another
    if (!chosen || name === model.get("model")) { // back to the one that is shown
      wanted = model.get("model");
      update();
      if (!chosen) {
        refused.textContent = `The weights of ${name} could not be loaded. Choose it again to try once more.`;
      }
      return;
    }
    const texts = [field.value, model.get("text"), model.get("examples")[name][0][1]];
    const text = texts.find((each) => complaint(chosen, each) === "");
    const other = text === model.get("text") ? {} : { text, hidden: [] };
    save(model, { ...other, block: 1, head: 1, model: name });
  }
  const field = textField("Ask", (text) => complaint(machine(), text), put);
  const examples = element("div");
  const answers = replies();
  const refused = liveLine("bw-message");
  const again = button("Show all again", () => save(model, { hidden: [] }));
  const about = element("p.bw-quiet");
  const heads = headChoice(model);
  const heat = looks(toggle);
  const typing = typewriter();
  const blank = blankLegend();

  function toggle(place) {
    const hidden = model.get("hidden");
    const next = hidden.includes(place) ? hidden.filter((other) => other !== place) : [...hidden, place];
    if (next.length > [...model.get("text")].length) {
      const { thing } = meaning(ask(machine(), model.get("text")));
      return (refused.textContent = `Leave at least one ${thing}: without any, nothing of the text is in view.`);
    }
    save(model, { hidden: next.sort((a, b) => a - b) });
  }

  el.replaceChildren(
    element("div.bw-controls", names.length > 1 ? pick.el : null, field.el),
    examples,
    field.message,
    answers.el,
    element("div.bw-above", about, again),
    heads.el,
    refused,
    heat.el,
    element("div.bw-legend", "weight", colorScale(false), blank.el),
  );
  begin(el, "attention_explorer", "Where attention looks");

  let shown = {};
  let ended = false;
  function update() {
    if (ended) return;
    const [name, text, block, head] = ["model", "text", "block", "head"].map((value) => model.get(value));
    if (!machines[name]) return bring(name).then(update); // Python has chosen it
    const pairs = model.get("examples")[name];
    const counts = countsOf(machine());
    // A text or a head of another model: the other value follows.
    if (complaint(machine(), text) || block > counts.block || head > counts.head) return;
    if (shown.name !== name) examples.replaceChildren(exampleButtons(pairs, put));
    markExample(examples, text);
    const length = [...text].length;
    const hidden = model.get("hidden").filter((place) => place <= length + 1);
    const all = ask(machine(), text);
    const some = hidden.length && hidden.length <= length ? ask(machine(), text, hidden) : all;
    if (shown.name !== name) wanted = name;
    pick.value = wanted;
    field.value = text;
    refused.textContent = "";
    allow(again, hidden.length > 0);
    answers.show(machine(), text, all, some, hidden);
    about.textContent = wanted === name ? explained(all, block) : loading(wanted);
    heads.show(machine());
    heat.show(all, some, hidden, block, head);
    blank.show(hidden, machine().heads);
    const known = shown.name === name && shown.text === text;
    shown = { name, text };
    typing.write(Math.max(all.written.length, some.written.length), known, (count, done) => {
      answers.reveal(count, done);
      heat.reveal(Math.min(count, some.written.length));
    });
  }
  const end = follow(model, ["model", "text", "hidden", "block", "head"], update);
  return () => (ended = true, typing.stop(), end());
}

export default { render };
