// A network that reads the weather of the roommate, whole or with something taken away (chapters 1 to 3).

import { button, choice, element, liveLine } from "./kit.js";
import { cook, dishLegend, isRainy, oneHot, RAIN, showDish, SUN } from "./forecast.js";
import { DISHES, SKIES, WEATHER } from "./constants.js";
import { argmax, tag } from "./models.js";
import { blocks, opening } from "./opening_blocks.js";
import { uniforms } from "./random.js";
import { restore } from "./weights.js";

const GATES = { f: "forget", i: "input", o: "output" };
const OPEN = 100; // a bias with which a gate is always open, as in utils.diagnostics.fix_gate
const PER = 10; // days in a block
const KEPT = ["erased every night", "kept"];
const LONG = uniforms(0, 1, 500)[0].map(skyOf).join("");

function skyOf(number) {
  return SKIES[Number(number < 0.5)];
}

/** The weights with these gates always open. */
function opened(weights, gates) {
  const cell = { ...weights.cell };
  for (const gate of gates) {
    for (const letter of "WUb") {
      const { rows, cols, data } = cell[`${letter}_${gate}`];
      cell[`${letter}_${gate}`] = { rows, cols, data: data.map(() => (letter === "b" ? OPEN : 0)) };
    }
  }
  return { ...weights, cell };
}

/** The dish that a network says each day; without a memory each day is the first. */
function answers(kind, weights, weather, forgets) {
  const xs = [...weather].map(oneHot);
  const days = forgets ? xs.flatMap((x) => tag(kind, weights, [x])) : tag(kind, weights, xs);
  return days.map(({ probabilities }) => argmax(probabilities));
}

const countRight = (said, dishes) => said.filter((dish, n) => dish === dishes[n]).length;

/** `get` reads: `models`, which of them answers (`name`), what can be taken away (`take`: "memory", "gates"
    or ""), and the `weather` at first. */
async function days(get) {
  const { kind, weights: stored } = get("models")[get("name")];
  const weights = await restore(stored);
  const taken = new Set();
  let weather = [...get("weather")];
  let forgets = get("take") === "memory";

  const memory = choice("Memory", KEPT, KEPT[0], (chosen) => {
    forgets = chosen === KEPT[0];
    update();
  });
  const gates = Object.entries(GATES).map(([gate, name]) => {
    const take = () => {
      if (!taken.delete(gate)) taken.add(gate);
      toggle.setAttribute("aria-pressed", taken.has(gate));
      update();
    };
    const toggle = button(`${name} gate`, take, { "aria-pressed": false });
    return toggle;
  });
  const shuffle = button("Other weather", () => {
    weather = weather.map(() => skyOf(Math.random()));
    update();
  });
  const flip = (n) => {
    weather[n] = SKIES[Number(!isRainy(weather[n]))];
    update();
  };
  const sky = (n) => element("button", { type: "button", class: "bw-sky", onclick: () => flip(n) });
  const dish = () => element("span", { role: "listitem" });
  const rows = [
    { name: "weather", make: sky, isButtons: true },
    { name: "he cooks", make: dish },
    { name: "it says", make: dish },
  ];
  const { el, cells: [skies, cooked, told] } = blocks(rows, weather.length, PER);
  const summary = liveLine();

  function update() {
    const now = opened(weights, taken);
    const said = answers(kind, now, weather, forgets);
    const dishes = cook(weather);
    weather.forEach((letter, n) => {
      skies[n].setAttribute("aria-pressed", isRainy(letter));
      skies[n].setAttribute("aria-label", `day ${n + 1}, ${WEATHER[SKIES.indexOf(letter)]}`);
      skies[n].innerHTML = isRainy(letter) ? RAIN : SUN;
      showDish(cooked[n], dishes[n]);
      showDish(told[n], said[n], said[n] !== dishes[n]);
    });
    const long = countRight(answers(kind, now, LONG, forgets), cook(LONG));
    const guessed = Math.round(LONG.length / DISHES.length);
    summary.textContent =
      `${countRight(said, dishes)} of ${weather.length} days right; of ${LONG.length} other days, ` +
      `${long}. (Guessing gets about ${guessed} of them.)`;
  }

  update();
  const chosen = {
    memory: memory.el,
    gates: element(
      "span",
      { role: "group", "aria-label": "Always open" },
      "Always open: ",
      gates.flatMap((each) => [each, " "]),
    ),
  };
  return [element("div.bw-controls", chosen[get("take")], shuffle), el, summary, dishLegend()];
}

export default opening("opening_days", days);
