from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.gis.db.models import PointField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.kit.one_line import OneLineField
from places.models.place import Place
from places.models.vocabulary import Dataset, PlaceKind

RETENTION = timedelta(days=7)  # a file that nobody does anything with


class FileRun(models.Model):
    """A file that staff bring in: looked at first, then taken, or not. A subclass says
    of what; its rows are `rows`."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("columns to match")
        CHECKED = "checked", _("to confirm")
        DONE = "done", _("taken over")
        UNDONE = "undone", _("undone")
        DROPPED = "dropped", _("not taken over")

    source = OneLineField(_("source"), max_length=120)
    file_name = OneLineField(_("file"), max_length=120)
    stored = OneLineField(max_length=60, editable=False)  # its name in our folder
    columns = models.JSONField(default=dict, editable=False)  # ours: the file's
    # How staff say that it has to be read: sheet, encoding, separator, system.
    reading = models.JSONField(default=dict, editable=False)
    sheets = models.JSONField(default=list, editable=False)  # of a workbook, by name
    publish = models.BooleanField(_("on the site at once"), default=False)
    licence = OneLineField(_("licence"), max_length=60, blank=True)
    attribution = OneLineField(_("how to name the source"), max_length=120, blank=True)
    state = OneLineField(
        _("state"), max_length=10, choices=State, default=State.UPLOADED, db_index=True
    )
    counts = models.JSONField(default=dict, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True,
        verbose_name=_("brought in by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("brought in"), default=timezone.now)
    # When staff asked to publish all that it brought, until that is done.
    publishing_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    remembered = ["columns"]  # for the next file of the same source

    class Meta:
        abstract = True
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.source}: {self.file_name}"

    @property
    def path(self) -> Path:
        return folder() / self.stored

    @property
    def book(self) -> Path:
        """The workbook itself: one of its sheets is at `path`, as a table."""
        return self.path.with_suffix(".book")

    @property
    def waits_for_a_sheet(self) -> bool:
        """Whether nobody said yet which sheet of a workbook it is."""
        return bool(self.sheets) and "sheet" not in self.reading

    def erase_file(self) -> None:
        self.path.unlink(missing_ok=True)
        self.book.unlink(missing_ok=True)

    @property
    def before(self) -> "FileRun | None":
        """The last one of this source that was taken over: its columns are known."""
        done = type(self).objects.filter(source__iexact=self.source)
        return done.exclude(pk=self.pk).filter(state=self.State.DONE).first()

    def remember(self) -> None:
        """What was said of the file before."""
        if before := self.before:
            for name in self.remembered:
                setattr(self, name, getattr(before, name))
            if system := before.reading.get("system"):
                self.reading |= {"system": system}

    @property
    def dataset(self) -> Dataset | None:
        return Dataset.objects.filter(name__iexact=self.source).first()

    @classmethod
    def forget(cls, now) -> int:
        """Erase files that nobody did anything with; gives how many."""
        waiting = [cls.State.UPLOADED, cls.State.CHECKED]
        old = cls.objects.filter(state__in=waiting, changed_at__lt=now - RETENTION)
        for run in old:
            run.drop()
            run.clear()
        return len(old)

    def drop(self) -> None:
        """It is not taken over; that it was there stays."""
        self.state = self.State.DROPPED
        self.save(update_fields=["state", "changed_at"])

    def clear(self) -> None:
        """Its file and its rows go."""
        self.erase_file()
        self.rows.all().delete()


class FileRow(models.Model):
    """What becomes of one record of a file. A subclass has `run`, `double_of` (what it
    may be already), and under the name in `thing` what it became."""

    class Sort(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        DOUBLE = "double", _("perhaps here already")
        WRONG = "wrong", _("wrong")
        GONE = "gone", _("gone from the source")
        NOTE = "note", _("to look at")

    class Case(models.TextChoices):
        """Whether what it brought waits with the rest of its file. What somebody
        decides about on its own waits with it no more."""

        NONE = "", _("on its own")
        WAITS = "waits", _("waits with the rest")
        PUBLISHED = "published", _("published with the rest")

    class Choice(models.TextChoices):
        TAKE = "take", _("take over")
        LEAVE = "leave", _("leave out")
        SAME = "same", _("is the same: bring that one up to date")

    sort = OneLineField(max_length=8, choices=Sort)
    where = OneLineField(max_length=200)  # in the file: line 12
    source_id = OneLineField(max_length=200, blank=True)
    name = OneLineField(max_length=200, blank=True)
    texts = models.JSONField(default=list)  # [field, old, new], or [sentence]
    raw = models.JSONField(default=dict)  # of a wrong one: what the file says
    choice = OneLineField(max_length=5, choices=Choice, default=Choice.TAKE)
    metres = models.PositiveIntegerField(null=True)
    # Once it is taken over: its values then, and as they became.
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)
    case = OneLineField(max_length=9, choices=Case, blank=True)

    thing: str

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.where

    @property
    def became_of(self) -> models.Model | None:
        """What it is on the site now."""
        return getattr(self, self.thing)

    @classmethod
    def take_apart(cls, thing: models.Model) -> None:
        """Somebody decided about it on its own: it waits with no others any more."""
        cls.take_each_apart([thing])

    @classmethod
    def take_each_apart(cls, things: list[models.Model]) -> None:
        """The same of many, in one query."""
        rows = cls.objects.filter(**{f"{cls.thing}__in": things})
        rows.exclude(case=cls.Case.NONE).update(case=cls.Case.NONE)


class KnownAddress(models.Model):
    """An address that was looked up outside once, so that no file asks it again: its
    point, or none when there is no such address."""

    RETENTION = timedelta(days=365)  # houses come and go

    words = OneLineField(_("address"), max_length=200, unique=True)  # see `plain`
    point = PointField(_("location"), null=True)
    looked_up_on = models.DateField(_("looked up"), default=timezone.localdate)

    class Meta:
        ordering = ["words"]
        verbose_name = _("address looked up")
        verbose_name_plural = _("addresses looked up")

    def __str__(self):
        return self.words

    @classmethod
    def forget(cls, today) -> int:
        """Erase those of long ago, to be looked up anew; gives how many."""
        old = cls.objects.filter(looked_up_on__lte=today - cls.RETENTION)
        return old.delete()[0]


class ImportRun(FileRun):
    """A file of places."""

    # When staff asked to look up its addresses, until that is done.
    looking_up_at = models.DateTimeField(null=True, editable=False)

    kind = models.ForeignKey(
        PlaceKind, models.SET_NULL, related_name="+", null=True, blank=True,
        verbose_name=_("type of all of them"),
    )  # fmt: skip
    kind_words = models.JSONField(default=dict, editable=False)  # word: slug of a kind

    remembered = [*FileRun.remembered, "kind_words"]

    class Meta(FileRun.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("import_places", _("May import places"))]


class ImportRow(FileRow):
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    double_of = models.ForeignKey(
        Place, models.SET_NULL, related_name="+", null=True, verbose_name=_("place")
    )
    place = models.ForeignKey(Place, models.SET_NULL, related_name="+", null=True)

    thing = "place"

    class Meta(FileRow.Meta):
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        indexes = [
            models.Index(fields=["run", "sort"], name="import_rows_by_sort"),
            models.Index(
                fields=["run", "place"],
                condition=models.Q(case="waits"),
                name="import_rows_that_wait",
            ),
        ]


class AlsoKnownAs(models.Model):
    """The id by which a second source knows a place that belongs to another source.

    Staff said that the two are one. From then on that source fills in what nobody knew,
    and changes what it filled in itself: `said` is what it gave last.
    """

    dataset = models.ForeignKey(
        Dataset, models.CASCADE, related_name="+", verbose_name=_("source")
    )
    source_id = OneLineField(_("id in the source"), max_length=200)
    place = models.ForeignKey(
        Place, models.CASCADE, related_name="also_known_as", verbose_name=_("place")
    )
    said = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("also known as")
        verbose_name_plural = _("also known as")
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "source_id"], name="also_known_once_per_source"
            )
        ]

    def __str__(self):
        return f"{self.dataset}: {self.source_id}"


def folder() -> Path:
    """Where files wait: not where photos are served from."""
    return Path(settings.DATA_DIR) / "imports"
