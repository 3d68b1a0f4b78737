"""The words of a question that say nothing about what it is about: "wat weten we over
vrouwen en fietsen" asks for women and bicycles. Pure."""

from places.textindex.words import STOP, asked, split, term

_TYPED = """
    weten weet wist leren leer leert leerde leerden geleerd lessen les ervaring
    ervaringen experiment experimenten proef proeven zien zagen bekend iets alles
    hebben heeft gaan doen gedaan zeggen zegt waarom wanneer wie hoeveel vertel
    know learn learnt learned lesson lessons about what do does did trials
"""
SAY_NOTHING = frozenset(map(term, _TYPED.split()))


def telling(text: str) -> list[str]:
    """The terms of a text that tell what is wanted; all of them when there is nothing
    else in it."""
    terms = list(asked(split(text)))
    return [each for each in terms if each not in SAY_NOTHING | STOP] or terms
