// Which letters a sound comes from: the letters above, the sounds below, and between them threads as
// wide as the attention's weights.

import { END, SHOWN_SOUNDS } from "./constants.js";
import { edges, element, svg } from "./kit.js";
import { called, padding } from "./seq2seq_model.js";

const WIDEST = 14; // pixels of a thread of weight 1
const LEAST = 0.01; // a weight below has no thread
const HINT = "A thread is as wide as its weight. Point at a sound, or choose one, to see the numbers.";
const TOLD = 4; // letters named for a sound

/** A reading without its marks; … if it never ends. */
export function soundsOf({ written }) {
  const ended = written.at(-1) === END;
  return written.slice(padding(written), ended ? -1 : undefined).join("") + (ended ? "" : "…");
}

/** utils.widgets.sounds.names_of */
export function namesOf(sounds) {
  return [...sounds].map((sound) => SHOWN_SOUNDS[sound]?.[0] ?? sound).join(" ") || "no sound";
}

/** The name of a sound and a word to hear it in; of a mark, what it is called. */
function asIn(sound) {
  const [name, ...example] = SHOWN_SOUNDS[sound] ?? [called(sound)];
  return example.length ? `${name} as in ${example.join("")}` : name;
}

/** A sound as a button: its name and an example, with the letters of the sound marked. */
function tile(sound, onchoose) {
  const [name, before, letters, after] = SHOWN_SOUNDS[sound] ?? [sound];
  const example = letters ? [before, element("u", letters), after] : [sound === END ? "end" : ""];
  return element(
    "button",
    {
      type: "button",
      role: "radio",
      ...(letters ? {} : { "aria-label": called(sound) }),
      class: letters ? "" : "bw-quiet",
      onclick: onchoose,
      onpointerenter: onchoose,
      onfocus: onchoose,
    },
    element("b", name),
    element("span.bw-said", letters ? " as in " : ""),
    element("small", ...example),
  );
}

/** The threads of a reading: `data-sound` says of which sound each is. */
function threads({ weights }) {
  const place = (n, count) => (100 * (n + 0.5)) / count;
  return weights.flatMap((row, j) => {
    const to = place(j, weights.length);
    return row.map((weight, i) => [weight, place(i, row.length)]).filter(([weight]) => weight >= LEAST)
      .map(([weight, from]) =>
        svg("path", {
          d: `M ${from} 0 C ${from} 55 ${to} 45 ${to} 100`,
          "stroke-width": (WIDEST * weight).toFixed(2),
          "data-sound": j,
        })
      );
  });
}

/** Letters, threads and sounds: `show(word, reading)`. */
export function alignment() {
  const letters = element("div.bw-letters", { "aria-hidden": "true" });
  const between = svg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  const sounds = element("div.bw-sounds", {
    role: "radiogroup",
    "aria-label": "Sounds: left and right arrow keys show where the model looked",
  });
  const detail = element("p.bw-line", { "aria-live": "polite" });
  const board = element("div.bw-board", letters, between, sounds);
  let columns = [];
  let now = null; // the reading that is shown

  const move = (event) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!by) return;
    const next = [...sounds.children].indexOf(event.target.closest("button")) + by;
    sounds.children[Math.max(0, Math.min(sounds.children.length - 1, next))].focus();
    event.preventDefault();
  };
  // A finger that is lifted leaves too; the numbers should stay to be read.
  const leave = (event) => {
    if (event.pointerType === "mouse") choose([...sounds.children].indexOf(sounds.querySelector(":focus")));
  };
  sounds.addEventListener("keydown", move);
  sounds.addEventListener("pointerleave", leave);
  sounds.addEventListener("focusout", (event) => sounds.contains(event.relatedTarget) || choose(-1));

  /** The n-th sound, or none. */
  function choose(n) {
    const weights = now.weights[n];
    board.classList.toggle("bw-one", n >= 0);
    [...sounds.children].forEach((each, j) => {
      each.setAttribute("aria-checked", j === n);
      each.tabIndex = j === Math.max(0, n) ? 0 : -1;
    });
    for (const thread of between.children) thread.classList.toggle("bw-its", Number(thread.dataset.sound) === n);
    [...letters.children].forEach((each, i) => each.style.setProperty("--weight", weights?.[i] ?? 0));
    detail.replaceChildren(
      ...(weights ? told(n) : [HINT]),
    );
    detail.classList.toggle("bw-quiet", !weights);
  }
  /** Where the model looked for the n-th sound, in words. */
  function told(n) {
    const most = now.weights[n].map((weight, i) => [weight, i]).sort((a, b) => b[0] - a[0]);
    const twice = (char) => columns.indexOf(char) !== columns.lastIndexOf(char);
    const position = (i) => (twice(columns[i]) ? ` at position ${i + 1}` : "");
    const shown = most.filter(([weight], k) => k < TOLD && weight >= LEAST);
    const names = shown.flatMap(([weight, i], k) => [
      k ? ", " : "",
      element("b", called(columns[i])),
      `${position(i)} (${weight.toFixed(3)})`,
    ]);
    return [element("b", asIn(now.written[n])), ": the model looked at ", ...names, "."];
  }

  return {
    el: element("div", edges(element("div.bw-scrolls", board)), detail),
    show(word, reading) {
      now = reading;
      columns = [...word, END];
      board.style.setProperty("--letters", columns.length);
      board.style.setProperty("--sounds", reading.written.length);
      letters.replaceChildren(
        ...columns.map((char) => element("span", { class: char === END ? "bw-quiet" : "" }, char)),
      );
      between.replaceChildren(...threads(reading));
      sounds.replaceChildren(...reading.written.map((sound, n) => tile(sound, () => choose(n))));
      choose(-1);
    },
  };
}
