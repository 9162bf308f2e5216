// Puts terms of the glossary, and sections whose formulas have a symbol, before what Sphinx
// finds. The page of the search holds them (book/extensions/reader/search.py). Works from file:// too.
const places = JSON.parse(document.getElementById("search-places").textContent);
const MOST_TERMS = 3;
const MOST_SECTIONS = 5;

/** The words of a query: in lower case, without stop words or plurals. */
function wordsOf(query) {
  const words = splitQuery(query.toLowerCase()).filter((word) => !stopwords.includes(word));
  return words.map((word) => word.replace(/(?<=[a-z]{3})s$/, ""));
}

const asText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Terms that have all words, at least one of them in their name or symbols; nearest first. */
function findTerms(words) {
  const found = [];
  for (const [terms, id, text, symbols] of places.terms) {
    const head = [...terms, ...symbols].join(" ").toLowerCase();
    const whole = ` ${head} ${text.toLowerCase()}`;
    const starts = words.map((word) => whole.search(new RegExp(`(?<![\\p{L}\\p{N}_])${word}`, "u")));
    if (starts.includes(-1) || Math.min(...starts) > head.length) continue;
    const isExact = terms.some((term) => wordsOf(term).join(" ") === words.join(" "));
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

const sphinxSearch = Search._performSearch;
let running = []; // the results that Sphinx is still writing, one after the other
// Sphinx's results have six parts, and are sorted with the best one last.
Search._performSearch = (query, ...rest) => {
  const words = wordsOf(query);
  const ours = words.length ? [...findTerms(words), ...findSections(words, query)] : [];
  const taken = new Set(ours.map(([page, , anchor]) => page + anchor));
  const theirs = sphinxSearch(query, ...rest).filter(
    ([page, , anchor]) => !taken.has(page + anchor),
  );
  // A section whose title has the words says more than a page that has them somewhere.
  theirs.sort((a, b) => Boolean(a[2]) - Boolean(b[2]));
  const all = [...theirs, ...ours.reverse().map((result) => [...result, 100, result[0]])];
  document.getElementById("search-help").hidden = all.length > 0;
  running.length = 0; // of what was typed before
  running = all;
  return all;
};

// Results while one types. The address follows, so that one can come back to them.
const PAUSE = 200; // milliseconds without a key
const field = document.querySelector(".bd-search-container input[name=q]");
let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const query = field.value.trim();
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    const help = document.getElementById("search-help");
    help.hidden = true;
    document.getElementById("search-results").replaceChildren();
    running.length = 0;
    if (query) Search.performSearch(query);
  }, PAUSE);
});

/** The text of a page, or of a place on it, for an extract: without display formulas. */
Search.htmlToText = (html, anchor) => {
  const article = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  const place = (anchor && article.querySelector(anchor)) || article;
  const apart = ".headerlink, script, style, div.math, math[display=block], .term-card";
  for (const part of place.querySelectorAll(apart)) part.remove();
  // What stands below each other is no one word.
  for (const block of place.querySelectorAll("p, li, td, th, dt, dd, pre, h1, h2, h3, h4, summary")) {
    block.append(" ");
  }
  return place.textContent.replace(/\s+/g, " ");
};

Object.assign(Documentation.TRANSLATIONS, {
  "Search Results": "Results",
  "Search finished, found ${resultCount} page(s) matching the search query.": "Found in ${resultCount} places.",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "Nothing found.",
});

// A browser refuses to read other pages from a disk, so there are no extracts then.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// Beside the results, also where the theme's page keeps them.
document.getElementById("search-results").after(document.getElementById("search-help"));
