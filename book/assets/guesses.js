// Guesses that a reader commits to: the results stay covered until then. All of it is done here,
// so that without scripts, on paper and in the search nothing is hidden. What a guess asks and
// what it covers is in the page (book/extensions/reader/guesses.py); what the reader guessed is
// kept in this browser only.
document.addEventListener("DOMContentLoaded", () => {
  const { kinds, make } = window.bookGuesses;
  const KEY = "from-rnn-to-attention/guesses";
  const found = "onbeforematch" in document.body; // the browser's own search opens what it finds
  document.documentElement.classList.toggle("finds-covered", found);

  // ---- What is kept: { open: whether to cover nothing, made: { "01_rnn/text-cliff": 80 } } ----

  function stored() {
    const { open, made } = window.bookKept(KEY) ?? {};
    return { open: open === true, made: { ...made } };
  }
  const keep = () => localStorage.setItem(KEY, JSON.stringify(kept));
  const kept = stored();

  // ---- A guess: its box, what it covers, and what the reader said ----

  class Guess {
    constructor(script) {
      this.data = JSON.parse(script.textContent);
      this.kind = kinds[this.data.kind];
      this.key = `${this.data.chapter}/${this.data.cell}`;
      this.box = script.parentElement;
      this.box.id ||= `guess-${this.data.cell}`;
      this.shown = false; // opened without a guess, until the page is left
      this.place = make("div", { class: "guess-place" });
      this.status = make("div", { role: "status", class: "guess-status" });
      this.box.append(this.place, this.status);
      const question = [...this.box.querySelectorAll(":scope > p")];
      question.forEach((part, n) => (part.id ||= `${this.box.id}-${n}`));
      this.labels = question.map((part) => part.id).join(" ");
      this.covered = [...document.querySelectorAll(`.awaits-guess.for-${CSS.escape(this.data.cell)}`)];
      this.covers = this.covered.map((part) => this.cover(part));
    }

    get value() {
      const value = kept.made[this.key];
      return value !== undefined && this.kind.isGuess(this.data, value) ? value : undefined;
    }
    get isOpen() {
      return kept.open || this.shown || this.value !== undefined;
    }

    cover(part) {
      const back = make("a", { href: `#${this.box.id}` }, "make your guess first");
      const show = make("button", { type: "button" }, "Show it");
      show.addEventListener("click", () => this.showAndGo());
      const cover = make("p", { class: "guess-cover" }, make("span", {}, "Covered: ", back, "."), show);
      part.before(cover);
      part.addEventListener("beforematch", () => this.show());
      part.tabIndex = -1;
      return cover;
    }

    show() {
      this.shown = true;
      refresh();
    }

    /** The button that was pressed is gone: the focus goes to what it has opened. */
    showAndGo() {
      this.show();
      this.covered[0].focus({ preventScroll: true });
    }

    ask() {
      const { element, value, problem = () => "" } = this.kind.form(this.data);
      const commit = make("button", { type: "submit", class: "is-first" }, "This is my guess");
      const show = make("button", { type: "button" }, "Show the result");
      const showAll = make("button", { type: "button" }, "Open everything");
      const fields = make("fieldset", { "aria-labelledby": this.labels }, element);
      const buttons = make("div", { class: "guess-buttons" }, commit, ...(this.isOpen ? [] : [show, showAll]));
      const form = make("form", {}, fields, buttons);
      show.addEventListener("click", () => this.showAndGo());
      showAll.addEventListener("click", () => openAll(true));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const wrong = problem();
        if (wrong) this.status.replaceChildren(wrong);
        else this.commit(value());
      });
      return form;
    }

    commit(value) {
      kept.made[this.key] = value;
      keep();
      refresh();
      this.answer.focus({ preventScroll: true });
    }

    /** What is said after the guess, with the reader's mark beside what was measured. */
    said(value) {
      const isRight = this.kind.isRight(this.data, value);
      const words = make(
        "p",
        { class: isRight ? "guess-said is-right" : "guess-said" },
        this.kind.says(this.data, value),
      );
      this.answer = words;
      words.tabIndex = -1;
      const score = make("a", { href: "#guess-score", class: "guess-quiet" });
      score.append(scored());
      return [words, score];
    }

    /** Draw it as it stands; what has not changed stays as it is. */
    refresh() {
      const { value, isOpen } = this;
      const state = JSON.stringify([value, isOpen]);
      this.covered.forEach((part, n) => {
        if (isOpen) part.removeAttribute("hidden");
        else part.setAttribute("hidden", found ? "until-found" : "");
        this.covers[n].hidden = isOpen;
      });
      if (state !== this.state) {
        this.place.replaceChildren(value === undefined ? this.ask() : this.kind.picture(this.data, value));
        this.status.replaceChildren(...(value === undefined ? [] : this.said(value)));
        this.state = state;
      } else if (value !== undefined) this.status.lastChild.replaceChildren(scored());
    }
  }

  // ---- The chapter: score, opening everything, clearing ----

  const guesses = [...document.querySelectorAll("script.guess-data")].map((script) => new Guess(script));

  function scored() {
    const made = guesses.filter(({ value }) => value !== undefined);
    const right = made.filter(({ kind, data, value }) => kind.isRight(data, value));
    return made.length ? `You and the book: ${right.length} of ${made.length}` : "No guess made yet";
  }

  const panel = make("div", { id: "guess-score", class: "guess-score" });
  const line = make("p", { role: "status" });
  const toggle = make("button", { type: "button" });
  const clear = make("button", { type: "button" }, "Clear my guesses");
  panel.append(line, toggle, clear);
  toggle.addEventListener("click", () => openAll(!kept.open));
  clear.addEventListener("click", () => {
    for (const { key } of guesses) delete kept.made[key];
    for (const guess of guesses) guess.shown = false;
    keep();
    refresh();
  });

  function openAll(open) {
    kept.open = open;
    keep();
    refresh();
  }

  function refresh() {
    for (const guess of guesses) guess.refresh();
    const left = guesses.filter(({ value }) => value === undefined).length;
    line.textContent = `${scored()} in this chapter${
      left ? `; ${left} still to make` : ""
    }. Kept in this browser only.`;
    toggle.textContent = kept.open ? "Cover results again" : "Open everything";
    clear.disabled = left === guesses.length;
  }

  // ---- Links to what is covered open it ----

  /** Open the result that a place lies in; say whether it lies in one. */
  function reveal(target) {
    const guess = target && guesses.find((one) => one.covered.some((part) => part.contains(target)));
    guess?.show();
    return Boolean(guess);
  }

  const goTo = (target) => target?.scrollIntoView({ behavior: "instant" });

  const measured = document.querySelector("#what-we-measured > :is(h1, h2)");
  if (measured) measured.after(panel);
  else document.querySelector("article").append(panel);
  refresh();
  const place = window.placeOf(location.hash);
  reveal(place);
  // What is covered now has moved the place that the page was opened at (a reload keeps its own).
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") goTo(place);
  addEventListener("hashchange", () => {
    const target = window.placeOf(location.hash);
    if (reveal(target)) goTo(target);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link) reveal(window.placeOf(link.hash));
  });
  // What a search has marked is to be seen; Sphinx marks it after 10 ms.
  setTimeout(() => document.querySelectorAll(".awaits-guess .highlighted").forEach(reveal), 20);
});
