"""What a page costs in a real Chromium whose processor is four times as slow."""

import gzip
import shutil
import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

SLOWER = 4
WIDTH, HEIGHT = 1280, 900
QUIET = 1.0  # seconds without a new marker, after which the view is drawn
TEXT = ("text/", "application/json", "application/geo+json", "image/svg")
# Listens from the beginning: when pins were painted, when the markers of the map's own,
# which one can press and which may stand for the same, and which tasks were long.
LISTEN = """
(() => {
  const seen = (window.benchSeen = { begun: 0, drawn: 0, own: 0, tasks: [] });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      seen.tasks.push([task.startTime, task.duration]);
    }
  }).observe({ type: "longtask", buffered: true });
  const isPane = ({ target }) => target.classList?.contains("leaflet-marker-pane");
  new MutationObserver((records) => {
    seen.begun ||= document.querySelector(".leaflet-pane") ? performance.now() : 0;
    const note = (...names) => requestAnimationFrame(() => setTimeout(() => {
      for (const name of names) seen[name] = performance.now();
    }));
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    if (added.some((node) => node.classList?.contains("early"))) {
      seen.isEarly = true;
      note("drawn");
    }
    if (!records.some((record) => isPane(record) && record.addedNodes.length)) return;
    note("own", ...(seen.isEarly ? [] : ["drawn"]));
  }).observe(document, { childList: true, subtree: true });
})();
"""
LOOK = """() => {
  const pane = document.querySelector(".leaflet-marker-pane");
  const markers = pane?.childElementCount ?? 0;
  return { ...window.benchSeen, now: performance.now(), markers };
}"""
# A visitor who saves data: the map then asks nothing ahead, only what it shows.
SAVES_DATA = """Object.defineProperty(navigator, "connection", {
  value: { saveData: true },
})"""
BLOCKS = """() => [...document.querySelectorAll('script[type="application/json"]')]
  .map((block) => block.textContent)"""
MAP_SIZE = """() => {
  const element = document.querySelector(".leaflet-container");
  const { width, height } = element.getBoundingClientRect();
  return [Math.round(width), Math.round(height)];
}"""


@dataclass
class Views:
    """What was seen of one page, a number for each time it was opened."""

    drawn: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    by_map: list[float] = field(default_factory=list)
    longest: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)
    markers: int = 0

    def medians(self) -> dict:
        return {
            "drawn": statistics.median(self.drawn),
            "to press": statistics.median(self.own),
            "by the map": statistics.median(self.by_map),
            "longest task": max(self.longest),
            "heap": statistics.median(self.heap),
            "markers": self.markers,
            "opened": len(self.drawn),
        }


def path() -> str | None:
    """Without pages of its own where there is one: a whole browser reads those beside
    each window that it opens, on the same processors."""
    return shutil.which("chromium-headless-shell") or whole_path()


def whole_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser():
    from playwright.sync_api import sync_playwright

    from tests.browser.launch import FLAGS

    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=path(), args=FLAGS)
        try:
            yield one
        finally:
            one.close()


@contextmanager
def _page(browser):
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="nl-NL",
        reduced_motion="reduce", service_workers="block",
    )  # fmt: skip
    try:
        yield context.new_page()
    finally:
        context.close()


def look(browser, url: str, views: Views, patience: float = 300) -> None:
    """Open a page anew, with nothing kept, until its first view is drawn."""
    with _page(browser) as page:
        page.set_default_timeout(patience * 1000)
        page.add_init_script(LISTEN)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="commit")
        until = time.monotonic() + patience
        while True:
            time.sleep(0.2)
            seen = page.evaluate(LOOK)
            if seen["own"] and seen["now"] - seen["own"] > QUIET * 1000:
                break
            if time.monotonic() > until:
                raise RuntimeError(f"{url}: not drawn in {patience} s")
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"]
    views.drawn.append(seen["drawn"])
    views.own.append(seen["own"])
    views.by_map.append(seen["own"] - seen["begun"])
    views.longest.append(max([took for _at, took in seen["tasks"]], default=0))
    views.heap.append(heap / 1e6)
    views.markers = seen["markers"]


def weigh(browser, url: str) -> dict:
    """Bytes over the line, text compressed as a web server does: by what they are for.

    Without what the map asks ahead, when it is at rest, of the next zoom. `inline` is
    what the page itself holds as data for its scripts.
    """
    answers = []
    with _page(browser) as page:
        page.add_init_script(SAVES_DATA)
        page.on("response", lambda answer: answers.append(answer))
        page.goto(url)
        page.wait_for_load_state("networkidle")
        page.locator(".leaflet-marker-pane > *").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        sizes = {}
        for answer in answers:
            group = _group(answer.url.removeprefix(url.split("/", 3)[0]))
            sizes[group] = sizes.get(group, 0) + _size(answer)
        blocks = page.evaluate(BLOCKS)
        size = page.evaluate(MAP_SIZE)
    first = sizes.get("tiles", 0)
    inline = sum(len(gzip.compress(each.encode())) for each in blocks)
    whole = sum(each for name, each in sizes.items() if name != "background")
    return {
        "groups": sizes, "inline": inline, "tiles": first, "first view": first + inline,
        "is inline": bool(blocks) and not first, "whole page": whole, "map": size,
    }  # fmt: skip


def _group(url: str) -> str:
    for part, name in {
        "/plekken/kaart/": "tiles",
        "/kaartbeeld/": "background",
        "/buurten/kaart": "background",
        "/static/": "static",
    }.items():
        if part in url:
            return name
    return "page"


def _size(answer) -> int:
    """Of a body as sent; of a text that was sent as it is, as gzip makes it."""
    body = answer.body()
    if answer.headers.get("content-encoding"):
        return answer.request.sizes()["responseBodySize"]
    is_text = answer.headers.get("content-type", "").startswith(TEXT)
    return len(gzip.compress(body, 6)) if is_text else len(body)
