// A figure that is quoted of the ledger leads to its row there; the row's page reads from this where
// the reader was (ledger.js). Without it the browser's own way back is there.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".quote a");
  if (!link) return;
  const place = new URL(`#${link.closest(".quote").id}`, location);
  const title = document.title.split(" \u2013 ")[0];
  sessionStorage.setItem("quoted", JSON.stringify({ row: link.href, place: place.href, title }));
});
