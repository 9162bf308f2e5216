// What opens a chapter: its failure, alive, before any code. book/extensions/reader/openings.py puts it on
// the page. The models are those of another widget of the page, or come with it.

import { begin } from "./kit.js";
import { copy } from "./opening_copy.js";
import { days } from "./opening_days.js";
import { letters } from "./opening_letters.js";
import { sums } from "./opening_sums.js";

const KINDS = { copy, days, letters, sums };

async function render({ model, el }) {
  begin(el, "opening", model.get("title"));
  el.append(...await KINDS[model.get("opening")]((name) => model.get(name)));
}

export default { render };
