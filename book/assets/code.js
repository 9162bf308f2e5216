// The copy buttons of a section are one stop of the Tab key, not dozens; the up and down arrows go
// from one to the next.
document.addEventListener("DOMContentLoaded", () => {
  const buttons = [...document.querySelectorAll(".copybtn")];
  const inSight = (section) =>
    buttons.filter((button) => button.closest("section") === section && button.checkVisibility());

  /** Let Tab stop at this button, or at the first one in sight, and at no other of its section. */
  function stopAt(section, chosen) {
    const all = inSight(section);
    const one = chosen ?? all.find((button) => button.tabIndex === 0) ?? all[0];
    for (const button of all) button.tabIndex = button === one ? 0 : -1;
  }

  for (const button of buttons) {
    button.tabIndex = -1;
    button.setAttribute("aria-description", "Up and down arrow keys: other code of this section");
    button.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const section = button.closest("section");
      const all = inSight(section);
      const next = all[all.indexOf(button) + by];
      if (!next) return;
      stopAt(section, next);
      next.focus();
      event.preventDefault();
    });
  }
  const sections = new Set(buttons.map((button) => button.closest("section")));
  sections.forEach((section) => stopAt(section));
  // Code that was folded away comes into sight.
  document.addEventListener("toggle", ({ target }) => stopAt(target.closest("section")), true);
});
