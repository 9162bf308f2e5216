// The slides of a chapter: reveal.js, and what a slide shows made as large as it fits.
(() => {
  const LARGEST = 2.6, STEP = 0.05, PIXELS = 20;
  // A section in a slide would be another slide to reveal.js: widgets get a region instead.
  const create = document.createElementNS.bind(document);
  document.createElementNS = (space, name) =>
    name === "section" ? Object.assign(create(space, "div"), { role: "region" }) : create(space, name);

  const touched = new WeakSet(); // what somebody works with keeps its size

  /** How small a part may be: its letters stay large enough for the last row. */
  function smallest(part) {
    if (part.matches(".book-widget")) return 1; // what does not fit scrolls
    const texts = [part, ...part.querySelectorAll(":not(math *)")].filter((node) =>
      [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim())
    );
    return PIXELS / Math.min(28, ...texts.map((node) => parseFloat(getComputedStyle(node).fontSize)));
  }

  /** Show a part as large as its place allows. */
  function fit(place) {
    const part = place.firstElementChild;
    if (touched.has(place) || !place.clientWidth || part.matches("img, picture")) return;
    part.style.zoom = 1;
    const least = smallest(part);
    const room = place.getBoundingClientRect();
    const isTooLarge = (size) => {
      part.style.zoom = size;
      const sizes = [part, ...part.querySelectorAll("table")].map((one) => one.getBoundingClientRect());
      return part.scrollWidth > part.clientWidth + 1 ||
        sizes.some(({ width, height }) => width > room.width + 1 || height > room.height + 1);
    };
    let size = part.matches(".book-widget") ? 1.7 : LARGEST;
    while (isTooLarge(size) && size > least) size = Math.max(size - STEP, least);
  }

  const fitAll = (slide) => slide.querySelectorAll(".show").forEach(fit);

  const grows = new ResizeObserver((entries) => {
    for (const { target } of entries) fit(target.closest(".show"));
  });

  addEventListener("DOMContentLoaded", () => {
    const inWidget = (node) => node?.closest?.(".book-widget");
    for (const widget of document.querySelectorAll(".book-widget")) {
      const place = widget.closest(".show");
      widget.dataset.preventSwipe = "";
      new MutationObserver((_, self) => {
        self.disconnect();
        grows.observe(widget.querySelector(".bw") ?? widget);
        fit(place);
      }).observe(widget, { childList: true });
      for (const event of ["pointerdown", "keydown"]) {
        widget.addEventListener(event, () => {
          touched.add(place);
          grows.disconnect();
        });
      }
    }
    const { Reveal, RevealNotes } = window;
    Reveal.initialize({
      width: 1280,
      height: 720,
      margin: 0,
      center: false,
      maxScale: 3,
      hash: true,
      transition: "none",
      slideNumber: "c/t",
      scrollActivationWidth: null,
      plugins: [RevealNotes],
      // Inside a widget, the arrow keys belong to it.
      keyboardCondition: () => !inWidget(document.activeElement),
    });
    Reveal.on("ready", ({ currentSlide }) => document.fonts.ready.then(() => fitAll(currentSlide)));
    Reveal.on("slidechanged", ({ currentSlide }) => {
      document.activeElement?.blur();
      fitAll(currentSlide);
    });
    Reveal.on("resize", () => fitAll(Reveal.getCurrentSlide()));
  });
})();
