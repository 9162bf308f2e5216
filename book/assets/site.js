// What is wider than the page scrolls by itself; so that the keyboard can scroll it too, it
// takes the focus, but only while it is too wide.
const wide = ".pst-scrollable-table-container, div.math, .cell_output, .cell_output .text_html, p:has(> img)";

function letScroll() {
  for (const box of document.querySelectorAll(wide)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

document.addEventListener("DOMContentLoaded", () => new ResizeObserver(letScroll).observe(document.body));
