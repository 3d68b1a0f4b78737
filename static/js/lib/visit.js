// Says that the page was opened, without a cookie: the page itself may come from a cache.
// Only how often is kept, by month (common/protect/visits.py).

const page = document.querySelector("[data-visit]");

if (page) {
  // A failure costs one count and nobody anything.
  fetch(page.dataset.visit, { method: "POST", credentials: "omit", keepalive: true }).catch(() => {});
}
