// What the kinds of guesses share: how a number is written, when it is near enough, and where
// it lies on its axis. The data of a guess are described in book/guesses.py.
window.bookGuesses = {
  kinds: {}, // by name: { form, isRight, isGuess, says, picture }
  names: { "is-you": "you", "is-measured": "measured" }, // of the two marks, by their class

  /** An element with attributes and children. */
  make(tag, attributes = {}, ...children) {
    const svg = ["svg", "path", "circle", "line", "text", "rect", "g"].includes(tag);
    const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  },

  /** A number as the book writes it. */
  written({ digits, unit }, number) {
    const text = number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return text.replace("-", "−") + (unit && `\u00a0${unit}`);
  },

  /** What was measured, as the chapter writes it. */
  measured: (guess, n) => guess.shown[n].replace(" ", "\u00a0") || window.bookGuesses.written(guess, guess.answers[n]),

  /** A number with as many digits as it has, no more: what was typed, the ends of an axis. */
  plain: (guess, number) =>
    window.bookGuesses.written({ ...guess, digits: String(number).split(".")[1]?.length ?? 0 }, number),

  /** Whether a guess is as near to what was measured as its author asks for. */
  isNear({ log, tolerance }, guess, answer) {
    const rounding = 1e-9;
    if (log) return Math.abs(Math.log(guess / answer)) <= Math.log(tolerance) + rounding;
    return Math.abs(guess - answer) <= tolerance + rounding;
  },

  /** Where a number lies on its axis: from 0 to 1. */
  place({ log, from, to }, number) {
    const scale = log ? Math.log : (value) => value;
    const inside = Math.min(Math.max(number, from), to);
    return (scale(inside) - scale(from)) / (scale(to) - scale(from));
  },

  /** The number at a place of the axis. */
  at({ log, from, to }, place) {
    return log ? from * (to / from) ** place : from + (to - from) * place;
  },
};
