// A field for the seed, a value of several models.

import { MAX_SEED } from "./constants.js";
import { element, liveLine, save, uniqueId } from "./kit.js";

/** The field with its label, and a line that says what is wrong with what is typed; then the model
    keeps its seed. `show()` writes the seed that the model has. */
export function seedField(model) {
  const id = uniqueId("seed");
  const input = element("input", {
    id,
    class: "bw-text bw-seed",
    inputmode: "numeric",
    autocomplete: "off",
    onchange: () => set(input.value),
  });
  const message = liveLine("bw-message bw-seed-message");
  const show = () => (input.value = model.get("seed"));
  function set(text) {
    const value = Number(text);
    const fits = text.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= MAX_SEED;
    const wrong = `A seed is a whole number from 0 to ${MAX_SEED.toLocaleString("en")}; it stays ${model.get("seed")}.`;
    message.textContent = fits ? "" : wrong;
    if (fits) save(model, { seed: value });
    show();
  }
  return { el: element("label.bw-quiet", { for: id }, "Seed ", input), message, show };
}
