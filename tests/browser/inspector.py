"""Looks at a page in its sizes and colours: axe with no rule switched off, a second and
a third opinion where npm is, and whether anything scrolls sideways on the narrowest
phone.

Axe sees every page whole in the first of its looks. In its other looks it sees, as the
other two engines do, what it did not see in such a look before: an element with these
attributes, in one like that. Most of a page is what all pages have. Of colours it sees
in every look each text that is new there: in a place of this kind, in these colours and
this size, before these backgrounds.
"""

from collections import defaultdict
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
RUN_SNIFFER = """async () => {
  const sniff = (part) => new Promise((resolve) => {
    HTMLCS.process("WCAG2AA", part, () => resolve(
      HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR).map(
        ({ code, msg, element }) => `${code}: ${msg} ${element.outerHTML?.slice(0, 99)}`
      )
    ), (error) => resolve([String(error)]));
  });
  const found = [];
  for (const part of window.newParts) found.push(...(await sniff(part)));
  return found;
}"""

SEEN_BY_IBM = [(1280, "light")]
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
  const found = [];
  for (const part of window.newParts) {
    found.push(...(await new ace.Checker().check(part, ["IBM_Accessibility"])).results);
  }
  return found
    .filter(({ value }) => value.join() === "VIOLATION,FAIL")
    .filter(({ node }) => !isFolded(node.closest ? node : node.parentElement))
    .map(({ ruleId, message, snippet }) => `${ruleId}: ${message} ${snippet}`);
}"""

OTHERS = [("HTMLCS", SNIFFER, SNIFFED, RUN_SNIFFER), ("ace", IBM, SEEN_BY_IBM, RUN_IBM)]

# Style sheets are copied for a rule of axe that is an experiment, and off.
RUN_AXE = """async ([rules, isOfColours, isWhole]) => {
  const where = isWhole ? document : { include: window.newParts };
  const off = Object.fromEntries(rules.map((rule) => [rule, { enabled: false }]));
  const which = isOfColours ? { runOnly: rules } : { rules: off };
  const preload = { assets: ["media"] };
  const asked = { resultTypes: ["violations"], preload, ...which };
  return (await axe.run(where, asked)).violations;
}"""
# Two thirds of axe's time; and all that can differ in the dark from the light.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
# What was seen before is known by a number; what is not is kept in window.newParts.
FIND = """(elements, seen, describe) => {
  const add = (sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0;
  const before = new Set(seen);
  const found = new Set();
  window.newParts = [];
  for (const element of elements) {
    const number = [...describe(element).join(" ")].reduce(add, 7);
    if (before.has(number)) continue;
    found.add(number);
    if (!window.newParts.at(-1)?.contains(element)) window.newParts.push(element);
  }
  if (window.newParts[0] === document.documentElement) window.newParts = [document];
  return [...found];
}"""
# What a page is made of: elements by their tag, attributes and by what they stand in.
# Of most attributes it counts only whether they say anything.
FIND_PARTS = f"""(seen) => {{
  const find = {FIND};
  const OF_VALUE = /^(role|type|open|hidden|disabled|aria-(?!label|desc|contr))/;
  const said = ({{ name, value }}) => OF_VALUE.test(name) ? value : Boolean(value);
  return find(document.querySelectorAll("*"), seen, (element) => [
    element.parentElement?.tagName, element.tagName, element.classList[0],
    ...[...element.attributes].map((each) => `${{each.name}}=${{said(each)}}`).sort(),
    element.textContent.trim() === "",
  ]);
}}"""
# Texts that can be seen, by what they stand in, their colours and all behind them.
FIND_TEXTS = f"""(seen) => {{
  const find = {FIND};
  const known = new Map();
  const behind = (element) => {{
    if (!element) return "";
    if (!known.has(element)) {{
      const style = getComputedStyle(element);
      const {{ backgroundColor, backgroundImage, opacity, position }} = style;
      const isBare = /(, 0|transparent)\\)?$/.test(backgroundColor);
      const own = isBare && backgroundImage === "none" && opacity === "1"
        && position === "static"
        ? "" : [backgroundColor, backgroundImage, opacity, position].join();
      known.set(element, `${{own}} ${{behind(element.parentElement)}}`);
    }}
    return known.get(element);
  }};
  const CONTROLS = "input, select, textarea, button";
  const isText = (element) => element.checkVisibility() && (element.matches(CONTROLS)
    || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const texts = [...document.body.querySelectorAll("*")].filter(isText);
  return find(texts, seen, (element) => {{
    const {{ color, fontSize, fontWeight, textDecoration }} = getComputedStyle(element);
    const parent = element.parentElement;
    return [
      parent.tagName, parent.className, getComputedStyle(parent).color,
      element.tagName, element.className, element.disabled,
      color, fontSize, fontWeight, textDecoration, behind(element),
    ];
  }});
}}"""
_seen = defaultdict(set)  # by this process, of each engine and look


class Inspector:
    """Looks at a page in all its sizes and colours; remembers what is wrong."""

    def __init__(self):
        self.wrong = []
        self.axe = Axe()

    def look(self, page, name, looks=LOOKS):
        page.wait_for_load_state()  # a click waits until the answer begins, no longer
        for number, (width, scheme) in enumerate(looks):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            if not page.evaluate(MAPS_ARE_DRAWN):  # to wait costs more than to ask
                page.wait_for_function(MAPS_ARE_DRAWN)
            where, look = f"{name} ({width} px, {scheme})", (width, scheme)
            is_whole = number == 0
            if is_whole or (scheme == "light" and self._finds_new(page, look)):
                self._add(where, self._axe(page, is_whole=is_whole))
            if self._finds_new(page, look, "colours", FIND_TEXTS):
                self._add(where, self._axe(page, is_of_colours=True))
            if "/beheer/" not in page.url:  # Django's own markup they like little
                self._add(where, self._others(page, look))
            if width == NARROWEST:
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > NARROWEST:
                    self.wrong.append(f"{where}: scrolls sideways, {wide} px wide")

    def _add(self, where, lines):
        self.wrong += [f"{where}: {line}" for line in lines]

    @staticmethod
    def _finds_new(page, look, engine="axe", find=FIND_PARTS) -> bool:
        """Whether there is anything at which this engine never looked so."""
        before = _seen[engine, look]
        new = page.evaluate(find, [*before])
        before.update(new)
        return bool(new)

    def _axe(self, page, is_whole=False, is_of_colours=False):
        self._bring(page, "axe", self.axe.axe_script, is_for_all=True)
        page.guard.axe_is_at = page.url
        asked = [OF_COLOURS, is_of_colours, is_whole]
        found = page.evaluate(RUN_AXE, asked)
        if found:  # on a busy machine the page may still be on its way
            page.wait_for_timeout(500)
            found = page.evaluate(RUN_AXE, asked)
        for rule in found:
            for node in rule["nodes"]:
                why = node["failureSummary"].splitlines()[1].strip()
                yield f"{rule['id']} ({rule['impact']}) {node['target']}: {why}"

    def _others(self, page, look):
        for name, script, looks, run in OTHERS:
            is_asked = look in looks and script.is_file()
            if is_asked and self._finds_new(page, look, name):
                self._bring(page, name, script.read_text())
                yield from page.evaluate(run)

    @staticmethod
    def _bring(page, name, script, is_for_all=False):
        """To this page, or once to all that it goes to."""
        if page.evaluate(f"typeof {name}") == "undefined":
            page.evaluate(script)
            if is_for_all:
                page.context.add_init_script(script)

    def check(self):
        assert not self.wrong, f"{len(self.wrong)} wrong:\n" + "\n".join(self.wrong)


def visit_all(page, inspector, paths, looks=LOOKS):
    for path in paths:
        page.goto(path)
        inspector.look(page, path, looks)
