// What the openings of the chapters share: their failures, alive, before any code.
// book/extensions/reader/openings.py puts one on each chapter's page. The models are those of another widget of
// the page, or come with it.

import { begin, element, oneStop } from "./kit.js";

/** A widget that lives on a page alone. `build(get)` makes its elements from the values that `get` reads. */
export function opening(name, build) {
  async function render({ model, el }) {
    begin(el, name, model.get("title"));
    el.append(...await build((value) => model.get(value)));
  }
  return { render };
}

/** Columns of cells, such as days or digits, in blocks that stand side by side where there is room.
    `rows` are {name, make, isButtons}; `make(n)` is the cell of column n. `per`: columns of a block. Returns
    the element, and the cells of each row. */
export function blocks(rows, count, per) {
  const cells = rows.map(({ make }) => Array.from({ length: count }, (_, n) => make(n)));
  const block = (start) =>
    element(
      "div.bw-op-block",
      rows.flatMap(({ name, isButtons }, r) => {
        const some = cells[r].slice(start, start + per);
        const role = isButtons ? "group" : "list";
        const row = element("div.bw-op-row", { role, "aria-label": name, style: `--columns: ${per}` }, some);
        if (isButtons) oneStop(row).show();
        return [element("span.bw-op-name", name), row];
      }),
    );
  const starts = Array.from({ length: Math.ceil(count / per) }, (_, n) => n * per);
  return { el: element("div.bw-op-blocks", starts.map(block)), cells };
}
