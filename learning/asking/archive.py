"""A question as it goes to the archive (Woo): what was asked, promised, answered and
done, all of it public, and nothing of a person."""

import json
from collections.abc import Iterator
from datetime import date

from learning.asking import counting
from learning.models import Question

CHUNK = 2000  # answers in memory at a time
COLUMNS = ["onderdeel", "datum", "titel", "tekst", "aantal"]
MANNER = {Question.Manner.WORDS: "eigen woorden", Question.Manner.CHOICE: "keuze"}
REPLY = {"does": "dit doen we ermee", "cannot": "dit kunnen wij niet", "": ""}


def whole(question: Question, today: date, base: str) -> dict:
    """As JSON has it, its answers last and read while they are written; `base` is the
    address of the site. A handful of queries."""
    told = counting.heard(question, today)
    answers = question.contributions.published().filter(choice=None)
    return {
        "adres_op_deze_site": base + question.get_absolute_url(),
        "vraag": question.title,
        "toelichting": question.text,
        "wie_vraagt": question.asked_by,
        "manier": MANNER[question.manner],
        "keuzes": question.option_list,
        "gepubliceerd_op": _day(question.asked_on),
        "open_van": _day(question.opens_on),
        "open_tot_en_met": _day(question.open_until),
        "beloofd_antwoord_op": _day(question.answer_on),
        "later_beloofd": [
            {
                "op": _day(each.made_on),
                "antwoord_op": _day(each.answer_on),
                "omdat": each.why,
            }
            for each in question.promises.all()
        ],
        "beantwoord_op": _day(question.answered_on),
        "dagen_te_laat": question.days_late(today) if question.answer_on else 0,
        "samenvatting": question.summary,
        "aantal_antwoorden": told.total,
        "groepen": [
            {
                "titel": each.title.text,
                "aantal": each.count,
                "voorbeeld": each.quote,
                "wat_we_zeggen": REPLY[each.group.kind],
                "tekst": each.group.reply,
            }
            for each in told.groups
        ],
        "verzonnen": question.is_invented,
        "antwoorden": (
            {"binnengekomen_op": _day(each.came_on), "tekst": each.text}
            for each in answers.order_by("pk").iterator(CHUNK)
        ),
    }


def as_json(found: dict) -> Iterator[str]:
    """In pieces, one for each answer."""
    rest = {name: value for name, value in found.items() if name != "antwoorden"}
    head = json.dumps(rest, ensure_ascii=False, indent=1).removesuffix("\n}")
    separator = f'{head},\n "antwoorden": ['
    for each in found["antwoorden"]:
        yield f"{separator}\n  {json.dumps(each, ensure_ascii=False)}"
        separator = ","
    yield f"{separator if separator != ',' else ''}\n ]\n}}\n"


def as_rows(found: dict) -> Iterator[list]:
    """The same as a table: what part, on which day, title, text, how many."""
    yield ["vraag", found["gepubliceerd_op"], found["vraag"], found["toelichting"], ""]
    yield ["wie vraagt", "", found["wie_vraagt"], found["manier"], ""]
    for option in found["keuzes"]:
        yield ["keuze", "", option, "", ""]
    for name in ["open_van", "open_tot_en_met", "beloofd_antwoord_op"]:
        yield [name.replace("_", " "), found[name], "", "", ""]
    for each in found["later_beloofd"]:
        yield ["later beloofd", each["op"], each["antwoord_op"], each["omdat"], ""]
    late = found["dagen_te_laat"]
    answered = found["beantwoord_op"]
    yield ["beantwoord", answered, f"{late} dagen te laat", found["samenvatting"], ""]
    yield ["antwoorden samen", "", "", "", _known(found["aantal_antwoorden"])]
    for each in found["groepen"]:
        said = f"{each['wat_we_zeggen']}: {each['tekst']}" if each["tekst"] else ""
        yield ["groep", "", each["titel"], said, _known(each["aantal"])]
    for each in found["antwoorden"]:
        yield ["antwoord", each["binnengekomen_op"], "", each["tekst"], ""]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _known(count: int | None):
    return "" if count is None else count
