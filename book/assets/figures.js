// A figure that is wider than the screen scrolls: its edge fades where it goes on, and a tap on
// it, or its button, shows it large.
const HOLDERS = "article :is(div.cell_output, p):has(> img)";

/** Say on which sides a box goes on (figures.css). */
function mark(box) {
  const left = box.scrollLeft > 1;
  const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
  box.classList.toggle("goes-left", left);
  box.classList.toggle("goes-right", right);
  box.classList.toggle("is-wide", left || right);
}

const dialog = document.createElement("dialog");
dialog.className = "enlarged";
dialog.setAttribute("aria-label", "The figure, enlarged");

function enlarge(image) {
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  const copy = image.cloneNode();
  copy.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(close, copy);
  dialog.showModal();
}

function prepare(box) {
  const image = box.querySelector(":scope > img");
  const button = document.createElement("button");
  button.className = "enlarge";
  button.textContent = "Enlarge";
  button.addEventListener("click", () => enlarge(image));
  image.before(button);
  image.addEventListener("click", () => box.classList.contains("is-wide") && enlarge(image));
  box.addEventListener("scroll", () => mark(box), { passive: true });
  return box;
}

// The contents make way for a widget that takes their room (figures.css).
const spread = new IntersectionObserver(([{ isIntersecting }]) =>
  document.documentElement.classList.toggle("has-spread", isIntersecting)
);

document.addEventListener("DOMContentLoaded", () => {
  const machine = document.querySelector('.book-widget[data-widget="adding_machine"]');
  if (machine) spread.observe(machine);
  // In the next frame, since a mark changes what is observed.
  const widths = new ResizeObserver((entries) =>
    requestAnimationFrame(() => entries.forEach(({ target }) => mark(target)))
  );
  for (const box of document.querySelectorAll(HOLDERS)) {
    widths.observe(prepare(box));
    box.querySelector("img").addEventListener("load", () => mark(box));
  }
  document.querySelector("article")?.append(dialog); // which gives figures their look
});
