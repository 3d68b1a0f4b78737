// The way back from a place or a date leads to the very list one came from: its filters,
// page and position. What a list was is kept in this tab only (sessionStorage), and only
// an address of that same list is ever taken; without it the link leads to the plain list.

const KEY = "ontmoeten-lijst";
const LONGEST = 2000; // signs of an address

function recall(path) {
  try {
    const { address, top } = JSON.parse(sessionStorage.getItem(`${KEY}${path}`));
    const url = new URL(address, location.origin);
    if (url.origin === location.origin && url.pathname === path && address.length < LONGEST) return { url, top };
  } catch {
    // nothing is kept, or not by us
  }
  return undefined;
}

function keep(path, facts) {
  try {
    sessionStorage.setItem(`${KEY}${path}`, JSON.stringify(facts));
  } catch {
    // a browser that keeps nothing
  }
}

/** On a list: keeps what it is when one leaves it, and goes to where one was. */
function keepList() {
  const path = location.pathname;
  const known = recall(path);
  if (known?.top?.isAsked && known.url.search === location.search) {
    document.querySelector("[data-list]").classList.add("is-whole"); // each as high as it is
    const goThere = () => scrollTo(0, known.top.y);
    goThere();
    document.fonts.ready.then(goThere); // lines break elsewhere in another typeface
  }
  addEventListener("pagehide", () => {
    const { pathname, search, hash } = location;
    keep(path, { address: pathname + search + hash, top: { y: Math.round(scrollY) } });
  });
}

/** On a page of one thing: the link to its list leads to that list as it was left. */
function leadBack(link) {
  const known = recall(link.pathname);
  if (!known) return;
  link.href = known.url.href;
  link.addEventListener("click", () => {
    const { pathname, search, hash } = known.url;
    keep(pathname, { address: pathname + search + hash, top: { y: known.top?.y ?? 0, isAsked: true } });
  });
}

if (document.querySelector("[data-list]")) keepList();
for (const link of document.querySelectorAll("a[data-back]")) leadBack(link);
