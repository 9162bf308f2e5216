// A word with a dotted line shows its entry of the glossary: on hover, on focus, or on a tap.
// The card stays while the pointer is on it or the focus is in it; Escape closes it. The word is
// one stop of the Tab key, and the down arrow leads into its card. Without this script, or in a
// browser without popovers, the word is a link to the entry.
document.addEventListener("DOMContentLoaded", () => {
  if (!HTMLElement.prototype.showPopover) return;
  const GAP = 4;
  let open = null; // the word whose card is shown
  let waiting;

  const cardOf = (link) => document.getElementById(`card-${link.hash.slice(1)}`);

  function hide() {
    clearTimeout(waiting);
    if (open) cardOf(open).hidePopover();
    open = null;
  }

  function show(link) {
    clearTimeout(waiting);
    if (open === link) return;
    hide();
    open = link;
    const card = cardOf(link);
    card.showPopover();
    // Below the word, or above it where there is no room; within the window.
    const word = link.getClientRects()[0];
    const edge = document.documentElement.clientWidth - card.offsetWidth - GAP;
    const height = card.offsetHeight + GAP;
    const isLow = word.bottom + height > innerHeight && word.top > height;
    card.style.left = `${Math.max(GAP, Math.min(word.left, edge)) + scrollX}px`;
    card.style.top = `${(isLow ? word.top - height : word.bottom + GAP) + scrollY}px`;
  }

  function later(action, milliseconds) {
    clearTimeout(waiting);
    waiting = setTimeout(action, milliseconds);
  }

  function listen(link) {
    const card = cardOf(link);
    let touched = false;
    card.popover = "manual";
    card.tabIndex = -1; // it can scroll, which would make it a stop
    card.hidden = false; // the popover's own way to be hidden from now on
    link.after(card);
    link.setAttribute("aria-describedby", card.id);
    const stops = [link, ...card.querySelectorAll("a")];
    stops.slice(1).forEach((inside) => (inside.tabIndex = -1));
    const walk = (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = stops[stops.indexOf(event.target) + by];
      if (open !== link || !next) return;
      next.focus();
      event.preventDefault();
    };
    for (const part of [link, card]) {
      part.addEventListener("keydown", walk);
      part.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") later(() => show(link), open === link ? 0 : 200);
      });
      part.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse") later(hide, 300);
      });
      part.addEventListener("focusout", ({ relatedTarget }) => {
        if (relatedTarget !== link && !card.contains(relatedTarget)) hide();
      });
    }
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"));
    link.addEventListener("click", (event) => {
      if (touched) {
        event.preventDefault();
        if (open === link) hide();
        else show(link);
      }
      touched = false;
    });
  }

  document.querySelectorAll("a.term-link").forEach(listen);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    if (cardOf(open).contains(document.activeElement)) open.focus();
    hide();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (open && target !== open && !cardOf(open).contains(target)) hide();
  });
});
