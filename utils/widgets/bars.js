// Candidates in a list, `ol.bw-bars`.

import { element } from "./kit.js";

/** A candidate, its probability as a bar and as a number; `best` marks it. */
export function bar([char, probability, best]) {
  const share = element("i", { "aria-hidden": "true", style: `--share: ${probability}` });
  const number = element("span", probability.toFixed(3));
  return element("li", { class: best ? "bw-best" : "" }, element("b", char), share, number);
}
