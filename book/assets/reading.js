// What the reader has read: on a chapter's page, the sections whose last lines stayed on the screen
// for a while; on the map of concepts, their boxes have a tick. It is kept in this browser only.
document.addEventListener("DOMContentLoaded", () => {
  const KEY = "from-rnn-to-attention/read";
  const WHILE = 2000; // milliseconds: whoever scrolls past has not read
  const nameOf = ({ pathname, hash }) => pathname.split("/").at(-1) + decodeURIComponent(hash);

  function stored() {
    const read = window.bookKept(KEY);
    return new Set(Array.isArray(read) ? read : []);
  }
  const keep = (read) => localStorage.setItem(KEY, JSON.stringify([...read]));

  // ---- A chapter ----

  const map = document.querySelector(".concept-map");
  if (!map) {
    const timers = new Map();
    const read = (section) => keep(stored().add(nameOf(location).replace(/#.*/, "") + `#${section.id}`));
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(timers.get(target));
        if (isIntersecting) timers.set(target, setTimeout(read, WHILE, target.closest("section")));
      }
    });
    for (const section of document.querySelectorAll("article section[id]")) {
      const last = [...section.children].findLast((child) => child.matches(":not(section, script, style)"));
      if (last) seen.observe(last);
    }
    return;
  }

  // ---- The map ----

  const boxes = [...map.querySelectorAll("a[href]")];
  const hrefOf = (box) => new URL(box.getAttribute("href"), location);
  const line = document.createElement("p");
  const told = document.createElement("span");
  const forget = document.createElement("button");
  line.className = "concept-read";
  line.setAttribute("role", "status");
  forget.type = "button";
  forget.textContent = "Clear my ticks";
  forget.addEventListener("click", () => {
    keep(new Set());
    mark();
  });
  line.append(told, forget);
  map.after(line);

  function mark() {
    const read = stored();
    const wide = boxes.filter((box) => box.closest(".columns-4"));
    for (const box of boxes) {
      const done = read.has(nameOf(hrefOf(box)));
      box.classList.toggle("is-read", done);
      if (done) box.setAttribute("aria-label", `${box.querySelector("text").textContent}, read`);
      else box.removeAttribute("aria-label");
    }
    const count = wide.filter((box) => box.classList.contains("is-read")).length;
    told.textContent = count
      ? `✓ You have read ${count} of ${wide.length}. Only this browser knows.`
      : "What you read in the chapters gets a tick here. Only this browser will know.";
    forget.hidden = count === 0;
  }
  mark();
  addEventListener("pageshow", mark); // also when the reader comes back
});
