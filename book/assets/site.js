// Where a browser lets no script keep anything, it is kept as long as the page: without that not
// even Sphinx's search works. So this script comes before all others.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].setItem("probe", "");
    window[name].removeItem("probe");
  } catch {
    const kept = new Map();
    const value = {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => kept.set(key, text),
      removeItem: (key) => kept.delete(key),
    };
    Object.defineProperty(window, name, { value });
  }
}

/** What a script of ours has kept under a name, as JSON; null if nothing, or not by us. */
window.bookKept = (name, storage = localStorage) => {
  try {
    return JSON.parse(storage.getItem(name));
  } catch {
    return null;
  }
};

// What is too wide scrolls. While it is, it takes the focus, for the keyboard, and has a shadow
// (style.css).
const boxes =
  ".pst-scrollable-table-container, div.math, .cell_output, .cell_output .text_html, p:has(> img), [data-widget=walkthrough] > figure";

// All are read, then written: nothing is laid out twice.
const sizes = new ResizeObserver((entries) => {
  const all = entries.map((entry) => entry.target);
  const tooWide = all.map((box) => box.scrollWidth > box.clientWidth);
  all.forEach((box, n) => {
    if (tooWide[n]) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
});

document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(boxes)) sizes.observe(box);
});

// Printing does not scroll, so all pictures come once the page is idle, unless the reader saves
// data; at the latest when it is printed.
function loadPictures() {
  for (const picture of document.querySelectorAll("img[loading=lazy]")) picture.loading = "eager";
}

addEventListener("beforeprint", loadPictures);
addEventListener("load", () => {
  if (navigator.connection?.saveData) return;
  (window.requestIdleCallback ?? setTimeout)(loadPictures);
});

// The search dialog is loaded when its field is first focused, and may be closed before that is
// done; so what had the focus is remembered here.
document.addEventListener("focusin", ({ target, relatedTarget }) => {
  const box = target.closest(".search-button__search-container");
  if (!box || box.contains(relatedTarget)) return;
  window.searchOpener = relatedTarget;
  if (document.querySelector("script[src$='search-dialog.js']")) return;
  const script = document.createElement("script");
  script.src = `${document.documentElement.dataset.content_root}_static/search-dialog.js`;
  document.head.append(script);
});

/** The part of this page that an address leads to, or null. Other scripts of a page use it too. */
function placeOf(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch { // a lone %
    return null;
  }
}

// Keep the reader at a link's target while widgets above it still grow, until they scroll on
// or nothing changes any more.
function hold() {
  const place = placeOf(location.hash);
  const article = document.querySelector("article");
  if (!place || !article) return;
  const heights = new ResizeObserver(() => place.scrollIntoView());
  const end = () => heights.disconnect();
  heights.observe(article);
  setTimeout(end, 3000);
  for (const event of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(event, end, { once: true, passive: true });
  }
}

addEventListener("hashchange", hold);
addEventListener("DOMContentLoaded", hold);
