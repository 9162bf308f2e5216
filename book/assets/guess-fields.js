// Two kinds of guesses: one of several, and a number.
(() => {
  const { kinds, names, make, measured, plain, isNear, place } = window.bookGuesses;

  kinds.choice = {
    form(guess) {
      const options = guess.options.map((text, n) =>
        make("label", {}, make("input", { type: "radio", name: guess.cell, value: n, required: true }), text)
      );
      const element = make("div", { class: "guess-options" }, ...options);
      return { element, value: () => Number(element.querySelector(":checked").value) };
    },
    isGuess: (guess, value) => Number.isInteger(value) && value in guess.options,
    isRight: (guess, value) => value === guess.right,
    says(guess, value) {
      const quoted = (n) => Number.isFinite(Number(guess.options[n])) ? guess.options[n] : `“${guess.options[n]}”`;
      if (value === guess.right) return `You said ${quoted(value)}, and so it was.`;
      return `You said ${quoted(value)}; it was ${guess.shown || quoted(guess.right)}.`;
    },
    picture(guess, value) {
      const options = guess.options.map((text, n) => {
        const marks = [n === guess.right && "is-measured", n === value && "is-you"].filter(Boolean);
        const tags = marks.map((mark) => make("span", { class: `guess-tag ${mark}` }, names[mark]));
        return make("li", { class: marks.join(" ") }, make("span", {}, text), ...tags);
      });
      return make("ul", { class: "guess-options" }, ...options);
    },
  };

  kinds.number = {
    form(guess) {
      const { from, to, unit } = guess;
      const input = make("input", { type: "number", min: from, max: to, step: "any", required: true });
      const range = `from ${plain(guess, from)} to ${plain(guess, to)}`;
      const parts = ["Your number ", input, unit && ` ${unit} `, make("span", { class: "guess-quiet" }, range)];
      return { element: make("label", { class: "guess-number" }, ...parts), value: () => input.valueAsNumber };
    },
    isGuess: ({ from, to }, value) => Number.isFinite(value) && from <= value && value <= to,
    isRight: (guess, value) => isNear(guess, value, guess.answers[0]),
    says(guess, value) {
      const said = plain(guess, value);
      const right = measured(guess, 0);
      if (value === guess.answers[0] || said === right) return `You said ${said}, and so it was.`;
      return `You said ${said}; it was ${right}${kinds.number.isRight(guess, value) ? ": near enough." : "."}`;
    },
    picture(guess, value) {
      const at = (number) => `left: ${100 * place(guess, number)}%`;
      const mark = (kind, number) => make("span", { class: kind, style: at(number) }, make("b", {}, names[kind]));
      const runs = guess.runs[0].map((run) => make("i", { style: at(run) }));
      const ends = [guess.from, guess.to].map((end) => make("small", { style: at(end) }, plain(guess, end)));
      const parts = [...ends, ...runs, mark("is-measured", guess.answers[0]), mark("is-you", value)];
      const strip = make("div", { class: "guess-strip", "aria-hidden": "true" }, ...parts);
      for (const label of strip.querySelectorAll("b")) {
        const where = place(guess, label.parentElement.className === "is-you" ? value : guess.answers[0]);
        if (where < 0.1) label.className = "is-first";
        if (where > 0.9) label.className = "is-last";
      }
      return strip;
    },
  };
})();
