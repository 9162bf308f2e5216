// The third kind of guess: a curve, drawn with the pointer or set point by point with sliders.
(() => {
  const { kinds, names, make, written, measured, plain, isNear, place, at } = window.bookGuesses;
  const HEIGHT = 250;
  const MARGIN = { left: 52, right: 16, top: 14, bottom: 46 };
  const STEPS = 200; // of a slider

  /** Where the lines of the axis are. */
  function ticks({ from, to, log }) {
    if (log) {
      const all = [];
      for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
        all.push(...[1, 2, 5].map((digit) => digit * 10 ** power));
      }
      return all.filter((tick) => from <= tick && tick <= to);
    }
    const rough = (to - from) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((one) => one >= rough - 1e-9);
    const count = Math.floor((to - from) / step + 1e-9);
    return Array.from({ length: count + 1 }, (_, n) => from + n * step);
  }

  /** The picture: axes, the reader's points as far as there are any, the measured ones if shown. */
  class Drawing {
    constructor(guess, values, measured) {
      Object.assign(this, { guess, values, measured });
      this.svg = make("svg", { class: "guess-drawing", height: HEIGHT });
      new ResizeObserver(() => requestAnimationFrame(() => this.draw())).observe(this.svg);
    }

    get width() {
      return this.svg.clientWidth || 560;
    }
    x(n) {
      const room = this.width - MARGIN.left - MARGIN.right;
      return MARGIN.left + ((n + 0.5) * room) / this.guess.points.length;
    }
    y(value) {
      return HEIGHT - MARGIN.bottom - place(this.guess, value) * (HEIGHT - MARGIN.top - MARGIN.bottom);
    }
    valueAt(y) {
      const share = (HEIGHT - MARGIN.bottom - y) / (HEIGHT - MARGIN.top - MARGIN.bottom);
      return at(this.guess, Math.min(Math.max(share, 0), 1));
    }
    pointAt(x) {
      const room = this.width - MARGIN.left - MARGIN.right;
      const n = Math.floor(((x - MARGIN.left) * this.guess.points.length) / room);
      return Math.min(Math.max(n, 0), this.guess.points.length - 1);
    }

    axes() {
      const { guess, width } = this;
      const bottom = HEIGHT - MARGIN.bottom;
      const lines = ticks(guess).flatMap((tick) => {
        const y = this.y(tick);
        const label = make("text", { x: MARGIN.left - 8, y: y + 4, class: "is-end" }, written(guess, tick));
        return [make("line", { x1: MARGIN.left, x2: width - MARGIN.right, y1: y, y2: y }), label];
      });
      const names = guess.points.map((name, n) => make("text", { x: this.x(n), y: bottom + 18 }, name));
      const middle = (MARGIN.left + width - MARGIN.right) / 2;
      return [...lines, ...names, make("text", { x: middle, y: HEIGHT - 6, class: "is-name" }, guess.x)];
    }

    /** A line through the points that have a value; a gap where one has none. */
    curve(values, kind) {
      let path = "";
      values.forEach((value, n) => {
        if (value === undefined) return;
        path += `${values[n - 1] === undefined ? "M" : "L"}${this.x(n)},${this.y(value)}`;
      });
      const dots = values.flatMap((value, n) => value === undefined ? [] : [this.dot(n, value, kind)]);
      return make("g", { class: kind }, make("path", { d: path }), ...dots);
    }
    dot(n, value, kind) {
      const [x, y] = [this.x(n), this.y(value)];
      if (kind === "is-you") return make("path", { d: `M${x - 6},${y}L${x},${y - 6}L${x + 6},${y}L${x},${y + 6}Z` });
      return make("circle", { cx: x, cy: y, r: 5 });
    }
    runs() {
      const dots = this.guess.runs.flatMap((runs, n) =>
        runs.map((run) => make("circle", { cx: this.x(n), cy: this.y(run), r: 3 }))
      );
      return make("g", { class: "is-run" }, ...dots);
    }

    draw() {
      this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
      const measured = this.measured ? [this.runs(), this.curve(this.guess.answers, "is-measured")] : [];
      this.svg.replaceChildren(...this.axes(), ...measured, this.curve(this.values, "is-you"));
    }
  }

  /** The pointer sets every point that it passes. */
  function listen(drawing, set) {
    let last = null;
    function follow(event) {
      const box = drawing.svg.getBoundingClientRect();
      const now = { x: event.clientX - box.left, y: event.clientY - box.top };
      const [first, to] = [drawing.pointAt((last ?? now).x), drawing.pointAt(now.x)];
      const between = Math.abs(to - first);
      for (let n = 1; n < between; n++) {
        const share = n / between;
        set(first + Math.sign(to - first) * n, drawing.valueAt(last.y + share * (now.y - last.y)));
      }
      set(to, drawing.valueAt(now.y));
      last = now;
    }
    drawing.svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      drawing.svg.setPointerCapture(event.pointerId);
      last = null;
      follow(event);
    });
    drawing.svg.addEventListener("pointermove", (event) => last && follow(event));
    for (const name of ["pointerup", "pointercancel"]) drawing.svg.addEventListener(name, () => (last = null));
  }

  /** A slider for each point: the same curve for the keyboard and for those who cannot see it. */
  function sliders(guess, set) {
    const all = guess.points.map((name, n) => {
      const input = make("input", { type: "range", min: 0, max: STEPS, value: 0 });
      const output = make("output", {}, "not set");
      input.addEventListener("input", () => set(n, at(guess, input.value / STEPS)));
      return { input, output, row: make("label", {}, make("span", {}, name), input, output) };
    });
    const title = make("summary", {}, "Set the points with sliders");
    const heading = make("p", {}, `${guess.y}; ${guess.x}:`);
    const element = make("details", { class: "guess-sliders" }, title, heading, ...all.map(({ row }) => row));
    function show(n, value) {
      all[n].input.value = Math.round(place(guess, value) * STEPS);
      all[n].output.textContent = written(guess, value);
      all[n].input.setAttribute("aria-valuetext", written(guess, value));
    }
    for (const { input } of all) input.setAttribute("aria-valuetext", "not set");
    return { element, show };
  }

  const all = (guess, text) => guess.points.map((name, n) => `${name}: ${text(n)}`).join(", ");

  kinds.curve = {
    form(guess) {
      const values = guess.points.map(() => undefined);
      const drawing = new Drawing(guess, values, false);
      drawing.svg.setAttribute("aria-hidden", "true");
      function set(n, value) {
        values[n] = value;
        byKey.show(n, value);
        drawing.draw();
      }
      const byKey = sliders(guess, set);
      listen(drawing, set);
      const hint = make("p", { class: "guess-quiet" }, `Draw it from left to right: ${guess.y}.`);
      const element = make("div", { class: "guess-curve" }, hint, drawing.svg, byKey.element);
      const missing = () => guess.points.filter((_, n) => values[n] === undefined);
      const problem = () => missing().length ? `No point yet for: ${missing().join(", ")}.` : "";
      return { element, problem, value: () => values.map((value) => Number(value.toPrecision(4))) };
    },
    isGuess: (guess, value) =>
      Array.isArray(value) && value.length === guess.points.length && value.every(Number.isFinite),
    near: (guess, value) => value.filter((one, n) => isNear(guess, one, guess.answers[n])).length,
    isRight: (guess, value) => 3 * kinds.curve.near(guess, value) >= 2 * guess.points.length,
    says(guess, value) {
      const { log, unit, tolerance } = guess;
      const points = unit === "%" ? `${tolerance} percentage points` : plain(guess, tolerance);
      const margin = log ? `a factor of ${tolerance}` : points;
      const right = kinds.curve.isRight(guess, value) ? ": near enough." : ". Two in three would be near enough.";
      return `${
        kinds.curve.near(guess, value)
      } of your ${value.length} points lie within ${margin} of the measured ones${right}`;
    },
    picture(guess, value) {
      const drawing = new Drawing(guess, value, true);
      drawing.svg.setAttribute("role", "img");
      const drawn = all(guess, (n) => written(guess, value[n]));
      const right = all(guess, (n) => measured(guess, n));
      const text = `${guess.y}; ${guess.x}. You drew ${drawn}. Measured: ${right}.`;
      drawing.svg.setAttribute("aria-label", text);
      const hasRuns = guess.runs.some((runs) => runs.length);
      const legend = Object.entries(names).map(([kind, name]) => {
        const words = hasRuns && kind === "is-measured" ? `${name}, and each run` : name;
        return make("span", { class: `guess-tag ${kind}` }, words);
      });
      const title = make("p", { class: "guess-quiet" }, `${guess.y}: `, ...legend);
      return make("div", { class: "guess-curve" }, title, drawing.svg);
    },
  };
})();
