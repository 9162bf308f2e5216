// Makes the widgets of this page live: no kernel, no other host, also from file://. A widget is
// a picture and its values (utils/widgets/widget.py); its script has put its `render` into
// bookWidgets. If that fails, the picture stays.

/** What JupyterLab would give a widget: values to read, set and follow. */
class PageModel {
  constructor(values) {
    this.values = values;
    this.listeners = {};
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    for (const listener of [...(this.listeners[`change:${name}`] ?? [])]) listener();
  }
  on(event, listener) {
    (this.listeners[event] ??= []).push(listener);
  }
  off(event, listener) {
    this.listeners[event] = (this.listeners[event] ?? []).filter((other) => other !== listener);
  }
  save_changes() {}
}

async function bringToLife(place) {
  const model = new PageModel(JSON.parse(place.querySelector("script").textContent));
  const el = document.createElement("div");
  await window.bookWidgets[place.dataset.widget].render({ model, el });
  place.append(el);
  place.classList.add("is-live");
}

document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll(".book-widget")) bringToLife(place);
});
