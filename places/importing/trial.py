"""An import in three steps: look at what would happen, do it, undo it."""

from collections import Counter

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from common.duplicates.models import LikelyPair
from common.kit import wording
from common.kit.geo import mercator
from common.kit.storing import store
from common.moderation.deciding import LONGEST_WHY
from common.moderation.states import NotAllowed
from common.protect.turns import READING, Busy
from places.deciding.duplicates import GONE, Spot, pairs_of
from places.facts.locations import plain
from places.importing.fields.values import label
from places.importing.run import writing
from places.importing.run.chunks import values_of
from places.importing.run.comparing import write
from places.importing.run.places import Wishes, dataset_of, import_places
from places.importing.run.report import Level, Message, Unreadable
from places.importing.uploading import MOST_ROWS, here, how, too_many
from places.models import AlsoKnownAs, ImportRow, ImportRun, Place, PlaceKind

Sort, Choice, State = ImportRow.Sort, ImportRow.Choice, ImportRun.State
Case = ImportRow.Case
EMPTY = (None, "", "unknown")
MOST_NOTES = 500
BUILDS_NOTHING = {"visits"}
BATCH = 500


class TooMany(Exception):
    """More rows than may be looked at here; it ends the reading."""


class DryRunRecorder:
    """Hears what would become of each record, and remembers it as rows."""

    def __init__(self, run: ImportRun):
        self.run, self.counts = run, Counter()
        self.rows: list[ImportRow] = []
        self.new: list[tuple[ImportRow, Place]] = []
        self.notes: list[ImportRow] = []
        self.names = wording.Names()

    def _row(self, sort, record, name, **facts) -> ImportRow:
        self.counts[sort] += 1
        if self.counts.total() > MOST_ROWS:
            raise TooMany
        row = ImportRow(
            run=self.run, sort=sort, where=record.where[:200], name=name[:200],
            source_id=record.source_id[:200], **facts,
        )  # fmt: skip
        self.rows.append(row)
        return row

    def wrong(self, record):
        texts = [
            f"{label(field)}: {text}" if field else text
            for field, text in record.problems
        ]
        name = record.raw.get("name", "")
        raw = {"kind": record.kind, **record.raw}
        self._row(Sort.WRONG, record, name, texts=texts, raw=raw, choice=Choice.LEAVE)

    def fits(self, record, place, before):
        now = values_of(place)
        if before is None:
            row = self._row(Sort.NEW, record, place.name, texts=self._told({}, now))
            self.new.append((row, place))
        elif before != now:
            self._row(Sort.CHANGED, record, place.name, texts=self._told(before, now))
        else:
            self.counts["unchanged"] += 1

    def _told(self, before, now) -> list[list[str]]:
        """What of a new one says something; what of a known one differs."""
        is_new = not before
        return [
            [label(name), _in_words(name, before.get(name)), _in_words(name, value)]
            for name, value in now.items()
            if value != before.get(name) and not (is_new and value in EMPTY)
        ]

    def hear(self, message: Message) -> None:
        if message.level == Level.VANISHED:
            self.counts[Sort.GONE] += 1
            sort = Sort.GONE
        elif message.level in (Level.WARNING, Level.KEPT):
            self.counts[Sort.NOTE] += 1
            sort = Sort.NOTE
        else:
            return
        if len(self.notes) < MOST_NOTES:
            text = f"{message.field}: {message.text}" if message.field else message.text
            row = ImportRow(
                run=self.run, sort=sort, where=message.where[:200], texts=[text],
                choice=Choice.LEAVE,
            )  # fmt: skip
            self.notes.append(row)

    def look_for_doubles(self) -> None:
        """New ones that lie near by and are like a place we have: two queries."""
        if not self.new:
            return
        kinds = {kind.pk: plain(kind.name) for kind in PlaceKind.objects.all()}
        dataset = self.run.dataset
        ours = Place.objects.exclude(state__in=GONE).order_by("pk").values_list(
            "pk", "mercator_x", "mercator_y", "kind", "name", "dataset"
        )  # fmt: skip
        spots = [
            Spot(pk, x, y, kind, _bare(name, kinds[kind]), source)
            for pk, x, y, kind, name, source in ours.iterator(chunk_size=2_000)
        ]
        source = dataset.pk if dataset else -1
        for number, (_row, place) in enumerate(self.new, start=1):
            x, y = mercator(*place.point.coords)
            name = _bare(place.name, kinds[place.kind_id])
            spots.append(Spot(-number, x, y, place.kind_id, name, source))
        for pair in pairs_of(spots):
            new, known = sorted((pair.one, pair.other))
            if new < 0 < known:
                row = self.new[-new - 1][0]
                if row.double_of_id is None or pair.metres < row.metres:
                    row.double_of_id, row.metres = known, pair.metres
        for row, _place in self.new:
            if row.double_of_id:
                row.sort, row.choice = Sort.DOUBLE, Choice.LEAVE
                self.counts[Sort.NEW] -= 1
                self.counts[Sort.DOUBLE] += 1


def _bare(name, kind) -> str:
    return "" if plain(name) == kind else plain(name)


def _in_words(name, value) -> str:
    if name == "point":
        return ", ".join(str(each) for each in reversed(value)) if value else "–"
    if name == "kind":
        return str(value or "–")
    return wording.in_words(Place, name, value)


def wishes_of(run: ImportRun) -> dict:
    """How its file is to be taken, for `Wishes`."""
    return {
        "source": run.source,
        "kind": run.kind.slug if run.kind else None,
        "columns": run.columns or None,
        "exactly": bool(run.columns),
        "kind_words": run.kind_words,
        "publish": run.publish,
        "attribution": run.attribution,
        "licence": run.licence,
        "skip_bad": True,
        **how(run),
    }


def look(run: ImportRun) -> None:
    """What would happen, as rows; nothing is written. Unreadable in words."""
    looker = DryRunRecorder(run)
    try:
        with READING.one():
            report = import_places(
                here(run.path),
                on_message=looker.hear,
                dry_run=True,
                watch=looker,
                **wishes_of(run),
            )
    except Busy:
        raise Unreadable(
            _("Another file is being read. Try again in a minute.")
        ) from None
    except TooMany:
        raise Unreadable(too_many()) from None
    if report.problems and not looker.counts:
        raise Unreadable(_first_problem(run))
    looker.look_for_doubles()
    with transaction.atomic():
        run.rows.all().delete()
        ImportRow.objects.bulk_create([*looker.rows, *looker.notes], batch_size=500)
        run.counts = {str(sort): count for sort, count in looker.counts.items()}
        if report.ignored:
            run.counts["ignored"] = report.ignored
        run.state = State.CHECKED
        run.save()


def _first_problem(run) -> str:
    """Why the file as a whole can not be read."""
    found: list[str] = []
    import_places(
        run.path,
        on_message=lambda each: found.append(each.text),
        dry_run=True,
        **wishes_of(run),
    )
    return found[0] if found else _("There are no places in this file.")


class ImportRecorder:
    """Remembers of each record that is taken over which place it became."""

    def __init__(self, rows: dict[str, ImportRow]):
        self.rows = rows

    def wrong(self, record):
        pass

    def fits(self, record, place, before):
        if row := self.rows.get(record.source_id):
            row.place, row.was, row.became = place, before, values_of(place)
            if before is None and place.state == place.State.SUGGESTED:
                row.case = Case.WAITS


@transaction.atomic
def do(run: ImportRun, by) -> tuple[int, int]:
    """Take over what was chosen, all of it or nothing; gives how many are new and how
    many changed. NotAllowed when somebody was
    first, Unreadable when the file is not what it was."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.CHECKED:
        raise NotAllowed("not to be confirmed")
    here(run.path)
    rows = run.rows.filter(sort__in=[Sort.NEW, Sort.CHANGED, Sort.DOUBLE])
    chosen = {row.source_id: row for row in rows.exclude(choice=Choice.LEAVE)}
    reason = f"import {run.source}: {run.file_name}"
    _link(run, chosen.values(), by, reason)
    report = import_places(
        run.path, watch=ImportRecorder(chosen), only=frozenset(chosen), by=by.pk,
        reason=reason, **wishes_of(run),
    )  # fmt: skip
    if not report.is_written:
        raise Unreadable(_first_problem(run))
    ImportRow.objects.bulk_create(
        chosen.values(), batch_size=BATCH, update_conflicts=True,
        unique_fields=["id"], update_fields=["place", "was", "became", "case"],
    )  # fmt: skip
    _tell_apart(chosen.values(), by)
    run.state = State.DONE
    run.counts |= {"created": report.created, "updated": report.updated}
    run.save()
    run.erase_file()
    return report.created, report.updated


def _link(run, rows, by, reason) -> None:
    """Places that staff say are the same belong to the source from now on; what belongs
    to another source is known by this one too."""
    same = [row for row in rows if row.choice == Choice.SAME and row.double_of_id]
    if not same:
        return
    dataset = run.dataset or _made_dataset(run)
    for row in same:
        place = Place.objects.select_for_update(of=["self"]).get(pk=row.double_of_id)
        if place.dataset_id is not None:
            AlsoKnownAs.objects.update_or_create(
                dataset=dataset, source_id=row.source_id, defaults={"place": place}
            )
            continue
        place.dataset, place.source_id = dataset, row.source_id
        place._history_user = by
        place._change_reason = reason[:LONGEST_WHY]
        store(place)


def _tell_apart(rows, by) -> None:
    """What staff took over although it is like one that we have is another one: nobody
    is asked again."""
    for row in rows:
        if row.choice == Choice.TAKE and row.double_of_id and row.place_id:
            one, other = sorted((row.place_id, row.double_of_id))
            pair, _is_new = LikelyPair.objects.get_or_create(
                kind=Place.word, one=one, other=other,
                defaults={"reasons": "name", "metres": row.metres},
            )  # fmt: skip
            pair.tell_apart(by)


def _made_dataset(run):
    wish = Wishes(run.source, attribution=run.attribution, licence=run.licence)
    return dataset_of(run.path, wish)


# --- Undoing --------------------------------------------------------------------------


@transaction.atomic
def undo(run: ImportRun, by) -> tuple[int, list[str]]:
    """Take back all of it on which nothing was built; gives how many, and the names of
    what stays because somebody changed it or something hangs on it.

    What was new is gone, so that the same file can come in again; its history stays.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.DONE:
        raise NotAllowed("not done, or undone already")
    kinds = {kind.slug: kind for kind in PlaceKind.objects.prefetch_related("themes")}
    done, stayed = 0, []
    rows = run.rows.exclude(became=None).exclude(place=None)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = run.rows.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        names, count = _undo(run, some.select_related("place"), kinds, by)
        stayed += names
        done += count
    run.state = State.UNDONE
    run.counts |= {"undone": done, "stayed": len(stayed)}
    run.save()
    return done, stayed


def _undo(run, rows, kinds, by) -> tuple[list[str], int]:
    places = Place.objects.select_for_update(of=["self"]).in_bulk(
        [row.place_id for row in rows]
    )
    built_on = _built_on(list(places))
    added = Place.State.PUBLISHED if run.publish else Place.State.SUGGESTED
    by_pk = {kind.pk: kind for kind in kinds.values()}
    gone, back, stayed, unlinked = [], [], [], []
    for row in rows:
        place = places[row.place_id]
        place.kind = by_pk[place.kind_id]
        is_new = row.was is None
        expected = Place.State.PUBLISHED if row.case == Case.PUBLISHED else added
        is_built_on = is_new and (place.pk in built_on or place.state != expected)
        if values_of(place) != row.became or is_built_on:
            stayed.append(str(place))
        elif is_new:
            gone.append(place.pk)
        else:
            for name, value in row.was.items():
                write(place, name, value, kinds)
            (unlinked if row.choice == Choice.SAME else back).append(place)
    why = str(_("import undone"))
    writing.remove(gone, why, by.pk)
    prefetch_related_objects(back, "themes")
    writing.update(back, why, by.pk)
    dataset = run.dataset
    ties = AlsoKnownAs.objects.filter(dataset=dataset, place__in=unlinked)
    tied = set(ties.values_list("place", flat=True))
    ties.delete()
    elsewhere = [place for place in unlinked if place.pk in tied]
    prefetch_related_objects(elsewhere, "themes")
    writing.update(elsewhere, why, by.pk)
    for place in unlinked:  # it was of no source before
        if place.pk in tied:
            continue
        place.dataset, place.source_id = None, ""
        place.source_fields, place.source_raw = {}, {}
        place._history_user, place._change_reason = by, why
        store(place)
    return stayed, len(gone) + len(back) + len(unlinked)


def _built_on(ids) -> set[int]:
    """Those of these places on which something hangs; one query for each sort of it."""
    found = set()
    for relation in Place._meta.related_objects:
        if relation.get_accessor_name() not in BUILDS_NOTHING:
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
            found |= set(rows.values_list(name, flat=True))
    return found
