// The dialog of the search, which every page has: results while one types, as on the page of the
// search and by the same script. It is loaded when the dialog is first opened (site.js), and then
// loads what the results need.
(() => {
  if (document.querySelector(".bd-search-container")) return; // the page of the search

  const NEEDED = [
    "_static/searchtools.js",
    "_static/language_data.js",
    "searchindex.js",
    "_static/search-places.js",
    "_static/search.js",
  ];
  const wrapper = document.querySelector(".search-button__wrapper");
  const box = wrapper.querySelector(".search-button__search-container");
  const field = box.querySelector("input");
  const summary = document.createElement("p");
  const list = document.createElement("ul");
  const keys = document.createElement("p");
  let typed = field.value;

  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Search");
  summary.className = "search-summary";
  summary.setAttribute("role", "status");
  list.id = "search-results";
  list.className = "search";
  keys.className = "search-keys";
  keys.innerHTML =
    "<kbd>↓</kbd> <kbd>↑</kbd> to a result, <kbd>Enter</kbd> all results with extracts, <kbd>Esc</kbd> back";
  box.append(summary, list, keys);

  /** Load what is needed, in this order. */
  function load() {
    for (const name of NEEDED) {
      const script = document.createElement("script");
      script.src = document.documentElement.dataset.content_root + name;
      script.async = false;
      script.onload = () => (field.value = typed); // Sphinx's own empties the field
      script.onerror = () => (summary.textContent = "Press Enter for the results.");
      document.head.append(script);
    }
  }

  function close() {
    wrapper.classList.remove("show");
  }

  load();
  field.addEventListener("input", () => (typed = field.value));
  // Nothing has the focus that the dialog hides.
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) close();
  });
  box.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    window.searchOpener?.focus();
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) close(); // it may lead to a place on this page
  });
})();
