"""A few thousand records at a time: check, compare with what we have, write."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from places.deciding import answers
from places.deciding.slugs import SlugMaker
from places.facts.areas import AreaIndex
from places.importing.fields import against
from places.importing.fields.kinds import KindFinder
from places.importing.fields.names import looks_made, made_id, name_for
from places.importing.fields.parsing import Parsed, Parser
from places.importing.fields.points import locate, refuse_outside
from places.importing.fields.record import Record
from places.importing.fields.values import BLANK, FIELDS, label
from places.importing.run import second, writing
from places.importing.run.comparing import apply, current
from places.importing.run.report import Report
from places.importing.run.seen import SeenIds
from places.models import Dataset, Place

LONGEST_ID = Place._meta.get_field("source_id").max_length
# All that an import may change, cheap to compare: what stays is the same object.
WATCHED = ("name", "kind", "point", *(each for each in FIELDS if each != "name"))
state_of = attrgetter(
    *("point", "kind_id", *FIELDS, "neighbourhood_id", "neighbourhood_from"),
    *("source_fields", "source_raw"),
)


def values_of(place) -> dict:
    """What an import may change, as plain JSON."""
    return {field: current(place, field) for field in WATCHED}


class Watcher(Protocol):
    """Hears what becomes of each record, for who wants to show it."""

    def wrong(self, record: Record) -> None: ...

    def fits(self, record: Record, place: Place, before: dict | None) -> None:
        """The place as it is saved, or would be; `before` are its values as they were,
        None for a new one."""


class ChunkImporter:
    """Takes records and writes places, while there is no problem (or bad records may
    be skipped); after a problem it only checks."""

    def __init__(
        self,
        dataset: Dataset,
        kinds: KindFinder,
        areas: AreaIndex,
        seen: SeenIds,
        report: Report,
        wish,
        fields: set[str] | None,
        *,
        has_ids: bool = True,
    ):
        self.has_ids = has_ids
        self.dataset, self.kinds, self.areas = dataset, kinds, areas
        self.seen, self.report, self.wish = seen, report, wish
        # The fields about which the file speaks; when it says nothing they are blank.
        self.fields = FIELDS if fields is None else [f for f in FIELDS if f in fields]
        self.parser = Parser(report)
        self.slugs = SlugMaker()
        self.neighbourhoods = {each.pk: each for each in areas.neighbourhoods}
        self.reason = wish.reason or f"import {dataset.slug}"

    def take(self, records: Sequence[Record]) -> None:
        records = self._those_for_all(records)
        spots = locate(records)
        self._check_ids(records, spots)
        only = self.wish.only
        if only is not None:
            chosen = [
                (record, spot)
                for record, spot in zip(records, spots, strict=True)
                if record.source_id in only
            ]
            records = [record for record, _spot in chosen]
            spots = [spot for _record, spot in chosen]
        kinds = self._check_kinds(records)
        if not self.wish.anywhere:
            refuse_outside(records, spots, self.areas)
        good = []
        for record, kind, spot in zip(records, kinds, spots, strict=True):
            parsed = self.parser.parse(record)
            against.apply(record.tags, kind, parsed.values, parsed.raw)
            if record.problems:
                self._refuse(record)
            else:
                good.append((record, kind, spot, parsed))
        if self.wish.skip_bad or not self.report.problems:
            self._save(good)

    def _those_for_all(self, records) -> list[Record]:
        """Without those of which the source says that they are gone, or closed to most:
        as if they did not stand in it."""
        left = [
            record
            for record in records
            if not against.is_not_read(record.tags, self._kind_of(record))
        ]
        self.report.ignored += len(records) - len(left)
        return left

    def _kind_of(self, record):
        kind = self.kinds.by_word(record.kind)
        if kind is None and not record.kind:
            kind = self.kinds.by_tags(record.tags.items())
        return kind

    def _check_ids(self, records, spots):
        """Of a file without ids each has one of its name and point: `made_id`."""
        known = []
        for record, spot in zip(records, spots, strict=True):
            record.source_id = record.source_id.replace("\0", "")
            if not record.source_id and not self.has_ids:
                record.source_id = made_id(record, spot)
            if not record.source_id and not self.has_ids:
                continue  # without a point: that is told
            if not record.source_id:
                record.problem("id", _("it has no id"))
            elif len(record.source_id) > LONGEST_ID:
                record.problem("id", _("its id is too long"))
            else:
                known.append(record)
        before = self.seen.add([(each.source_id, each.where) for each in known])
        for record, where in zip(known, before, strict=True):
            if where is not None:
                facts = {"id": record.source_id, "where": where}
                record.problem("id", _("%(id)s is also the id of %(where)s") % facts)

    def _check_kinds(self, records):
        kinds = []
        for record in records:
            kind = self._kind_of(record)
            if kind is None and record.kind:
                message = _("“%(word)s” is no known type of place")
                record.problem("kind", message % {"word": record.kind})
            elif kind is None:
                record.problem("kind", _("its type of place is not given"))
            kinds.append(kind)
        return kinds

    def _refuse(self, record):
        self.report.skipped += 1
        if self.wish.watch:
            self.wish.watch.wrong(record)
        for field, text in record.problems:
            self.report.problem(record.where, field and label(field), text)

    def _save(self, good):
        known = self._known([record.source_id for record, *_rest in good])
        places, before, values = [], [], []
        for record, kind, spot, parsed in good:
            place = known.get(record.source_id) or self._new(record)
            before.append(place.pk and state_of(place))
            values.append(self.wish.watch and place.pk and values_of(place))
            with self._as_said(place):
                self._fill(place, record, kind, spot, parsed)
            places.append(place)
        self.areas.assign_neighbourhoods(places)
        for place, (record, _kind, _spot, parsed) in zip(places, good, strict=True):
            if place.neighbourhood_id:
                place.neighbourhood = self.neighbourhoods[place.neighbourhood_id]
            with self._as_said(place):
                self._name(place, record, parsed)
        new = [place for place, state in zip(places, before, strict=True) if not state]
        changed = [
            place
            for place, state in zip(places, before, strict=True)
            if state and state != state_of(place)
        ]
        self.report.created += len(new)
        self.report.updated += len(changed)
        self.report.unchanged += len(places) - len(new) - len(changed)
        watch = self.wish.watch
        if not (watch and self.wish.dry_run):
            self._write(new, changed)
        if watch:
            for (record, *_rest), place, was in zip(good, places, values, strict=True):
                watch.fits(record, place, was)

    def _known(self, ids) -> dict[str, Place]:
        """Those of these that we have, held until we are done with them."""
        found = Place.objects.filter(dataset=self.dataset, source_id__in=ids)
        known = {place.source_id: place for place in found.select_for_update()}
        self.second = second.ties_of(self.dataset, ids)
        known |= {each.source_id: each.place for each in self.second.values()}
        for place in known.values():
            place.kind = self.kinds.by_pk[place.kind_id]
        self.told = answers.fields_told(known.values())
        return known

    def _new(self, record) -> Place:
        state = Place.State.PUBLISHED if self.wish.publish else Place.State.SUGGESTED
        return Place(dataset=self.dataset, source_id=record.source_id, state=state)

    def _fill(self, place, record, kind, spot, parsed: Parsed):
        """All but the name, which may depend on where the place turns out to lie."""
        given = {
            field: parsed.values.get(field, BLANK[field])
            for field in self.fields
            if field != "name"
        }
        self._apply(place, record, given | {"kind": kind.slug, "point": list(spot)})
        unsaid = {
            field: text
            for field, text in place.source_raw.items()
            if field not in self.fields
        }
        place.source_raw = unsaid | parsed.raw

    def _name(self, place, record, parsed: Parsed):
        """What the source calls it; a made-up name where it says nothing."""
        if place.pk and "name" not in self.fields and not looks_made(place):
            return
        name = parsed.values.get("name") or name_for(place)
        self._apply(place, record, {"name": name})

    def _as_said(self, place):
        """What this source said of a place last stands on it, while it is filled."""
        return second.saying(self.second.get(place.pk), place)

    def _apply(self, place, record, given):
        said = dict(place.source_fields)
        for field, value in apply(
            place, given, self.kinds.by_slug, self.told.get(place.pk, ())
        ):
            if place.pk in self.second and said.get(field, value) == value:
                continue  # it is known by another source: only what is new is told
            facts = {"ours": current(place, field), "theirs": value}
            message = _("kept “%(ours)s”; the source says “%(theirs)s”")
            where = f"{record.where}, {place.name}"
            self.report.keep(where, label(field), message % facts)

    def _write(self, new, changed):
        self.slugs.look_up(place.name for place in new)
        for place in new:
            place.slug = self.slugs.make(place.name)
        writing.create(new, self.reason, self.wish.by)
        self.slugs.forget()
        prefetch_related_objects(changed, "themes")
        writing.update(changed, self.reason, self.wish.by)
        second.remember(self.second.values())
