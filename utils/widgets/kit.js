// What the widgets share: elements, controls, strips of numbers. All of it works by keyboard and
// says what it is to a screen reader; the look is in kit.css.

/** An element in one call: its name with its classes, "p.bw-line"; if it has some, attributes and what
    it listens to (`onclick`); children. */
export function element(name, ...inside) {
  return drawn("http://www.w3.org/1999/xhtml", name, ...inside);
}

/** An element of any namespace. */
export function drawn(namespace, name, ...inside) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElementNS(namespace, tag);
  if (classes.length) node.setAttribute("class", classes.join(" "));
  const attributes = inside[0]?.constructor === Object ? inside.shift() : {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...inside.flat().filter((child) => child != null));
  return node;
}

export const svg = (...parts) => drawn("http://www.w3.org/2000/svg", ...parts);

export function button(text, onclick, attributes = {}) {
  const press = (event) => node.getAttribute("aria-disabled") === "true" || onclick(event);
  const node = element("button", { type: "button", class: "bw-button", onclick: press, ...attributes }, text);
  return node;
}

/** Let a button be pressed or not. One that cannot keeps the focus; `disabled` would lose it. */
export function allow(node, can) {
  node.setAttribute("aria-disabled", !can);
}

/** Prepare the place of a widget: its look, and its name for a screen reader. */
export function begin(el, name, label) {
  el.classList.add("bw", `bw-${name}`);
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", label);
}

/** A name that no other element of the page has. Each widget has its own copy of this file, so
    the page itself must count. */
export function uniqueId(kind) {
  document.bwCount = (document.bwCount ?? 0) + 1;
  return `bw-${kind}-${document.bwCount}`;
}

/** One of several: radio buttons in a row. `choice.value` reads and sets. */
export function choice(label, options, value, onchange) {
  const name = uniqueId("choice");
  const inputs = options.map((option) =>
    element("input", { type: "radio", name, value: option, onchange: () => onchange(option) })
  );
  const el = element(
    "fieldset.bw-choice",
    element("legend", label),
    inputs.map((input, n) => element("label", input, element("span", options[n]))),
  );
  const self = {
    el,
    get value() {
      return options[inputs.findIndex((input) => input.checked)];
    },
    set value(chosen) {
      inputs.forEach((input, n) => (input.checked = options[n] === chosen));
    },
  };
  self.value = value;
  return self;
}

/** A slider with its value beside it. `values` are what it chooses from; `show` writes one. */
export function slider(label, values, value, onchange, show = String) {
  const id = uniqueId("slider");
  const input = element("input", { type: "range", id, min: 0, max: values.length - 1, step: 1 });
  const output = element("output", { for: id });
  const write = () => {
    output.textContent = show(values[input.value]);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    write();
    onchange(values[input.value]);
  });
  const el = element("div.bw-slider", element("label", { for: id }, label), input, output);
  const self = {
    el,
    get value() {
      return values[input.value];
    },
    set value(chosen) {
      const apart = values.map((other) => Math.abs(other - chosen));
      input.value = apart.indexOf(Math.min(...apart));
      write();
    },
  };
  self.value = value;
  return self;
}

/** A line that a screen reader reads out when it changes. */
export function liveLine(kind = "") {
  return element("p", { class: `bw-line ${kind}`, role: "status", "aria-live": "polite" });
}

/** A number as the book writes it: sign, digits, a true minus. */
export function signed(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? "−" : "+") + text;
}

/** The background of a number: signed from -1 to 1, else from 0 to 1. The colours are the
    theme's, so nothing need be drawn again when it changes. */
export function shade(value, isSigned = true) {
  const share = Math.min(1, Math.abs(value)) * 100;
  const color = isSigned && value < 0 ? "var(--bw-negative)" : "var(--bw-positive)";
  return `color-mix(in oklab, ${color} ${share.toFixed(1)}%, var(--bw-zero))`;
}

/** A letter of the formulas with its index below; kit.css gives it their look. */
export function symbol(letter, index = "t") {
  const [base, ...accents] = letter;
  const below = [...String(index)].map((each) => (/[a-z]/.test(each) ? element("i", each) : each));
  return element("span.bw-symbol", element("i", base), accents.join(""), element("sub", below));
}

/** Let the edge of a box that scrolls fade where it goes on; returns the box. */
export function edges(box) {
  const mark = () => box.classList.toggle("bw-goes-on", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  whenResized([box, ...box.children], mark);
  box.addEventListener("scroll", mark, { passive: true });
  return box;
}

/** Call `act`, which must not resize anything itself, when the size of one of these changes. */
export function whenResized(nodes, act) {
  const sizes = new ResizeObserver(act);
  for (const node of nodes) sizes.observe(node);
}

/** Let the Tab key stop once at several buttons; the arrow keys go from one to the next. */
export function oneStop(row) {
  const stopAt = (button) => {
    for (const each of row.children) each.tabIndex = each === button ? 0 : -1;
  };
  row.addEventListener("focusin", ({ target }) => stopAt(target));
  row.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const next = by && row.children[[...row.children].indexOf(event.target) + by];
    if (!next) return;
    next.focus();
    event.preventDefault();
  });
  return { show: () => stopAt([...row.children].find((each) => each.tabIndex === 0) ?? row.firstChild) };
}

/** Numbers as colours: one column per moment, one row per unit; full colour at ±`scale`. Arrow
    keys move a cursor over it, and `onpoint(column, row, value)` is told where the cursor or the
    pointer is; (null) when it leaves. `onpick(column, row)`, if given, is told of clicks and Enter. */
export function strip({ label, isSigned = true, scale = 1, onpoint = () => {}, onpick }) {
  const el = element("div.bw-strip", { tabindex: 0, role: "application", "aria-label": label });
  el.setAttribute("aria-roledescription", "strip of numbers, read with the arrow keys");
  let values = [];
  let cursor = [0, 0];

  const cellAt = (column, row) => el.children[row * values.length + column];
  const clear = () => el.querySelector(".bw-cursor")?.classList.remove("bw-cursor");
  function point(column, row) {
    clear();
    cursor = [column, row];
    cellAt(column, row).classList.add("bw-cursor");
    onpoint(column, row, values[column][row]);
  }
  function leave() {
    clear();
    onpoint(null);
  }
  function under(event) {
    const n = [...el.children].indexOf(event.target);
    return n < 0 ? null : [n % values.length, Math.floor(n / values.length)];
  }
  el.addEventListener("pointerover", (event) => under(event) && point(...under(event)));
  // A finger that is lifted leaves too; the number should stay to be read.
  el.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  el.addEventListener("click", (event) => onpick && under(event) && onpick(...under(event)));
  el.addEventListener("focus", () => el.matches(":focus-visible") && values.length && point(...cursor));
  el.addEventListener("blur", leave);
  el.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const pick = onpick && ["Enter", " "].includes(event.key);
    if (step) {
      const clamp = (n, size) => Math.max(0, Math.min(size - 1, n));
      point(clamp(cursor[0] + step[0], values.length), clamp(cursor[1] + step[1], values[0].length));
    }
    if (pick) onpick(...cursor);
    if (step || pick) event.preventDefault();
  });

  return {
    el,
    /** columns: for each moment the vector; null stands for no number, which is hatched. */
    show(columns) {
      const resized = columns.length !== values.length || columns[0].length !== values[0]?.length;
      values = columns;
      const [width, height] = [columns.length, columns[0].length];
      if (resized) {
        el.style.setProperty("--columns", width);
        el.style.setProperty("--rows", height);
        el.replaceChildren(...Array.from({ length: width * height }, () => element("span")));
        cursor = [0, 0];
      }
      [...el.children].forEach((cell, n) => {
        const value = columns[n % width][Math.floor(n / width)];
        cell.style.background = value === null ? "" : shade(value / scale, isSigned);
        cell.classList.toggle("bw-none", value === null);
      });
    },
  };
}

/** Whether the reader has asked for less movement. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

const PACE = 700; // milliseconds between two steps of a player

/** A button that calls `tick` at a steady pace until it returns false or is pressed again. Nothing
    for readers who want less movement. */
export function player(label, start, tick, pace = PACE) {
  let timer = null;
  function stop() {
    clearInterval(timer);
    timer = null;
    el.textContent = label;
  }
  function toggle() {
    if (timer !== null) return stop();
    start();
    el.textContent = "Stop";
    timer = setInterval(() => tick() || stop(), pace);
  }
  const el = button(label, toggle, { hidden: calm() });
  return { el, stop };
}

/** Call `update` now and whenever one of the model's values changes, wherever it comes from;
    returns what ends that. */
export function follow(model, names, update) {
  const events = names.map((name) => `change:${name}`);
  events.forEach((event) => model.on(event, update));
  update();
  return () => events.forEach((event) => model.off(event, update));
}

/** Set a value of the model and hand it to Python, if there is one. */
export function save(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/** What the colours mean, from the lowest to the highest value. */
export function colorScale(isSigned = true) {
  const from = isSigned ? -1 : 0;
  const samples = Array.from({ length: 9 }, (_, n) => from + ((1 - from) * n) / 8);
  const cells = samples.map((value) => element("span", { style: `background: ${shade(value, isSigned)}` }));
  const [lowest, highest] = isSigned ? ["−1", "+1"] : ["0", "1"];
  return element("span.bw-scale", lowest, element("span", { "aria-hidden": "true" }, cells), highest);
}
