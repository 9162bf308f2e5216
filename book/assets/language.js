// The other language: a link to it leads to the same place on the page, and readers whose browser
// asks for that language are offered it, until they answer.
const answered = "language"; // in the browser's storage: whether they did
const toOther = ".language-switch, .language-offer a";

/** The id of the section that is being read: the last one that begins above the window's middle. */
function sectionRead() {
  const begun = [...document.querySelectorAll("article section[id]")]
    .filter((section) => section.getBoundingClientRect().top < innerHeight / 2);
  return scrollY ? begun.at(-1)?.id : undefined;
}

function answer() {
  document.querySelector(".language-offer").hidden = true;
  localStorage.setItem(answered, "yes");
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest(toOther);
  const section = sectionRead();
  if (link && section) link.hash = section;
  if (link || target.closest(".language-offer button")) answer();
});

document.addEventListener("DOMContentLoaded", () => {
  const offer = document.querySelector(".language-offer");
  const known = [document.documentElement, offer].map(({ lang }) => lang.slice(0, 2));
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  offer.hidden = localStorage.getItem(answered) || wanted.find((tag) => known.includes(tag)) !== known[1];
});
