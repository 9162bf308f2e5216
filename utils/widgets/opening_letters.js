// Reading aloud by a rule that gives each letter one sound (chapter 6).

import { button, element, liveLine, uniqueId } from "./kit.js";
import { opening } from "./opening_blocks.js";

const SILENT = "";

/** `get` reads `sounds`: from a sound's character to its name; the `rule`: from each letter to a sound; the
    `shown` words and the `tried` ones, each with its pronunciations. */
function letters(get) {
  const sounds = get("sounds");
  const rule = { ...get("rule") };
  const shown = Object.entries(get("shown"));
  const tried = Object.entries(get("tried"));
  let word = 0;

  const place = element("div.bw-op-letters", { role: "group", "aria-label": "The sound of each letter" });
  const verdict = liveLine();
  const summary = liveLine();
  const spell = (said) => [...said].map((sound) => sounds[sound]).join(" ");
  const read = (text) => [...text].map((letter) => rule[letter]).join("");
  const isRight = ([text, pronunciations]) => pronunciations.includes(read(text));

  const next = button("Next word", () => {
    word = (word + 1) % shown.length;
    ask();
  });
  const reset = button("The most frequent sounds", () => {
    Object.assign(rule, get("rule"));
    ask();
  });

  function field(letter) {
    const id = uniqueId("sound");
    const option = (sound) => element("option", { value: sound }, sound === SILENT ? "silent" : sounds[sound]);
    const select = element("select", { id }, [...Object.keys(sounds), SILENT].map(option));
    select.value = rule[letter];
    select.addEventListener("change", () => {
      rule[letter] = select.value;
      for (const other of place.querySelectorAll("select")) other.value = rule[other.dataset.letter];
      update();
    });
    select.dataset.letter = letter;
    return element("div", element("label", { for: id }, letter), select);
  }

  function ask() {
    place.replaceChildren(...[...shown[word][0]].map(field));
    update();
  }

  function update() {
    const [text, pronunciations] = shown[word];
    const right = pronunciations.map(spell).join(" or ");
    verdict.replaceChildren(
      element("b", text),
      ` by this rule: ${spell(read(text)) || "nothing"}. The dictionary: ${right}${isRight(shown[word]) ? " ✓" : ""}`,
    );
    const count = tried.filter(isRight).length;
    summary.textContent = `The rule reads ${count} of ${tried.length} words right.`;
  }

  ask();
  return [element("div.bw-controls", next, reset), place, verdict, summary];
}

export default opening("opening_letters", letters);
