from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.kit.one_line import LinesField, OneLineField
from common.links.models import Linked
from common.moderation.states import Moderated, State
from common.translations.models import Translated
from learning.facts import asking
from learning.facts.asking import Manner, Stage
from learning.models.querysets import FoundQuerySet

LONGEST = 2000  # characters of a text
FIXED = ["manner", "options", "answer_on"]  # once everyone could read it


class QuestionQuerySet(FoundQuerySet):
    def in_stage(self, stage: Stage, today: date):
        """See `learning.facts.asking.stage`."""
        if stage == Stage.ANSWERED:
            return self.filter(answered_on__isnull=False)
        waits = self.filter(answered_on=None)
        if stage == Stage.COMING:
            return waits.filter(opens_on__gt=today)
        if stage == Stage.OPEN:
            return waits.filter(opens_on__lte=today, open_until__gte=today)
        over = waits.filter(open_until__lt=today)
        if stage == Stage.LATE:
            return over.filter(answer_on__lt=today)
        return over.filter(answer_on__gte=today)

    def open_now(self, today: date):
        return self.published().in_stage(Stage.OPEN, today)


class Question(Translated, Moderated):
    """Something that the city asks everyone, with the day on which we answer."""

    Manner = Manner

    title = OneLineField(
        _("the question"), max_length=120, help_text=_("One question, to everyone.")
    )
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    text = LinesField(
        _("about the question"),
        max_length=LONGEST,
        help_text=_("Why do we ask this, and what becomes of the answers?"),
    )
    manner = OneLineField(
        _("how people answer"), max_length=6, choices=Manner, default=Manner.WORDS
    )
    options = LinesField(
        _("answers to choose from"),
        max_length=500,
        blank=True,
        help_text=_("Two to five, each on a line of its own."),
    )
    label = OneLineField(
        _("words above the field"),
        max_length=80,
        blank=True,
        help_text=_("How someone’s answer begins: “This would help me”."),
    )
    asked_by = OneLineField(
        _("who asks this"),
        max_length=120,
        help_text=_("For everyone to read, without a name: “Team ontmoeten”."),
    )
    themes = models.ManyToManyField(
        "themes.Theme", related_name="questions", blank=True, verbose_name=_("themes")
    )
    neighbourhoods = models.ManyToManyField(
        "places.Neighbourhood",
        related_name="questions",
        blank=True,
        verbose_name=_("neighbourhoods"),
        help_text=_("None: the whole city."),
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    open_until = models.DateField(
        _("open until"),
        null=True,
        blank=True,
        help_text=_("The last day on which people answer."),
    )
    answer_on = models.DateField(
        _("we answer on"),
        null=True,
        blank=True,
        help_text=_("Everyone reads this day, and it stays. Past it we are late."),
    )
    summary = LinesField(_("our answer in short"), max_length=LONGEST, blank=True)
    asked_on = models.DateField(null=True, blank=True, editable=False)
    answered_on = models.DateField(
        _("answered on"), null=True, blank=True, editable=False
    )
    is_invented = models.BooleanField(default=False, editable=False)
    words = LinesField(default="", editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    word = "vraag"
    translated = ["title", "text", "options", "label", "asked_by", "summary"]
    called = "title"
    history = HistoricalRecords(
        excluded_fields=["created_at", "changed_at", "words"],
        m2m_fields=[themes, neighbourhoods],
    )
    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("question to the city")
        verbose_name_plural = _("questions to the city")
        permissions = [
            ("decide_question", _("May decide about questions")),
            ("archive_question", _("May take questions out for the archive")),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title=""),
                name="question_asks_something",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""), name="question_has_an_address"
            ),
            models.CheckConstraint(
                condition=Q(manner__in=Manner.values), name="question_manner_is_known"
            ),
            models.CheckConstraint(
                condition=Q(manner=Manner.WORDS, options="")
                | Q(manner=Manner.CHOICE) & ~Q(options=""),
                name="question_has_options_when_one_chooses",
                violation_error_message=_(
                    "Give answers to choose from only when people choose."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | Q(
                    opens_on__isnull=False,
                    open_until__isnull=False,
                    answer_on__isnull=False,
                    asked_on__isnull=False,
                ),
                name="question_says_when_we_answer",
                violation_error_message=_(
                    "Everyone can read it: keep when it opens, until when, and the "
                    "day on which we answer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(open_until__isnull=True)
                | Q(open_until__gte=F("opens_on")),
                name="question_closes_after_it_opens",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(open_until__isnull=True)
                | Q(answer_on__isnull=True)
                | Q(answer_on__gte=F("open_until")),
                name="question_is_answered_after_it_closes",
                violation_error_message=_(
                    "We answer on the last day or later, not before."
                ),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(summary=""),
                name="question_is_answered_in_words",
                violation_error_message=_("It is answered: keep our answer."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        wrong = {}
        options = asking.lines(self.options)
        if self.manner == Manner.CHOICE:
            if not asking.FEWEST_OPTIONS <= len(options) <= asking.MOST_OPTIONS:
                wrong["options"] = _("Give two to five answers, each on a line.")
            elif max(map(len, options)) > asking.LONGEST_OPTION:
                wrong["options"] = _("Keep each answer below 80 characters.")
            elif len({*map(str.lower, options)}) < len(options):
                wrong["options"] = _("Two of these answers are the same.")
        if self.pk and (known := self._as_it_was_asked()):
            changed = [each for each in FIXED if getattr(self, each) != known[each]]
            words = _("Everyone could read this already, so it stays as it is.")
            wrong |= dict.fromkeys(changed, words)
        if wrong:
            raise ValidationError(wrong)

    def _as_it_was_asked(self) -> dict | None:
        """What stays; None when nobody outside could read it yet."""
        rows = Question.objects.filter(pk=self.pk, asked_on__isnull=False)
        return rows.values(*FIXED).first()

    def get_absolute_url(self):
        return reverse("learning:question", args=[self.slug])

    @property
    def is_chosen(self) -> bool:
        """Whether people choose one of the answers."""
        return self.manner == Manner.CHOICE

    @property
    def option_list(self) -> list[str]:
        return asking.lines(self.options)

    def stage(self, today: date | None = None) -> Stage:
        """Of one that everyone may see."""
        today = today or timezone.localdate()
        days = self.opens_on, self.open_until, self.answer_on, self.answered_on
        return asking.stage(*days, today)

    def days_late(self, today: date | None = None) -> int:
        today = today or timezone.localdate()
        return asking.days_late(self.answer_on, self.answered_on, today)


class QuestionTie(Linked):
    """The place, activity or experiment whose page carries a question."""

    question = models.OneToOneField(
        Question, models.CASCADE, related_name="tie", verbose_name=_("question")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("page that carries it")
        verbose_name_plural = _("page that carries it")
        indexes = [models.Index(fields=["kind", "key"], name="question_of_a_thing")]

    def __str__(self):
        return str(self.thing or _("no longer on the site"))


class Promise(models.Model):
    """A later day on which we say to answer, and why; the first one stays."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="promises")
    answer_on = models.DateField(_("we answer on"))
    why = OneLineField(
        _("why"), max_length=300, help_text=_("Everyone reads this. One sentence.")
    )
    made_on = models.DateField(_("promised on"), default=timezone.localdate)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("promise of a later day")
        verbose_name_plural = _("promises of later days")
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="promise_says_why"),
            models.CheckConstraint(
                condition=Q(answer_on__gt=F("made_on")), name="promise_lies_ahead"
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.answer_on}"
