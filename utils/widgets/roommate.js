// The roommate: the reader clicks the weather, a trained cell answers. See roommate.py.

import {
  allow,
  begin,
  button,
  choice,
  colorScale,
  edges,
  element,
  follow,
  liveLine,
  oneStop,
  save,
  signed,
  strip,
  symbol,
} from "./kit.js";
import { cook, dishLegend, isRainy, oneHot, RAIN, showDish, SUN } from "./forecast.js";
import { DISHES, GATES, MAX_DAYS, SHOWN, SKIES, WEATHER } from "./constants.js";
import { argmax, tag } from "./models.js";
import { restore } from "./weights.js";

const nameOf = (sky) => WEATHER[SKIES.indexOf(sky)];
const anySky = () => SKIES[Math.floor(2 * Math.random())];

async function render({ model, el }) {
  const stored = model.get("models");
  const weights = {};
  for (const name in stored) weights[name] = await restore(stored[name].weights);

  const names = Object.keys(stored);
  const pick = choice("Model", names, model.get("model"), (name) => save(model, { model: name }));
  const change = (weather) => save(model, { weather });
  const fewer = button("−", () => change(model.get("weather").slice(0, -1)), { "aria-label": "one day less" });
  const more = button("+", () => change(model.get("weather") + anySky()), { "aria-label": "one day more" });
  const shuffle = button("Other weather", () => change([...model.get("weather")].map(anySky).join("")));
  const number = element("span");
  const grid = edges(element("div.bw-days"));
  const summary = liveLine();
  const detail = element("p.bw-line.bw-quiet.bw-detail", { "aria-live": "polite" });
  const beyond = element("span", symbol("c"), " may go beyond");
  const legend = dishLegend();
  legend.append(colorScale(), beyond);
  el.replaceChildren(
    element(
      "div.bw-controls",
      names.length > 1 ? pick.el : null,
      element("span", { role: "group", "aria-label": "days" }, fewer, " ", number, " ", more),
      shuffle,
    ),
    grid,
    summary,
    detail,
    legend,
  );
  begin(el, "roommate", "The roommate and the weather");

  const row = (name, role = "list") => {
    const cells = element("div.bw-row", { role, "aria-label": name });
    grid.append(element("div.bw-name", name), cells);
    return cells;
  };
  const rows = {
    day: row("day", "presentation"),
    weather: row("weather", "group"),
    cooks: row("he cooks"),
    says: row("model says"),
  };
  const skies = oneStop(rows.weather);
  let days = [];

  function tell(day) {
    detail.classList.toggle("bw-chosen", day !== null);
    if (day === null) return (detail.textContent = "Point at a day, or tap it, for its numbers.");
    const { sky, dish, said, probabilities } = days[day];
    const shares = probabilities.map((probability, n) => `${DISHES[n]} ${probability.toFixed(3)}`).join(", ");
    const judged = said === dish ? "right" : `wrong, he cooks ${DISHES[dish]}`;
    detail.textContent = `Day ${day + 1}, ${nameOf(sky)}: ${shares}; ${judged}.`;
  }

  let strips = {};
  function makeStrips(kind, symbols) {
    Object.values(strips).forEach(({ name, strip }) => [name, strip.el].forEach((node) => node.remove()));
    strips = {};
    // All of a cell's strips are seen together with the weather that the reader sets.
    grid.style.setProperty("--row", symbols.length > 3 ? "4px" : "7px");
    for (const key of symbols) {
      const name = element("div.bw-name", symbol(SHOWN[key]));
      const isSigned = !GATES.includes(key);
      const onpoint = (day, unit, value) => {
        if (day === null) return tell(null);
        const number = isSigned ? signed(value, 3) : value.toFixed(3);
        detail.replaceChildren(symbol(SHOWN[key], day + 1), `, unit ${unit + 1}: ${number}`);
      };
      const label = `${key} of the ${kind}, a row a unit, a column a day`;
      strips[key] = { name, strip: strip({ label, isSigned, onpoint }) };
      grid.append(name, strips[key].strip.el);
    }
  }

  let shown = null;
  function update() {
    const weather = model.get("weather");
    const name = model.get("model");
    const { kind } = stored[name];
    const steps = tag(kind, weights[name], [...weather].map(oneHot));
    const dishes = cook(weather);
    days = steps.map(({ probabilities }, n) => ({
      sky: weather[n],
      dish: dishes[n],
      said: argmax(probabilities),
      probabilities,
    }));

    const symbols = Object.keys(steps[0]).filter((key) => key in SHOWN);
    if (shown !== kind) makeStrips(kind, symbols);
    shown = kind;
    beyond.hidden = !symbols.includes("c");
    for (const key of symbols) strips[key].strip.show(steps.map((step) => step[key]));

    grid.style.setProperty("--days", days.length);
    if (rows.weather.children.length !== days.length) makeDays(days.length);
    days.forEach(({ sky, dish, said }, n) => {
      const toggle = rows.weather.children[n];
      toggle.setAttribute("aria-pressed", isRainy(sky));
      toggle.setAttribute("aria-label", `day ${n + 1}, ${nameOf(sky)}`);
      toggle.innerHTML = isRainy(sky) ? RAIN : SUN;
      showDish(rows.cooks.children[n], dish);
      showDish(rows.says.children[n], said, said !== dish);
    });
    const right = days.filter(({ dish, said }) => dish === said).length;
    summary.textContent = `${name}: ${right} of ${days.length} days right.`;
    number.textContent = `${days.length} days`;
    allow(fewer, days.length > 1);
    allow(more, days.length < MAX_DAYS);
    pick.value = name;
    tell(null);
  }

  function makeDays(count) {
    const each = (make) => Array.from({ length: count }, (_, n) => make(n));
    const flip = (n) => {
      const weather = [...model.get("weather")];
      weather[n] = SKIES[Number(!isRainy(weather[n]))];
      change(weather.join(""));
      tell(n);
    };
    const events = (n) => ({ onpointerenter: () => tell(n), onfocus: () => tell(n) });
    rows.day.replaceChildren(...each((n) => element("span.bw-number", n + 1)));
    rows.weather.replaceChildren(
      ...each((n) => element("button", { type: "button", class: "bw-sky", onclick: () => flip(n), ...events(n) })),
    );
    skies.show();
    const dish = (n) => element("span", { role: "listitem", ...events(n) });
    rows.cooks.replaceChildren(...each(dish));
    rows.says.replaceChildren(...each(dish));
  }

  return follow(model, ["model", "weather"], update);
}

export default { render };
