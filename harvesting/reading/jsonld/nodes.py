"""JSON-LD of schema.org as nodes: names without their prefix, one value or many, in
Dutch where there are several languages, and what is only referred to by its `@id`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

PREFIXES = ("schema:", "http://schema.org/", "https://schema.org/")
# Event and what is one (schema.org/Event, 29.0).
EVENTS = {
    "Event", "BusinessEvent", "ChildrensEvent", "ComedyEvent", "ConferenceEvent",
    "CourseInstance", "DanceEvent", "EducationEvent", "EventSeries", "ExhibitionEvent",
    "Festival", "FoodEvent", "Hackathon", "LiteraryEvent", "MusicEvent",
    "PerformingArtsEvent", "PublicationEvent", "SaleEvent", "ScreeningEvent",
    "SocialEvent", "SportsEvent", "TheaterEvent", "VisualArtsEvent",
}  # fmt: skip
ABOVE, BELOW = "superEvent", "subEvent"
# Where events stand that belong to what holds them; what else an event names (its
# organiser, its performers) is not looked through.
HOLDERS = {
    "@graph", "event", "events", "itemListElement", "item", "mainEntity", "about",
    "hasPart", "mainEntityOfPage", "@reverse", "workPerformed",
}  # fmt: skip


def bare(text: str) -> str:
    for prefix in PREFIXES:
        if text.startswith(prefix):
            return text[len(prefix) :].strip("/")
    return text


@dataclass(eq=False)
class Node:
    """One object. `above` is the event of which it is a part."""

    facts: dict
    known: dict[str, dict] = field(repr=False)
    above: "Node | None" = None

    def all(self, name: str) -> list:
        """Every value of a property."""
        found = self.facts.get(name)
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def nodes(self, name: str) -> list["Node"]:
        """Those values that are objects, also where they are only named."""
        found = (self._whole(each) for each in self.all(name))
        return [Node(each, self.known) for each in found if each is not None]

    def _whole(self, value) -> dict | None:
        if not isinstance(value, dict):
            return None
        if set(value) == {"@id"} and isinstance(value["@id"], str):
            if value["@id"] == self.facts.get("@id"):
                return None
            return self.known.get(value["@id"])
        return _plain(value)

    def text(self, name: str) -> str:
        """The first text; of several languages the Dutch one."""
        found = [*map(_text, self.all(name))]
        found = [(text, language) for text, language in found if text]
        dutch = [text for text, language in found if language.startswith("nl")]
        return next(iter([*dutch, *(text for text, _language in found)]), "")

    @property
    def types(self) -> set[str]:
        return {bare(each) for each in self.all("@type") if isinstance(each, str)}

    @property
    def is_event(self) -> bool:
        return not EVENTS.isdisjoint(self.types)


def _text(value) -> tuple[str, str]:
    language = ""
    if isinstance(value, dict):
        language = value.get("@language", "")
        value = value.get("@value", value.get("name", value.get("url", "")))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return "", ""
    return str(value), language if isinstance(language, str) else ""


def _plain(value: dict) -> dict:
    return {bare(name): each for name, each in value.items()}


def events_in(documents: list) -> Iterator[Node]:
    """The events of all blocks of a page, in their order; parts after their whole."""
    known: dict[str, dict] = {}
    for document in documents:
        _learn(document, known)
    parts = {
        each["@id"]
        for facts in known.values()
        for each in Node(facts, known).all(BELOW)
        if isinstance(each, dict)
        and each.get("@id") != facts["@id"]
        and isinstance(each.get("@id"), str)
    }
    todo = [(document, None) for document in reversed(documents)]
    seen: dict[int, dict] = {}
    while todo:
        value, above = todo.pop()
        if isinstance(value, list):
            todo += [(each, above) for each in reversed(value)]
        elif isinstance(value, dict) and id(value) not in seen:
            seen[id(value)] = value
            node = Node(_plain(value), known, above)
            if node.is_event:
                if above is None and value.get("@id") in parts:
                    continue  # comes with its whole
                yield node
                below = [(each.facts, node) for each in node.nodes(BELOW)]
            else:
                below = [(each, above) for name, each in node.facts.items()
                         if name in HOLDERS]  # fmt: skip
            todo += reversed(below)


def _learn(document, known: dict[str, dict]) -> None:
    """What has more to it than its name, by that name."""
    todo = [document]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            if isinstance(value.get("@id"), str) and len(value) > 1:
                known.setdefault(value["@id"], _plain(value))
            todo += value.values()
        elif isinstance(value, list):
            todo += value
