// The field in which one searches for what a thing belongs to has no name of its own where
// several may be chosen, or where nothing is yet: it gets that of the label above it,
// however late it appears.

const PARTS = [".select2-search__field", ".select2-selection--single", ".select2-selection__rendered[role=textbox]"];
const FIELDS = PARTS.map((part) => `${part}:not([aria-label])`).join();

/** The <select> that a search field is of: before it, or named by the list it opens. */
function selectOf(field) {
  const before = field.closest(".select2-container")?.previousElementSibling;
  if (before?.matches("select")) return before;
  const list = field.getAttribute("aria-controls") ?? "";
  return document.getElementById(list.replace(/^select2-|-results$/g, ""));
}

function nameAll() {
  for (const field of document.querySelectorAll(FIELDS)) {
    const words = selectOf(field)?.labels?.[0]?.textContent.trim().replace(/:$/, "");
    if (words) field.setAttribute("aria-label", words);
  }
}

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
