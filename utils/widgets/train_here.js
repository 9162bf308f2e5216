// Train it here: a plain RNN learns in the page. See train_here.py.

import { begin, button, calm, element, follow, liveLine, save } from "./kit.js";
import { chart } from "./chart.js";
import { dishLegend, forecast } from "./forecast.js";
import { generator } from "./random.js";
import { judge, Learner, weather } from "./rnn_training.js";
import { MAX_SEED } from "./constants.js";
import { controls, spread } from "./training_settings.js";

const SETTINGS = ["std", "hidden_size", "lr", "days", "seed"];
const STEPS = 300; // as in the chapter
const TEST = weather(generator(20250101), 1, 500); // days that no training draws
const SHOWN = 30; // of them
const EARLIER = 8; // runs that are kept for comparison
const WINDOW = 10; // steps over which the loss is smoothed
const SLICE = 12; // milliseconds of learning in a frame
const CALM = 500; // milliseconds between two pictures for those who want less movement

const percent = (share) => `${(share * 100).toFixed(share > 0.99 && share < 1 ? 1 : 0)}\u00a0%`;

/** One training with its settings and all that it has shown so far. */
class Training {
  constructor(settings) {
    this.settings = settings;
    this.learner = new Learner(settings);
    this.losses = [];
    this.smooth = []; // [step, loss], the mean of the last ten
    this.right = [];
    this.saturated = [];
    this.judge();
  }

  get step() {
    return this.learner.steps;
  }

  learn() {
    const { loss, gradient } = this.learner.step();
    this.gradient = gradient;
    this.losses.push(loss);
    const last = this.losses.slice(-WINDOW);
    this.smooth.push([this.step, last.reduce((sum, value) => sum + value) / last.length]);
    if (this.step % 5 === 0) this.judge();
  }

  judge() {
    if (this.right.at(-1)?.[0] === this.step) return;
    this.now = judge(this.learner.weights, TEST);
    this.right.push([this.step, this.now.right]);
    this.saturated.push([this.step, this.now.saturated]);
  }

  get name() {
    const { std, hidden_size, lr, days, seed } = this.settings;
    return `spread ${spread(std)}, ${hidden_size} units, rate ${lr}, ${days} days, seed ${seed}`;
  }

  get result() {
    const loss = this.losses.length ? `loss ${this.smooth.at(-1)[1].toFixed(3)}, ` : "";
    return `${this.step} steps: ${loss}${percent(this.now.right)} right`;
  }
}

/** The numbers of the moment, each with its name. */
function figures(names) {
  const values = names.map(() => element("b"));
  const el = element(
    "div.bw-learn-figures",
    names.map((name, n) => element("div", values[n], element("span", name))),
  );
  return { el, show: (texts) => texts.forEach((text, n) => (values[n].textContent = text)) };
}

function render({ model, el }) {
  let training = null;
  let earlier = [];
  let limit = STEPS;
  let frame = null;
  let pictured = 0; // when

  const settings = controls(model);
  const start = button("Start", () => (frame ? pause() : go()), { class: "bw-button bw-main" });
  const once = button("One step", oneStep);
  const reset = button("Reset", () => {
    stop();
    restart();
  });
  const next = button("Run the next seed", () => {
    save(model, { seed: model.get("seed") < MAX_SEED ? model.get("seed") + 1 : 0 });
    if (!frame) go();
  });
  const status = liveLine();
  const numbers = figures([
    "steps",
    "loss",
    "of 500 unseen days right",
    "of the states beyond ±0.99",
    "gradient, before clipping",
  ]);
  const loss = chart({
    label: "Loss against the step; the numbers stand above",
    ticks: [0, 0.5, 1],
    format: String,
    mark: { value: Math.log(3), text: "guessing: ln 3" },
    room: 1.3,
  });
  const right = chart({
    label: "Shares against the step; the numbers stand above",
    ticks: [0, 0.5, 1],
    format: (share) => `${share * 100}\u00a0%`,
    mark: { value: 1 / 3, text: "guessing: 1/3" },
    room: 1,
  });
  const days = forecast("The first of the 500 unseen days");
  const runs = element("ol.bw-learn-runs", { "aria-label": "runs, the present one first" });
  el.replaceChildren(
    settings.el,
    element("div.bw-controls", start, once, reset, next),
    status,
    numbers.el,
    element(
      "div.bw-learn-charts",
      element("figure", element("figcaption", "Loss, smoothed over ten steps"), loss.el),
      element(
        "figure",
        element("figcaption", "Days right; ", element("i", "dashed:"), " states beyond ±0.99"),
        right.el,
      ),
    ),
    runs,
    element("h4", `The first ${SHOWN} of the unseen days`),
    days.el,
    dishLegend(),
  );
  begin(el, "train_here", "A network that learns in the page");

  function restart() {
    const again = training !== null; // a second view of it says nothing to Python
    if (training?.step >= WINDOW) earlier = [...earlier, { ...keep(training), name: `${number()}` }].slice(-EARLIER);
    limit = STEPS;
    training = new Training(Object.fromEntries(SETTINGS.map((name) => [name, model.get(name)])));
    settings.show();
    listRuns();
    if (again) tell();
    picture();
    if (frame) return;
    status.textContent = earlier.length
      ? "Ready. Press Start."
      : "Press Start; then change the spread and start again.";
  }
  const number = () => Number(earlier.at(-1)?.name ?? 0) + 1;
  const keep = ({ smooth, right, name: settings, result }) => ({ smooth, right, settings, result });

  function go() {
    if (training.step >= limit) limit = training.step + STEPS;
    settings.forget();
    frame = requestAnimationFrame(learn);
    status.textContent = `Learning, to step ${limit}.`;
    picture();
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = null;
  }

  function pause() {
    stop();
    const what = training.step >= limit ? "Done after" : "Paused after";
    report();
    status.textContent = `${what} ${training.result} on unseen days.`;
  }

  function oneStep() {
    if (frame) return pause();
    training.learn();
    limit = Math.max(limit, training.step);
    report();
    status.textContent = `After ${training.result} on unseen days.`;
  }

  /** Learn for a moment, then let the page draw. Two steps at most, so that one can watch. */
  function learn() {
    const end = performance.now() + SLICE;
    for (let n = 0; training.step < limit && (n === 0 || (n < 2 && performance.now() < end)); n++) {
      training.learn();
      if (training.step % 25 === 0) tell();
    }
    if (training.step >= limit) return pause();
    if (!calm() || performance.now() - pictured > CALM) picture();
    frame = requestAnimationFrame(learn);
  }

  /** What Python may read. */
  function tell() {
    training.judge();
    save(model, { step: training.step, loss: training.losses.at(-1) ?? null, accuracy: training.now.right });
  }

  function report() {
    tell();
    picture();
  }

  function picture() {
    pictured = performance.now();
    const { smooth, right: shares, saturated, now, gradient } = training;
    const last = Math.max(limit, ...earlier.map((run) => Math.ceil(run.smooth.length / STEPS) * STEPS));
    const axis = Math.ceil(last / STEPS) * STEPS;
    const past = (name) => earlier.map((run) => ({ points: run[name], kind: "past", name: run.name }));
    loss.show([...past("smooth"), { points: smooth, kind: "now" }], axis);
    right.show([...past("right"), { points: saturated, kind: "dashed" }, { points: shares, kind: "now" }], axis);
    numbers.show([
      `${training.step}`,
      smooth.length ? smooth.at(-1)[1].toFixed(3) : "–",
      percent(now.right),
      percent(now.saturated),
      gradient === undefined ? "–" : gradient.toPrecision(2),
    ]);
    const day = (n) => ({ rainy: TEST.x[n] === 1, dish: TEST.y[n], said: now.said[n] });
    days.show(Array.from({ length: SHOWN }, (_, n) => day(n)));
    runs.firstChild.lastChild.textContent = training.result;
    start.textContent = frame ? "Pause" : training.step >= limit ? `${STEPS} more` : training.step ? "Go on" : "Start";
  }

  function listRuns() {
    const row = (name, settings, result) =>
      element("li", element("b", name), element("span", settings), element("span", result));
    runs.replaceChildren(
      row("now", training.name, ""),
      ...earlier.map((run) => row(run.name, run.settings, run.result)).reverse(),
    );
  }

  const unfollow = follow(model, SETTINGS, restart);
  return () => {
    stop();
    unfollow();
  };
}

export default { render };
