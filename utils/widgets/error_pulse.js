// The error pulse: the error of the last day runs back through the days, as large as it is. See
// error_pulse.py.

import { begin, element, follow, liveLine, player, save, slider, svg, symbol } from "./kit.js";
import { cook, oneHot } from "./forecast.js";
import { BIASES, DAYS_BACK, SPREADS } from "./constants.js";
import { errorsBack } from "./error_back.js";
import { wayBack } from "./error_curves.js";
import { restore } from "./weights.js";

const TICK = 60; // milliseconds
const TICKS = 50; // from the last day to the first
const [WIDTH, HIGH, EDGE, HALF] = [420, 56, 14, 26]; // of a lane
const READ = { RNN: "h", LSTM: "c", attention: "h" };

/** How thick a lane is drawn where so much of the error is left: one step for a factor of ten. */
export const thickness = (size) => Math.max(0.6, Math.min(HALF, 9 + 2.7 * Math.log10(size)));

/** A number in few characters. */
export function short(size) {
  if (size >= 0.001 && size < 1000) return size.toPrecision(2);
  const [digits, power] = size.toExponential(0).split("e");
  return `${digits}·10${[...String(Number(power))].map((char) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[char] ?? "⁻").join("")}`;
}

/** A lane: a ribbon from the last day, at the right, as far as the pulse has come. */
function lane(name) {
  const ribbon = svg("path.bw-ep-ribbon");
  const pulse = svg("circle.bw-ep-pulse");
  const jump = svg("path.bw-ep-jump");
  const viewBox = `0 0 ${WIDTH} ${HIGH}`;
  const axis = svg("line.bw-ep-axis", { x1: EDGE, x2: WIDTH - EDGE, y1: HIGH / 2, y2: HIGH / 2 });
  const drawing = svg("svg", { viewBox, "aria-hidden": "true" }, axis, ribbon, jump, pulse);
  const left = element("b");
  const head = element(
    "div.bw-ep-head",
    element("span", name === "attention" ? "attention, its direct way" : name),
    left,
  );
  return {
    el: element(`div.bw-ep-lane.bw-ep-${name}`, head, drawing),
    show(sizes, at) {
      const x = (k) => WIDTH - EDGE - (k / Math.max(1, sizes.length - 1)) * (WIDTH - 2 * EDGE);
      const jumps = name === "attention"; // it reaches all days at once
      const reached = sizes.slice(0, jumps && at > 0 ? sizes.length : at + 1);
      const side = (sign) => reached.map((size, k) => `${x(k).toFixed(1)} ${HIGH / 2 + sign * thickness(size)}`);
      ribbon.setAttribute("d", `M${[...side(-1), ...side(1).reverse()].join("L")}Z`);
      const place = { cx: x(at), cy: HIGH / 2, r: thickness(sizes[at]) };
      for (const [key, value] of Object.entries(place)) pulse.setAttribute(key, value);
      const middle = (x(0) + x(at)) / 2;
      jump.setAttribute("d", jumps && at > 0 ? `M${x(0)} ${HIGH / 2}Q${middle} ${-HIGH / 3} ${x(at)} ${HIGH / 2}` : "");
      left.replaceChildren(short(sizes[at]), " of ", symbol(READ[name], "T"), "'s");
      if (jumps) left.replaceChildren(short(sizes[at]), " of the context's");
    },
  };
}

async function render({ model, el }) {
  const weights = {};
  for (const [name, stored] of Object.entries(model.get("networks"))) weights[name] = await restore(stored);
  const names = model.get("lanes");
  const shown = Object.fromEntries(names.map((name) => [name, lane(name)]));
  const curves = wayBack(model.get("measured"));
  const summary = liveLine();
  let at = null; // how many days back the pulse is; null: as far as it goes
  let sizes = {};

  const set = (name) => (value) => save(model, { [name]: value });
  const days = slider("Days", DAYS_BACK, model.get("days"), set("days"));
  const spread = slider("Size of W_hh", SPREADS, model.get("spread"), set("spread"), (value) => value.toFixed(2));
  const bias = slider("Forget bias", BIASES, model.get("bias"), set("bias"), (value) => value.toFixed(1));
  spread.el.querySelector("label").replaceChildren("Spread of ", symbol("W", "hh"));
  const back = element("input", { type: "range", min: 0, step: 1, "aria-label": "Days back" });
  back.addEventListener("input", () => {
    play.stop();
    go(Number(back.value));
  });
  const last = () => model.get("days") - 1;
  const play = player("Play", () => go(0), () => {
    go(Math.min(last(), at + Math.ceil(last() / TICKS)), false);
    if (at < last()) return true;
    tell();
    return false;
  }, TICK);
  play.el.classList.add("bw-main");

  function tell() {
    const parts = names.map((name) => `${name} ${short(sizes[name][place()])}`);
    summary.textContent = `Left of the error ${place()} days back: ${parts.join(", ")}.`;
  }
  const place = () => Math.min(at ?? last(), last());

  function go(to, aloud = true) {
    at = to;
    back.value = place();
    back.setAttribute("aria-valuetext", `${place()} days back`);
    for (const name of names) shown[name].show(sizes[name], place());
    curves.show(sizes, place());
    if (aloud) tell();
  }

  function update() {
    const weather = model.get("weather").slice(0, model.get("days"));
    const dish = cook(weather).at(-1);
    const settings = { spread: model.get("spread"), bias: model.get("bias") };
    sizes = errorsBack(weights, [...weather].map(oneHot), dish, settings);
    back.max = last();
    for (const [control, name] of [[days, "days"], [spread, "spread"], [bias, "bias"]]) control.value = model.get(name);
    go(at);
  }

  const settings = [days.el, spread.el, names.includes("LSTM") ? bias.el : null];
  const track = element(
    "div.bw-ep-back",
    play.el,
    element("span.bw-quiet", "first day"),
    back,
    element("span.bw-quiet", "last"),
  );
  el.replaceChildren(
    element("div.bw-controls.bw-ep-settings", settings),
    element(
      "div.bw-ep-both",
      element("div", names.map((name) => shown[name].el), track),
      curves.el,
    ),
    summary,
  );
  begin(el, "error_pulse", "An error on its way back through the days");
  const unfollow = follow(model, ["days", "spread", "bias"], update);
  return () => {
    play.stop();
    unfollow();
  };
}

export default { render };
