"""Looks at a page in its sizes and colours: axe with no rule switched off, a second and
a third opinion where npm is, and whether anything scrolls sideways on the narrowest
phone."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

NARROWEST = 320
LOOKS = [(NARROWEST, "light"), (360, "dark"), (1280, "light")]
MAPS_ARE_DRAWN = """() => [...document.querySelectorAll("[data-map]")].every((map) => {
  const is_hidden = map.offsetParent === null;
  const is_there = map.matches(".leaflet-container");
  return is_hidden || (is_there && (!map.dataset.tiles || map.nextSibling.textContent));
})"""


# There where npm is: HTML_CodeSniffer, the second opinion, and IBM's engine, the third.
NODE_MODULES = Path(__file__).parents[1] / "kit/js/node_modules"
SNIFFER = NODE_MODULES / "html_codesniffer/build/HTMLCS.js"
IBM = NODE_MODULES / "accessibility-checker-engine/ace.js"
SNIFFED = [(NARROWEST, "light"), (1280, "light")]
RUN_SNIFFER = """() => new Promise((resolve) => {
  HTMLCS.process("WCAG2AA", document, () => resolve(
    HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR).map(
      ({ code, msg, element }) => `${code}: ${msg} ${element.outerHTML?.slice(0, 120)}`
    )
  ), (error) => resolve([String(error)]));
})"""

LOOKED_AT_BY_IBM = (1280, "light")
# What it calls a violation for sure; what it asks a person to look at is none, nor is
# what nobody gets to see yet: all in a closed <details> but its summary.
RUN_IBM = """async () => {
  const CLOSED = "details:not([open])";
  const isFolded = (element) => {
    const heading = element.closest("summary")?.parentElement;
    let box = element.closest(CLOSED);
    while (box && box === heading) box = box.parentElement.closest(CLOSED);
    return Boolean(box);
  };
  const at = (path) => document.evaluate(path, document, null, 9).singleNodeValue;
  const { results } = await new ace.Checker().check(document, ["IBM_Accessibility"]);
  return results
    .filter(({ value }) => value.join() === "VIOLATION,FAIL")
    .filter(({ path }) => !isFolded(at(path.dom)))
    .map(({ ruleId, message, snippet }) => `${ruleId}: ${message} ${snippet}`);
}"""

# Style sheets are copied for a rule of axe that is an experiment, and off.
RUN_AXE = """async (runOnly) => {
  const preload = { assets: ["media"] };
  const asked = { resultTypes: ["violations"], preload, ...(runOnly && { runOnly }) };
  return (await axe.run(document, asked)).violations;
}"""
# What can differ in the dark from how the same page was in the light.
OF_COLOURS = ["color-contrast", "link-in-text-block"]


class Inspector:
    """Looks at a page in all its sizes and colours; remembers what is wrong."""

    def __init__(self):
        self.wrong = []
        self.axe = Axe()

    def look(self, page, name, looks=LOOKS):
        is_known = False  # with every rule, in the light
        for width, scheme in looks:
            rules = OF_COLOURS if scheme == "dark" and is_known else None
            is_known = is_known or scheme == "light"
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            if not page.evaluate(MAPS_ARE_DRAWN):  # to wait costs more than to ask
                page.wait_for_function(MAPS_ARE_DRAWN)
            where = f"{name} ({width} px, {scheme})"
            self.wrong += [f"{where}: {line}" for line in self._axe(page, rules)]
            if (width, scheme) in SNIFFED and SNIFFER.is_file():
                self.wrong += [f"{where}: {line}" for line in self._sniff(page)]
            if (width, scheme) == LOOKED_AT_BY_IBM and IBM.is_file():
                self.wrong += [f"{where}: {line}" for line in self._third(page)]
            if width == NARROWEST:
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > NARROWEST:
                    self.wrong.append(f"{where}: scrolls sideways, {wide} px wide")

    def _axe(self, page, rules):
        self._bring(page, "axe", self.axe.axe_script)
        page.guard.axe_is_at = page.url
        found = page.evaluate(RUN_AXE, rules)
        if found:  # on a busy machine the page may still be on its way
            page.wait_for_timeout(500)
            found = page.evaluate(RUN_AXE, rules)
        for rule in found:
            for node in rule["nodes"]:
                why = node["failureSummary"].splitlines()[1].strip()
                yield f"{rule['id']} ({rule['impact']}) {node['target']}: {why}"

    def _sniff(self, page):
        if "/beheer/" in page.url:
            return []  # Django's own markup there is not what it likes
        self._bring(page, "HTMLCS", SNIFFER.read_text())
        return page.evaluate(RUN_SNIFFER)

    def _third(self, page):
        if "/beheer/" in page.url:
            return []  # the same
        self._bring(page, "ace", IBM.read_text())
        return page.evaluate(RUN_IBM)

    def _bring(self, page, name, script):
        """To this page, and to all that it goes to: sent to the browser once."""
        if page.evaluate(f"typeof {name}") == "undefined":
            page.evaluate(script)
            page.context.add_init_script(script)

    def check(self):
        assert not self.wrong, f"{len(self.wrong)} wrong:\n" + "\n".join(self.wrong)


def visit_all(page, inspector, paths, looks=LOOKS):
    for path in paths:
        page.goto(path)
        inspector.look(page, path, looks)
