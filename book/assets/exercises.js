// The exercises that a reader marks as done: a box to tick in each, a count above the first, and
// one beside the chapter in the contents of every page. The marks are kept in this browser only;
// without scripts and on paper there are none.
document.addEventListener("DOMContentLoaded", () => {
  const KEY = "from-rnn-to-attention/exercises";
  const nameOf = (link) => link.pathname.match(/(\w+)(\.html)?$/)?.[1];
  const chapter = nameOf(location);

  // ---- What is kept: { "01_rnn": { done: ["1", "4"], of: 6 } } ----

  function marks() {
    const all = Object.entries(window.bookKept(KEY) ?? {});
    return Object.fromEntries(all.filter(([, one]) => Array.isArray(one?.done) && one.done.length));
  }
  function keep(marks) {
    if (Object.keys(marks).length) localStorage.setItem(KEY, JSON.stringify(marks));
    else localStorage.removeItem(KEY);
    refresh();
  }

  // ---- The boxes, the counts ----

  function made(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const exercises = [...document.querySelectorAll(".admonition.exercise")].map((place) => {
    const title = place.querySelector(".admonition-title");
    const number = title.textContent.match(/\d+/)[0];
    title.id ||= `exercise-${number}-title`;
    const words = made("span", { id: `${title.id}-done` }, "Done");
    const box = made("input", { type: "checkbox", "aria-labelledby": `${title.id} ${words.id}` });
    box.addEventListener("change", () => mark(number, box.checked));
    place.append(made("label", { class: "exercise-done" }, box, words));
    return { number, place, box };
  });

  function mark(number, done) {
    const all = marks();
    const others = (all[chapter]?.done ?? []).filter((one) => one !== number);
    all[chapter] = { done: done ? [...others, number] : others, of: exercises.length };
    if (!all[chapter].done.length) delete all[chapter];
    keep(all);
  }

  const line = made("p", { role: "status" });
  const remove = made("button", { type: "button" }, "Remove all my marks");
  remove.addEventListener("click", () => keep({}));
  if (exercises.length) {
    const panel = made("div", { id: "exercises-done", class: "exercises-done" }, line, remove);
    exercises[0].place.before(panel);
  }

  function refresh() {
    const all = marks();
    const done = exercises.filter(({ number, place, box }) => {
      box.checked = Boolean(all[chapter]?.done.includes(number));
      place.classList.toggle("is-done", box.checked);
      return box.checked;
    }).length;
    line.textContent = `${done} of ${exercises.length} exercises done. Marks are kept in this browser only.`;
    remove.disabled = !Object.keys(all).length;
    for (const link of document.querySelectorAll(".bd-links a")) {
      link.querySelector(".done-count")?.remove();
      const { done, of } = all[nameOf(link)] ?? {};
      if (done) link.append(made("span", { class: "done-count" }, ` ${done.length} of ${of} done`));
    }
  }

  addEventListener("storage", refresh); // marked in another window
  addEventListener("pageshow", refresh); // back to this page, as it was left
  refresh();
});
