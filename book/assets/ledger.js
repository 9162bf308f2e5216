// The page of the ledger: its filter, and the way back to a figure that led here.
const form = document.querySelector(".ledger-filter");
const shown = form.querySelector("output");

const claims = [...document.querySelectorAll(".claim-runs")].map((runs) => {
  const section = runs.closest("section");
  const link = [...section.querySelectorAll(":scope > span[id]")]
    .map((place) => document.querySelector(`.ledger-index a[href="#${place.id}"]`)).find((found) => found);
  return { ...runs.dataset, section, row: link.closest("tr") };
});

function filter() {
  const wanted = new FormData(form);
  const fits = (claim) =>
    [["said-by", claim.saidBy], ["verdict", claim.verdict], ["chapter", claim.chapter]]
      .every(([name, value]) => !wanted.get(name) || wanted.get(name) === value);
  for (const claim of claims) claim.section.hidden = claim.row.hidden = !fits(claim);
  for (const chapter of new Set(claims.map((claim) => claim.section.parentElement))) {
    chapter.hidden = !chapter.querySelector(":scope > section.claim:not([hidden])");
  }
  const count = claims.filter((claim) => !claim.section.hidden).length;
  shown.textContent = count ? `${count} of ${claims.length} claims shown` : "No claim matches: clear a filter";
}

// Whoever follows a link to a claim sees it, whatever was chosen before.
function arrive() {
  const target = window.placeOf(location.hash);
  const claim = claims.find(({ section }) => section.contains(target));
  if (claim?.section.hidden) {
    form.reset();
    filter();
    target.scrollIntoView();
  }
  document.querySelector(".way-back")?.remove();
  if (claim) showWayBack(target, claim.section);
}

function showWayBack(target, section) {
  const quoted = window.bookKept("quoted", sessionStorage);
  if (quoted?.row !== location.href) return;
  const link = document.createElement("a");
  link.className = "way-back";
  link.href = quoted.place;
  link.textContent = `\u2190 Back to: ${quoted.title}`;
  if (target.matches(".setting")) target.append(link);
  else section.querySelector("h3").after(link);
}

for (const control of form.querySelectorAll(".control")) control.hidden = false;
form.addEventListener("change", filter);
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", arrive);
addEventListener("pageshow", () => { // a browser that comes back has kept what was chosen
  filter();
  arrive();
});
