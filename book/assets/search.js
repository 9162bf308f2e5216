// What a search finds: on its page, and in the dialog that every page has (search-dialog.js).
// Terms of the glossary, and sections whose formulas have a symbol, come before what Sphinx finds;
// search-places.js holds them (book/extensions/reader/search.py). Works from file:// too.
const places = SEARCH_PLACES;
const MOST_TERMS = 3;
const MOST_SECTIONS = 5;

/** The words of a query: in lower case, without stop words or plurals. */
function wordsOf(query) {
  const words = splitQuery(query.toLowerCase()).filter((word) => !stopwords.includes(word));
  return words.map((word) => word.replace(/(?<=[a-z]{3})s$/, ""));
}

// A word begins where no letter of its kind stands before it: Chinese has no gaps.
const LETTERS = "\\p{Script=Latin}\\p{Script=Greek}\\p{N}_";
const START = `(?<![${LETTERS}](?=[${LETTERS}]))`;

const asText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Terms that have all words, at least one of them in their name or symbols; nearest first. */
function findTerms(words) {
  const found = [];
  for (const [terms, id, text, symbols] of places.terms) {
    const head = [...terms, ...symbols].join(" ").toLowerCase();
    const whole = ` ${head} ${text.toLowerCase()}`;
    const starts = words.map((word) => whole.search(new RegExp(START + word, "u")));
    if (starts.includes(-1) || Math.min(...starts) > head.length) continue;
    // A Chinese term has the English one in brackets.
    const names = terms.flatMap((term) => term.split(/[（）]/));
    const isExact = names.some((name) => wordsOf(name).join(" ") === words.join(" "));
    const rank = isExact ? -1 : starts.reduce((sum, start) => sum + start);
    const description = `glossary: ${asText(text)}`;
    found.push([rank, [places.glossary, asText(terms.join(", ")), `#${id}`, description]]);
  }
  found.sort((a, b) => a[0] - b[0]);
  return found.slice(0, MOST_TERMS).map(([, result]) => result);
}

/** Sections whose formulas have all these symbols, in the order of the book. */
function findSections(words, query) {
  const { docnames, titles } = Search._index;
  const lists = words.map((word) => places.symbols[word] ?? []);
  const numbers = lists[0].filter((number) => lists.every((list) => list.includes(number)));
  return numbers.slice(0, MOST_SECTIONS).map((number) => {
    const [page, id, title] = places.sections[number];
    const where = `${titles[docnames.indexOf(page)]} &gt; ${asText(title)}`;
    return [page, where, `#${id}`, `formulas with ${asText(query.trim())}`];
  });
}

/** All that is found, the best first: as [page, title, anchor, description]. */
function find(query, parsed) {
  const words = wordsOf(query);
  const ours = words.length ? [...findTerms(words), ...findSections(words, query)] : [];
  const taken = new Set(ours.map(([page, , anchor]) => page + anchor));
  const theirs = Search._performSearch(...parsed).reverse()
    .filter(([page, , anchor]) => !taken.has(page + anchor));
  // A section whose title has the words says more than a page that has them somewhere.
  theirs.sort((a, b) => Boolean(b[2]) - Boolean(a[2]));
  return [...ours, ...theirs];
}

// ---- What is shown ----

const list = document.getElementById("search-results");
const around = list.closest(".search-button__wrapper, .bd-search-container");
const field = around.querySelector("input[name=q]");
const help = document.getElementById("search-help"); // on the page only
const root = document.documentElement.dataset.content_root;
// The dialog is for finding a place at once. A browser refuses to read other pages from a disk.
const hasExtracts = help && location.protocol !== "file:";
const MARKED = "sphinx_highlight_terms"; // what the next page marks
const texts = new Map();

/** The HTML of a page, asked for once. */
function textOf(address) {
  if (!texts.has(address)) texts.set(address, fetch(address).then((answer) => answer.text()));
  return texts.get(address);
}

/** The text of a page, or of a place on it, for an extract: without display formulas. */
Search.htmlToText = (html, anchor) => {
  const article = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  const place = (anchor && article.querySelector(anchor)) || article;
  const apart = ".headerlink, script, style, div.math, math[display=block], .term-card";
  for (const part of place.querySelectorAll(apart)) part.remove();
  // Text in separate blocks is not one word.
  for (const block of place.querySelectorAll("p, li, td, th, dt, dd, pre, h1, h2, h3, h4, summary")) {
    block.append(" ");
  }
  return place.textContent.replace(/\s+/g, " ");
};

/** A result as a line of the list. */
function line([page, title, anchor, description], sought, marked) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  const address = root + page + DOCUMENTATION_OPTIONS.FILE_SUFFIX;
  link.href = address + anchor;
  link.innerHTML = title;
  const mark = () => marked.forEach((word) => _highlightText(item, word, "highlighted"));
  if (description) {
    item.appendChild(document.createElement("span")).innerHTML = description;
    mark();
  } else if (hasExtracts) {
    textOf(address).then((html) => {
      item.append(Search.makeSearchSummary(html, sought, anchor) ?? "");
      mark();
    }, () => {}); // without a network there is no extract
  }
  return item;
}

/** How many places were found, in words. */
function counted(count) {
  if (!count) return "Nothing found.";
  return count === 1 ? "Found in one place." : `Found in ${count} places.`;
}

/** The words to mark: of Chinese what was typed, not the pairs by which it is looked up. */
function wordsToMark(query, words) {
  if (!/\p{Script=Han}/u.test(query)) return words;
  return new Set(query.toLowerCase().match(/\p{Script=Han}+|[^\p{Script=Han}\s]+/gu));
}

let marked = new Set(); // the words of the search that is shown

/** Show what a search finds. */
function show(query) {
  const parsed = Search._parseQuery(query);
  localStorage.removeItem(MARKED); // until the reader goes to a result
  const found = query ? find(query, parsed) : [];
  marked = wordsToMark(query, parsed[3]);
  list.replaceChildren(...found.map((result) => line(result, parsed[1], marked)));
  around.querySelector(".search-summary").textContent = query && counted(found.length);
  if (help) help.hidden = !query || found.length > 0;
}

list.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const isElsewhere = link && link.pathname !== location.pathname;
  if (isElsewhere) localStorage.setItem(MARKED, [...marked].join(" "));
});

// Results while one types. The page's address follows, so that one can come back to them.
const PAUSE = 200; // milliseconds without a key
let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const query = field.value.trim();
    const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
    if (help) history.replaceState(null, "", address);
    show(query);
  }, PAUSE);
});

// The arrow keys go from the field into the results, and back.
around.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const places = [field, ...list.querySelectorAll("a")];
  const next = places[places.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// Sphinx calls it for the page's address, once all is loaded.
Search.performSearch = show;
if (!help) show(field.value.trim()); // what was typed into the dialog meanwhile
