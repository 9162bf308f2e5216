// The settings of a training as controls.

import { HIDDEN_SIZES, RUN_LENGTHS } from "./constants.js";
import { button, choice, element, save, slider } from "./kit.js";
import { seedField } from "./seed_field.js";

const SPREADS = [0.05, 0.1, 32 ** -0.5, 0.25, 8 ** -0.5, 0.5, 0.7, 1, 1.4];
const RATES = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1];

export const spread = (std) => std.toFixed(2).replace(/(\.\d)0$/, "$1");

/** A spread, and how it compares with 1/√hidden size. */
function compared(std, size) {
  const times = (std * Math.sqrt(size)).toFixed(2).replace(/\.?0+$/, "");
  return `${spread(std)} = ${times === "1" ? "" : `${times} × `}1/√${size}`;
}

/** The settings as controls; each choice goes to the model, which may also change by itself. */
export function controls(model) {
  const change = (name) => (value) => save(model, { [name]: value });
  const size = () => model.get("hidden_size");
  const std = slider(
    "Spread of the first weights",
    SPREADS,
    model.get("std"),
    change("std"),
    (value) => compared(value, size()),
  );
  const rate = slider("Learning rate", RATES, model.get("lr"), change("lr"));
  const units = choice("Hidden units", HIDDEN_SIZES, size(), change("hidden_size"));
  const days = choice("Days in a run", RUN_LENGTHS, model.get("days"), change("days"));
  const narrow = button("", () => save(model, { std: size() ** -0.5 }));
  const wide = button("Spread 1", () => save(model, { std: 1 }));
  const seed = seedField(model);
  // A slider can only stand at its own values; what it says is the true one.
  function place(control, value, text) {
    control.value = value;
    control.el.querySelector("output").textContent = text;
    control.el.querySelector("input").setAttribute("aria-valuetext", text);
  }
  return {
    el: element(
      "div",
      element(
        "div.bw-controls.bw-learn-std",
        std.el,
        element("span.bw-learn-pair", narrow, " ", wide),
      ),
      element(
        "div.bw-controls",
        units.el,
        days.el,
        rate.el,
        seed.el,
      ),
      seed.message,
    ),
    forget: () => (seed.message.textContent = ""),
    show() {
      place(std, model.get("std"), compared(model.get("std"), size()));
      place(rate, model.get("lr"), String(model.get("lr")));
      [units.value, days.value] = [size(), model.get("days")];
      seed.show();
      narrow.textContent = `Spread 1/√${size()}`;
    },
  };
}
