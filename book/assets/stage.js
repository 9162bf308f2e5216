// The stage: the chapter's walkthrough beside its text. On a wide window it stands at the right, in
// place of the contents; on others it is a sheet that a button in the bar opens from below. It stays one
// element, so what the reader does there is kept. In the text its picture remains. `data-symbol`
// (book/extensions/reader/symbols.py) ties text, code and stage: point at a symbol anywhere, and it
// is lit everywhere.
(() => {
  const picture = document.querySelector('.book-widget[data-widget="walkthrough"]');
  if (!picture) return;
  const wide = matchMedia("(min-width: 1400px) and (scripting: enabled)"); // as in stage.css
  const root = document.documentElement;
  const article = document.querySelector("article");
  const STORED = "stage";

  function made(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  // ---- Its place ----

  // widgets.js makes the copy live once it is seen; the original keeps the picture.
  const place = made("div", { class: "book-widget", "data-widget": "walkthrough" });
  if (picture.dataset.values) place.dataset.values = picture.dataset.values;
  else place.append(picture.querySelector("script"));
  picture.classList.replace("book-widget", "staged");

  const close = made("button", { type: "button", class: "stage-close", "aria-label": "Fold the stage away" }, "✕");
  const title = made("p", { class: "stage-title" }, "The stage: one step, with its numbers");
  const stage = made("section", { class: "stage", id: "stage", "aria-label": "Stage", tabindex: "-1" });
  stage.append(made("div", { class: "stage-head" }, title, close), place);
  const opener = made("button", { type: "button", class: "stage-opener", "aria-controls": "stage" }, "Stage");
  const show = made("button", { type: "button", class: "stage-show" }, "Show it on the stage");
  picture.append(show);
  document.querySelector(".bd-article-container").after(stage);
  document.querySelector(".article-header-buttons").prepend(opener); // in the bar, where it covers nothing

  const isOpen = () => root.dataset.stage === "open";
  function set(state) {
    root.dataset.stage = state;
    opener.setAttribute("aria-expanded", isOpen());
  }

  /** Open or fold; what is open on a wide window stays so on the next page. */
  let from = opener; // where the focus goes back to
  function open(event) {
    from = event.currentTarget;
    set("open");
    keep("open");
    stage.scrollTop = 0;
    stage.focus({ preventScroll: true });
  }
  function fold() {
    const had = stage.contains(document.activeElement);
    set("closed");
    keep("closed");
    if (had) (from.checkVisibility?.() === false ? opener : from).focus({ preventScroll: true });
  }
  function keep(state) {
    if (wide.matches) localStorage.setItem(STORED, state);
  }
  function atFirst() {
    set(wide.matches && localStorage.getItem(STORED) !== "closed" ? "open" : "closed");
  }
  atFirst();
  wide.addEventListener("change", atFirst);
  opener.addEventListener("click", (event) => (isOpen() ? fold() : open(event)));
  show.addEventListener("click", open);
  close.addEventListener("click", fold);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (kept.length) release();
    else if (isOpen() && !wide.matches) fold();
  });

  // ---- Symbols ----

  const own = (node) => node.dataset.symbol.split("|");
  const marked = [...article.querySelectorAll("[data-symbol]")];
  let kept = []; // the symbols that the reader chose

  function paint(symbols) {
    for (const node of marked) node.classList.toggle("is-lit", own(node).some((one) => symbols.includes(one)));
    stage.classList.toggle("is-chosen", symbols.length > 0);
  }
  /** Light symbols in the text and on the stage, which answers with all that belong to them. */
  function light(symbols, isKept) {
    paint(symbols);
    const detail = { symbols, isKept };
    place.querySelector(".bw")?.dispatchEvent(new CustomEvent("symbols-pointed", { detail }));
  }
  function release() {
    kept = [];
    light(kept, true);
  }
  const under = ({ target }) => target.closest?.("[data-symbol]");

  article.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") light(under(event) ? own(under(event)) : kept, false);
  });
  article.addEventListener("pointerleave", () => light(kept, false));
  article.addEventListener("click", (event) => {
    const node = under(event);
    if (!node || event.target.closest("a, button")) return kept.length && release();
    if (own(node).join() === kept.join()) release();
    else light(kept = own(node), true);
  });
  place.addEventListener("symbols-lit", ({ detail }) => {
    kept = detail.symbols;
    paint(detail.lit);
  });

  // ---- What the text speaks of ----

  const blocks = new Set(
    marked.filter((node) => !node.closest("pre, details")).map((node) => node.closest("mtr, p, li, td, div.math")),
  );
  const read = new Set();
  const reading = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) read[isIntersecting ? "add" : "delete"](target);
      const spoken = [...read].flatMap((block) => [...block.querySelectorAll("[data-symbol]")].flatMap(own));
      for (const node of stage.querySelectorAll("[data-symbol]")) {
        node.classList.toggle("is-spoken", own(node).some((one) => spoken.includes(one)));
      }
    },
    { rootMargin: "-25% 0px -50% 0px" },
  );
  for (const block of blocks) if (block) reading.observe(block);
})();
