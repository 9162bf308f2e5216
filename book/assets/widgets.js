// Makes the widgets of this page live: no kernel, no other host, also from file://. A widget is
// a picture and its values (utils/widgets/widget.py); its script has put its `render` into
// bookWidgets. If that fails, the picture stays.

/** What JupyterLab would give a widget: values to read, set and follow; and what it asks Python for,
    the parts that come on demand (utils/widgets/on_demand.py). They are scripts beside the values. */
class PageModel {
  constructor(values, address) {
    this.values = values;
    this.address = address;
    this.listeners = {};
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    this.tell(`change:${name}`);
  }
  tell(event, ...what) {
    for (const listener of [...(this.listeners[event] ?? [])]) listener(...what);
  }
  async send({ part }) {
    const value = await beside(this.address, `${this.values.parts[part].key}.js`).catch(() => undefined);
    this.tell("msg:custom", { part, value });
  }
  on(event, listener) {
    (this.listeners[event] ??= []).push(listener);
  }
  off(event, listener) {
    this.listeners[event] = (this.listeners[event] ?? []).filter((other) => other !== listener);
  }
  save_changes() {}
}

/** What a script of its own puts into bookValues (fetch fails from disk). */
async function loaded(address) {
  await new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address });
    Object.assign(script, { onload: resolve, onerror: reject });
    document.head.append(script);
  });
  return window.bookValues[address.match(/(\w+)\.js$/)[1]];
}

/** The same of a script in the folder of another; fails if there is no other. */
const beside = async (address, file) => await loaded(address.replace(/\w+\.js$/, file));

/** The values in a script. Beside it are the weights of models that are not chosen yet: they come when
    they are asked for, as a promise. */
async function stored(address) {
  const values = await loaded(address);
  for (const model of Object.values(values.models ?? {})) {
    const { file } = model.weights;
    if (!file) continue;
    Object.defineProperty(model, "weights", { get: () => beside(address, file) });
  }
  return values;
}

const shared = {}; // the values of each script, once, whoever asks for them

/** The values of a widget, in the page or in a script, and its own settings. */
async function valuesOf(place) {
  const { values: address, settings = "{}" } = place.dataset;
  const values = address
    ? await (shared[address] ??= stored(address))
    : JSON.parse(place.querySelector("script").textContent);
  return { ...values, ...JSON.parse(settings) };
}

async function bringToLife(place) {
  const model = new PageModel(await valuesOf(place), place.dataset.values);
  const el = place.querySelector(":scope > .bw") ?? document.createElement("div"); // one that stands there
  await window.bookWidgets[place.dataset.widget].render({ model, el });
  place.append(el);
  place.classList.add("is-live");
}

// Each only when the reader comes near: a chapter has up to four, and some unpack a model.
const near = new IntersectionObserver(
  (entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      near.unobserve(target);
      bringToLife(target);
    }
  },
  { rootMargin: "1000px" },
);

document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll(".book-widget")) near.observe(place);
});
