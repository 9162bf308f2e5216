// The plain RNN learns: forward, back through time, clipping and AdamW, as utils.training.fit does
// it with utils.tagger.Tagger. Weights have the names of the formulas, each {rows, cols, data}. A
// batch is {runs, days, x, y}, run after run: x is 0 for a sunny day and 1 for a rainy one, y the dish.

import { DISHES, WEATHER } from "./constants.js";
import { generator } from "./random.js";

const [SKIES, COOKED] = [WEATHER.length, DISHES.length];
const CLIP = 1;
const RUNS = 64; // in a batch
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/** A number from N(0, 1) (Box and Muller). */
export function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Runs of random weather, and what the roommate cooks. */
export function weather(random, runs, days) {
  const [x, y] = [new Uint8Array(runs * days), new Uint8Array(runs * days)];
  for (let n = 0; n < x.length; n++) {
    x[n] = random() < 0.5 ? 1 : 0;
    y[n] = ((n % days ? y[n - 1] : 0) + x[n]) % COOKED;
  }
  return { runs, days, x, y };
}

const matrix = (rows, cols, value = () => 0) => ({
  rows,
  cols,
  data: Float64Array.from({ length: rows * cols }, value),
});

/** Initial weights: of the cell from N(0, std^2) with biases 0, of the output as in nn.Linear. */
function firstWeights(random, size, std) {
  const wide = () => std * normal(random);
  const narrow = () => (2 * random() - 1) / Math.sqrt(size);
  return {
    W_xh: matrix(size, SKIES, wide),
    W_hh: matrix(size, size, wide),
    b_h: matrix(1, size),
    W_hy: matrix(COOKED, size, narrow),
    b_y: matrix(1, COOKED, narrow),
  };
}

/** The states h_0, h_1, ... of every run, unit after unit, day after day, run after run. `start`
    is h_0, by default zeros. One flat array, because this is what learning spends its time on. */
export function states({ W_xh, W_hh, b_h }, { runs, days, x }, start) {
  const size = b_h.cols;
  const U = W_hh.data;
  const h = new Float64Array(runs * (days + 1) * size);
  for (let run = 0, n = 0, now = 0; run < runs; run++, now += size) {
    if (start) h.set(start, now);
    for (let day = 0; day < days; day++, n++) {
      const before = now;
      now += size;
      for (let j = 0, w = 0; j < size; j++) {
        let a = W_xh.data[j * W_xh.cols + x[n]] + b_h.data[j];
        for (let k = 0; k < size; k++, w++) a += U[w] * h[before + k];
        h[now + j] = Math.tanh(a);
      }
    }
  }
  return h;
}

/** What the states answer: the loss, its gradient with respect to every score y_t, and the dish
    said on every day. */
function answer({ W_hy, b_y }, { runs, days, y }, h) {
  const size = W_hy.cols;
  const wrong = new Float64Array(runs * days * COOKED);
  const said = new Uint8Array(runs * days);
  const scores = [0, 0, 0];
  let loss = 0;
  for (let n = 0; n < said.length; n++) {
    const now = (n + 1 + Math.floor(n / days)) * size; // each run has its h_0 before it
    for (let c = 0; c < COOKED; c++) {
      scores[c] = b_y.data[c];
      for (let k = 0; k < size; k++) scores[c] += W_hy.data[c * size + k] * h[now + k];
      if (scores[c] > scores[said[n]]) said[n] = c;
    }
    const largest = scores[said[n]];
    const total = scores.reduce((sum, score) => sum + Math.exp(score - largest), 0);
    loss += Math.log(total) + largest - scores[y[n]];
    for (let c = 0; c < COOKED; c++) {
      const probability = Math.exp(scores[c] - largest) / total;
      wrong[n * COOKED + c] = (probability - (c === y[n])) / said.length;
    }
  }
  return { loss: loss / said.length, wrong, said };
}

/** Back through time: from the gradient of the scores to that of all weights. */
function back(weights, { runs, days, x }, h, wrong) {
  const { W_hh, W_hy } = weights;
  const size = W_hy.cols;
  const g = {};
  for (const name in weights) g[name] = matrix(weights[name].rows, weights[name].cols);
  const [U, gU] = [W_hh.data, g.W_hh.data];
  for (let run = 0; run < runs; run++) {
    let later = new Float64Array(size); // the error that comes from the next day
    for (let day = days - 1; day >= 0; day--) {
      const n = run * days + day;
      const before = (run * (days + 1) + day) * size;
      const now = before + size;
      const e = later;
      later = new Float64Array(size);
      for (let c = 0; c < COOKED; c++) {
        const error = wrong[n * COOKED + c];
        g.b_y.data[c] += error;
        for (let k = 0; k < size; k++) {
          g.W_hy.data[c * size + k] += error * h[now + k];
          e[k] += error * W_hy.data[c * size + k];
        }
      }
      for (let j = 0, w = 0; j < size; j++) {
        const error = e[j] * (1 - h[now + j] ** 2); // through the tanh
        g.b_h.data[j] += error;
        g.W_xh.data[j * SKIES + x[n]] += error;
        for (let k = 0; k < size; k++, w++) {
          gU[w] += error * h[before + k];
          later[k] += error * U[w];
        }
      }
    }
  }
  return g;
}

/** How well the weights follow a batch: `right` answers and `saturated` states, beyond ±0.99, as
    shares; and the dishes `said`. */
export function judge(weights, batch) {
  const h = states(weights, batch);
  const { said } = answer(weights, batch, h);
  const right = said.reduce((sum, dish, n) => sum + (dish === batch.y[n]), 0) / said.length;
  const beyond = h.reduce((sum, value) => sum + (Math.abs(value) > 0.99), 0);
  return { right, saturated: beyond / (h.length - batch.runs * weights.b_h.cols), said };
}

/** An RNN that learns, step by step.
    settings: {hidden_size, std, lr, days, seed}; weights: those to start from, else drawn. */
export class Learner {
  constructor(settings, weights) {
    this.settings = settings;
    this.random = generator(settings.seed);
    this.weights = weights ?? firstWeights(this.random, settings.hidden_size, settings.std);
    this.steps = 0;
    this.moments = {}; // running means of the gradient and of its square
    for (const [name, { data }] of Object.entries(this.weights)) {
      this.moments[name] = [new Float64Array(data.length), new Float64Array(data.length)];
    }
  }

  /** Learn from one batch, by default new weather. Returns the loss before it, and the norm of
      the gradient before it is clipped. */
  step(batch = weather(this.random, RUNS, this.settings.days)) {
    const h = states(this.weights, batch);
    const { loss, wrong } = answer(this.weights, batch, h);
    const g = back(this.weights, batch, h, wrong);
    const all = Object.values(g).map(({ data }) => data.reduce((sum, value) => sum + value * value, 0));
    const gradient = Math.sqrt(all.reduce((sum, part) => sum + part));
    this.adam(g, Math.min(1, CLIP / (gradient + 1e-6)));
    return { loss, gradient };
  }

  adam(g, shortened) {
    this.steps += 1;
    const size = this.settings.lr / (1 - BETA1 ** this.steps);
    const correction = Math.sqrt(1 - BETA2 ** this.steps);
    for (const [name, { data }] of Object.entries(this.weights)) {
      const [mean, square] = this.moments[name];
      for (let n = 0; n < data.length; n++) {
        const value = g[name].data[n] * shortened;
        mean[n] += (1 - BETA1) * (value - mean[n]);
        square[n] = BETA2 * square[n] + (1 - BETA2) * value * value;
        data[n] -= (size * mean[n]) / (Math.sqrt(square[n]) / correction + EPSILON);
      }
    }
  }
}

const asBatch = (x, y) => ({ runs: x.length, days: x[0].length, x: x.flat(), y: y.flat() });

/** The mean cross-entropy. x, y: for each run a list of days. */
export function loss(weights, x, y) {
  const batch = asBatch(x, y);
  return answer(weights, batch, states(weights, batch)).loss;
}

/** Its gradient with respect to all weights, by name; plain arrays, for the test. */
export function gradients(weights, x, y) {
  const batch = asBatch(x, y);
  const h = states(weights, batch);
  const g = back(weights, batch, h, answer(weights, batch, h).wrong);
  return Object.fromEntries(Object.entries(g).map(([name, { data }]) => [name, [...data]]));
}

/** The losses of a training from given weights on given batches [x, y]; for the test. */
export function losses(weights, batches, lr) {
  const learner = new Learner({ lr, seed: 0 }, weights);
  return batches.map(([x, y]) => learner.step(asBatch(x, y)).loss);
}
