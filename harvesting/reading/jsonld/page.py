"""Events of schema.org in JSON-LD, of a page or of a file.

Never read: organisers, performers, who comes, and any way to reach them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from harvesting.facts.dates import key_of
from harvesting.facts.event import Event, Refusal
from harvesting.facts.result import Kind, Read, Refused, too_many
from harvesting.reading import ids, texts
from harvesting.reading.jsonld import blocks, nodes, one_node
from harvesting.reading.jsonld.nodes import BELOW, Node
from harvesting.reading.telling import told


def read(
    text: str, source_url: str, zone: str, host: str, most: int, *, is_page
) -> Read:
    """The events of a page, or of a text that is JSON itself. `zone` is where times are
    that say none, `host` is of this site. Beyond `most` events are refused."""
    found = _Reader(source_url, ZoneInfo(zone), host)
    documents = found.documents(blocks.of_page(text) if is_page else [text])
    events = [*nodes.events_in(documents)]
    is_whole = not found.refused
    if len(events) > most:
        found.refused.append(too_many(len(events), most))
        events, is_whole = events[:most], False
    found.read(events)
    problem = found.problem(events)
    return Read(
        Kind.JSON_LD,
        tuple(found.with_own_numbers()),
        tuple(found.refused),
        tuple(found.opted_out),
        is_whole=is_whole and not problem,
        problem=problem,
    )


class _Reader:
    def __init__(self, source_url: str, zone: ZoneInfo, host: str):
        self.source_url = source_url
        self.zone = zone
        self.host = host
        self.events: list[Event] = []
        self.refused: list[Refused] = []
        self.opted_out: dict[tuple[str, str], None] = {}

    def documents(self, found: list[str]) -> list:
        """What can be read of the blocks; each for itself."""
        documents = []
        for number, text in enumerate(found, 1):
            where = _("block %(number)d") % {"number": number}
            with told(self.refused, partial(Refused, where=where)):
                documents.append(blocks.loaded(text))
        return documents

    def problem(self, events: list[Node]) -> str:
        if events or self.refused:
            return ""
        return _("There are no events (schema.org/Event) on this page.")

    def read(self, events: list[Node]) -> None:
        for number, node in enumerate(events, 1):
            if self._is_only_a_whole(node):
                continue
            title = texts.line_of(one_node.inherited(node, "name"))
            uid, has_own_uid = self._uid(node, title)
            if texts.opts_out(*_said(node)):
                self.opted_out[uid, ""] = None
                continue
            where = _("event %(number)d") % {"number": number}
            with told(
                self.refused, partial(Refused, where=where, title=title, uid=uid)
            ):
                if not title:
                    raise Refusal(_("It has no title."))
                for each in self._events(node, uid, title):
                    self.events.append(replace(each, has_own_uid=has_own_uid))

    @staticmethod
    def _is_only_a_whole(node: Node) -> bool:
        """A festival of which each part is there, or a series without dates."""
        parts = node.nodes(BELOW)
        if any(part.is_event and part.text("startDate") for part in parts):
            return True
        has_dates = node.text("startDate") or node.all("eventSchedule")
        return "EventSeries" in node.types and not has_dates

    def _uid(self, node: Node, title: str) -> tuple[str, bool]:
        """Its number, and whether it is one that the source gave."""
        url = self._whole(node.text("url"))
        page = self.source_url.partition("#")[0]
        for text in (node.text("@id"), self._identifier(node), url):
            text = ids.given(text)
            if text and text.partition("#")[0] == page and "#" not in text:
                continue  # the page itself, for all that stands on it
            if text:
                return text, True
        return ids.made(title, one_node.inherited(node, "startDate")), False

    @staticmethod
    def _identifier(node: Node) -> str:
        for each in node.nodes("identifier"):
            if text := each.text("value"):
                return text
        return node.text("identifier")

    def _events(self, node: Node, uid: str, title: str) -> Iterator[Event]:
        """One; of several schedules one each."""
        facts = {
            "title": title,
            "url": self._url(node),
            "is_ours": self._is_ours(node),
            **one_node.facts_of(node),
        }
        for number, when in enumerate(one_node.when(node, self.zone), 1):
            own = uid if number == 1 else f"{uid}#{number}"
            yield Event(uid=own, **{**facts, **when})

    def _url(self, node: Node) -> str:
        text = one_node.inherited(node, "url")
        return texts.url_of(self._whole(text)) if text else ""

    def _whole(self, url: str) -> str:
        """An address as the page means it."""
        try:
            return urljoin(self.source_url, url)
        except ValueError:
            return ""

    def _is_ours(self, node: Node) -> bool:
        """Taken from a page of this very site, or a copy that says so."""
        try:
            hosts = {
                urlsplit(each).hostname
                for each in (self.source_url, node.text("@id"), node.text("url"))
            }
        except ValueError:
            return False
        return self.host in hosts

    def with_own_numbers(self) -> Iterator[Event]:
        """The same number with other dates is one event for each date; with the same
        dates it is the same event, said twice."""
        found = {(each.uid, each.start): each for each in reversed(self.events)}
        found = dict(reversed(found.items()))
        many = Counter(uid for uid, _start in found)
        for (uid, start), event in found.items():
            if many[uid] > 1:
                uid = f"{uid}#{key_of(start)}"
            yield replace(event, uid=uid)


def _said(node: Node) -> Iterator[str]:
    for each in one_node.with_wholes(node):
        for name in ("name", "description", "keywords"):
            yield from (text for text in each.all(name) if isinstance(text, str))
