// The attention explorer: a model with attention answers, the reader sees where it looked and hides
// states from it. See attention_explorer.py.

import { allow, begin, button, calm, choice, colorScale, element, follow, liveLine, save, strip } from "./kit.js";
import { ask, called, complaint, exampleButtons, load, textField, visible } from "./texts.js";

const A_CHARACTER = 120; // milliseconds a character
const TOLD = 3; // states named for a character,
const LEAST = 0.005; // if they have at least this weight

/** At which places two answers differ, marks and all. */
function differences(one, other) {
  const places = Array.from({ length: Math.max(one.written.length, other.written.length) }, (_, n) => n);
  return places.filter((n) => one.written[n] !== other.written[n]);
}

/** An answer, large, character by character; those in `changed` are marked. */
function large({ written, answer }, changed) {
  const padding = written.join("").match(/^_*/)[0].length;
  const spans = written.map((char, n) =>
    element("span", { class: changed.includes(n) ? "bw-changed" : "", "data-row": n }, char)
  );
  const inside = spans.filter((_, n) => n >= padding && written[n] !== "}");
  const marks = answer.match(/[…?]*$/)[0];
  return element("strong", {}, inside, marks && element("span", { "data-row": written.length - 1 }, marks));
}

/** Both answers, with all states and without the hidden ones, and what there is to say of them. */
function replies() {
  const asked = element("p", { class: "bw-asked" });
  const label = element("span", { class: "bw-quiet" });
  const full = element("span", { class: "bw-reply" });
  const less = element("span", { class: "bw-reply" });
  const status = liveLine();
  const el = element(
    "div",
    { class: "bw-replies" },
    asked,
    element("span", { class: "bw-quiet" }, "all states"),
    full,
    label,
    less,
    status,
  );
  let told = [];
  return {
    el,
    show(text, all, some, hidden) {
      const changed = differences(all, some);
      asked.textContent = text;
      full.replaceChildren(large(all, []));
      label.textContent = hidden.length ? `${hidden.length} hidden` : "some hidden";
      // The line is there from the start: the heatmap must not move when a state is hidden.
      const invitation = element("span", { class: "bw-quiet" }, "hide one below to compare");
      less.replaceChildren(hidden.length ? large(some, changed) : invitation);
      const notes = [`It gives this answer a probability of ${some.chance.toFixed(3)}.`];
      if (hidden.length) notes.unshift(`${changed.length || "None"} of the characters written changed.`);
      if (some.guess) notes.push("The ? says: it was trained on texts of another form, so this is a guess.");
      if (!some.ended) notes.push("The … says: it did not come to an end mark.");
      told = [element("span", { class: "bw-said" }, `Answer ${some.answer} `), notes.join(" ")];
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

/** The characters written, one to be chosen: `onchoose(row)`, by pointer, arrow keys or focus. */
function writtenRows(onchoose) {
  const el = element("div", {
    class: "bw-written",
    role: "radiogroup",
    "aria-label": "Characters written: up and down arrow keys show where each one looked",
  });
  const move = (event) => {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (!by) return;
    const next = [...el.children].indexOf(event.target) + by;
    el.children[Math.max(0, Math.min(el.children.length - 1, next))].focus();
    event.preventDefault();
  };
  el.addEventListener("keydown", move);
  return {
    el,
    show(all, some) {
      const changed = differences(all, some);
      el.replaceChildren(...some.written.map((char, n) => {
        const was = changed.includes(n) ? `, with all states ${called(all.written[n] ?? "nothing")}` : "";
        return element("button", {
          type: "button",
          role: "radio",
          "aria-label": called(char) + was,
          title: was && char + was,
          class: `${was ? "bw-changed" : ""} ${/[_{}]/.test(char) ? "bw-quiet" : ""}`,
          onclick: () => onchoose(n),
          onpointerenter: () => onchoose(n),
          onfocus: () => onchoose(n),
        }, char);
      }));
    },
    choose(row) {
      [...el.children].forEach((each, n) => {
        each.setAttribute("aria-checked", n === row);
        each.tabIndex = n === row ? 0 : -1;
      });
    },
    reveal: (count) => [...el.children].forEach((each, n) => (each.style.visibility = n < count ? "" : "hidden")),
  };
}

/** The states of the text: bars for the weights of one row, and buttons that hide them. */
function sources(ontoggle) {
  const peaks = element("div", { class: "bw-peaks", "aria-hidden": "true" });
  const toggles = element("div", { class: "bw-sources", role: "group", "aria-label": "States that can be hidden" });
  let shown = "";
  function label(read, n) {
    const again = read.filter((char) => char === read[n]).length > 1;
    return `hide the state after ${called(read[n])}${again ? `, place ${n + 1}` : ""}`;
  }
  return {
    peaks,
    toggles,
    show(read, hidden) {
      if (read.join("") !== shown) {
        shown = read.join("");
        peaks.replaceChildren(...read.map(() => element("i")));
        toggles.replaceChildren(...read.map((char, n) =>
          element("button", {
            type: "button",
            "aria-label": label(read, n),
            title: label(read, n),
            onclick: () => ontoggle(n),
          }, visible(char))
        ));
      }
      [...toggles.children].forEach((toggle, n) => toggle.setAttribute("aria-pressed", hidden.includes(n)));
    },
    bars: (weights) => weights.forEach((weight, n) => (peaks.children[n].style.height = `${100 * weight}%`)),
  };
}

/** The heatmap under the states of the text, beside the characters written. */
function looks(ontoggle) {
  const detail = element("p", { class: "bw-line", "aria-live": "polite" });
  const rows = writtenRows((row) => choose(row));
  const above = sources(ontoggle);
  const map = strip({
    label: "Weights: a column a state, a row a character written",
    isSigned: false,
    onpoint: (column, row, weight) => column !== null && point(column, row, weight),
  });
  const frame = element("div", { class: "bw-frame", "aria-hidden": "true" });
  const grid = element(
    "div",
    { class: "bw-look" },
    element("span"),
    above.peaks,
    element("span", { class: "bw-corner" }, "state after"),
    above.toggles,
    rows.el,
    element("div", { class: "bw-heat" }, map.el, frame),
  );
  let said = null;
  let row = 0;

  const twice = (char) => said.read.indexOf(char) !== said.read.lastIndexOf(char);
  const name = (n) => element("b", {}, called(said.read[n]), twice(said.read[n]) ? ` at place ${n + 1}` : "");
  const wrote = (n) => ["While it wrote ", element("b", {}, called(said.written[n]))];
  function choose(n) {
    row = n;
    const { weights } = said.steps[n];
    rows.choose(n);
    above.bars(weights);
    frame.style.setProperty("--at", n);
    const most = weights.map((weight, i) => [weight, i]).sort((a, b) => b[0] - a[0])
      .filter(([weight], k) => k < TOLD && weight >= LEAST);
    const peak = map.el.children[n * said.read.length + most[0][1]];
    grid.scrollLeft = peak.offsetLeft - grid.clientWidth / 2; // where the box is too narrow for all
    detail.replaceChildren(
      ...wrote(n),
      " it looked at the state after ",
      ...most.flatMap(([weight, i], k) => [k ? ", after " : "", name(i), ` (${weight.toFixed(3)})`]),
      ".",
    );
  }
  function point(column, n, weight) {
    if (n !== row) choose(n);
    map.el.children[n * said.read.length + column].scrollIntoView({ block: "nearest", inline: "nearest" });
    detail.replaceChildren(
      ...wrote(n),
      " the state after ",
      name(column),
      ` (character ${column + 1}) had the weight ${weight.toFixed(3)}.`,
    );
  }

  return {
    el: element("div", {}, element("div", { class: "bw-looks" }, grid), detail),
    show(all, some, hidden) {
      const same = said?.written.length === some.written.length;
      said = some;
      grid.style.setProperty("--states", some.read.length);
      above.show(some.read, hidden);
      rows.show(all, some);
      map.show(some.read.map((_, column) => some.steps.map(({ weights }) => weights[column])));
      const first = some.written.findIndex((char) => char !== "_");
      choose(same ? row : Math.max(0, first));
    },
    reveal(count) {
      rows.reveal(count);
      const rest = 100 * (1 - count / said.written.length);
      map.el.style.clipPath = rest > 0 ? `inset(0 0 ${rest}% 0)` : "";
      frame.style.visibility = row < count ? "" : "hidden";
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
      return (refused.textContent = "One state must stay: without any there is nothing to look at.");
    }
    save(model, { hidden: next.sort((a, b) => a - b) });
  }

  el.replaceChildren(
    element("div", { class: "bw-controls" }, Object.keys(machines).length > 1 ? pick.el : null, field.el),
    examples,
    field.message,
    answers.el,
    element(
      "div",
      { class: "bw-above" },
      element(
        "p",
        { class: "bw-quiet" },
        "A column is the state after that character; it has read all before it, too. ",
        "Press one to hide it from every look.",
      ),
      again,
    ),
    refused,
    heat.el,
    element("div", { class: "bw-legend" }, "weight", colorScale(false)),
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
    answers.show(text, all, some, hidden);
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
