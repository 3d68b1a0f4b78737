"""The entry of the rule in the register of algorithms, made from the rule itself.

Field names follow the publication standard of the Dutch register of algorithms
(algoritmes.overheid.nl, version 1.0); what they hold is Dutch.
"""

from django.conf import settings
from django.utils.translation import override

from matching.facts.rule import REASONS, WORDS
from matching.facts.vocabulary import REACHES
from matching.following.still import ENDS, EVERY, REMINDS
from matching.models import Policy


def entry(policy: Policy) -> dict:
    """What the municipality publishes; the words of what is looked at are those that
    the coordinator reads."""
    with override("nl"):
        reasons = [str(WORDS[name]) for name in REASONS]
        reaches = [str(words) for _metres, words in REACHES]
        basis = policy.legal_basis
    return {
        "name": "Meet & Match: wie past bij wie",
        "organization": settings.SITE_OWNER,
        "type": "regelgebaseerd, zonder zelflerend deel en zonder score",
        "goal": (
            "Van twee mensen die zich zelf aanmelden laten zien wie bij elkaar kunnen "
            "passen, zodat een mens kan kiezen wie zij vraagt."
        ),
        "impact": (
            "Wie afvalt wordt niet voorgesteld; dat kan bij een volgende ronde anders "
            "zijn. Niemand verliest zijn plek in de rij."
        ),
        "human_intervention": (
            "De coördinator kiest zelf, en beide mensen zeggen zelf ja of nee. Het "
            "programma vraagt niemand iets uit zichzelf, behalve of iemand nog wil "
            f"(na {REMINDS.days} dagen nog eens, na {ENDS.days} dagen valt het stil; "
            f"en elke {EVERY.days // 30} maanden)."
        ),
        "decision_rules": reasons,
        "order": (
            "Wie het langst wacht eerst; wachten twee even lang, dan wie het eerst "
            "kwam; wie door een ander in de steek is gelaten gaat voor."
        ),
        "distances": reaches,
        "source_data": (
            "Wat iemand zelf vertelt in het formulier. Geen gegevens van anderen, geen "
            "gegevens over gedrag op de site."
        ),
        "legal_basis": basis,
        "controller": policy.controller,
        "source_code": "matching/facts/rule.py",
        "licence": "EUPL-1.2",
    }
