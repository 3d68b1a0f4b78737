"""Texts of strangers, made plain, without a way to reach a person."""

import pytest

from harvesting.reading import texts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Kom maar.\nOf niet.", "Kom maar.\nOf niet."),
        ("<p>Kom <b>maar</b>.</p><p>Of niet.</p>", "Kom maar.\nOf niet."),
        ("Thee &amp; koek<br>erbij", "Thee & koek\nerbij"),
        ("a < b en b > a", "a < b en b > a"),
        ("<style>p {}</style>Kom<script>alert(1)</script>!", "Kom!"),
        ("Kom<style>p {", "Kom"),
        ("Vanaf 12-10-2026 10.00-12.00 uur, € 2,50.",) * 2,
        ("Op 2026-11-03 om 10:00.",) * 2,
        ("Zie https://dekring.example/agenda/20261103.",) * 2,
        ("4812 AB Breda, Dorpsstraat 12",) * 2,
        ("Kom. Bel 06-12345678. Of niet.", "Kom. Of niet."),
        ("Kom. Bel +31 (0)76 123 45 67 voor 12-10-2026.", "Kom."),
        ("Mail naar jan@dekring.example!\nTot dan.", "Tot dan."),
        ("Kom. Appen: https://wa.me/31612345678", "Kom."),
        ("Kom. Klik hier om deel te nemen aan de vergadering", "Kom."),
        ("Kom.\nMeeting ID: 123\nPasscode: abc\nTot dan.", "Kom.\nTot dan."),
        ("Kom. https://zoom.us/j/123?pwd=a", "Kom."),
        ("Kom via https://meet.jit.si/kring. Of hier.", "Of hier."),
        ("A\n\n\n\nB", "A\n\nB"),
        ("Om\u202edraaien en \u200bonzichtbaar\x00", "Omdraaien en onzichtbaar"),
    ],
)  # fmt: skip
def test_a_text_is_plain_and_reaches_nobody(text, plain):
    assert texts.text_of(text) == plain


def test_what_a_program_put_between_rulers_goes_as_a_whole():
    ruler = "_" * 40
    text = (
        f"Kom maar.\n{ruler}\nMicrosoft Teams\nhttps://teams.microsoft.com/l/a\nGeheim"
    )

    assert texts.text_of(f"{text}\n{ruler}\nTot dan.") == "Kom maar.\nTot dan."


def test_what_a_person_put_between_rulers_stays():
    text = "Kom maar.\n~~~~~~~~~~~~~~~\nNeem brood mee."

    assert texts.text_of(text) == "Kom maar.\nNeem brood mee."


def test_nothing_but_signs_of_markup_is_no_error():
    assert texts.text_of("<" * 50_000) == ""


def test_a_long_text_is_cut():
    assert len(texts.text_of("woord " * 3_000)) == texts.LONGEST_TEXT
    assert texts.line_of("woord " * 300).endswith("…")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Koffie\nmet  taart", "Koffie met taart"),
        ("Koffie (bel Jan 06-12345678)", "Koffie"),
        ("Koffie – jan@dekring.example", "Koffie"),
        ("Taart | Koffie | 0612345678", "Taart Koffie"),
        ("06-12345678", ""),
        ("1+1 is 2 (12-10-2026)", "1+1 is 2 (12-10-2026)"),
    ],
)
def test_a_title_is_one_line_and_reaches_nobody(text, line):
    assert texts.line_of(text) == line


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("De Kring\nKerkplein 1\nBreda", "De Kring, Kerkplein 1, Breda"),
        ("De Kring, 076-1234567, Breda", "De Kring, Breda"),
        ("Zaal 2, , De Kring", "Zaal 2, , De Kring"),
    ],
)  # fmt: skip
def test_the_lines_of_a_place_are_its_parts(text, place):
    assert texts.place_of(text) == place


@pytest.mark.parametrize(
    "text",
    ["https://zoom.us/j/1", "Microsoft Teams Meeting", "Online", "on-line", "Zoom",
     "Google Meet", "https://dekring.example/stream", "Microsoft Teams-vergadering"],
)  # fmt: skip
def test_a_meeting_on_line_is_no_place(text):
    assert texts.is_online(text)


@pytest.mark.parametrize("text", ["", "De Kring", "Onlinestraat 3", "Zoomwinkel"])
def test_a_place_is_none_on_line(text):
    assert not texts.is_online(text)


@pytest.mark.parametrize(
    "url",
    ["https://dekring.example/a?b=c#d", "http://dekring.example"],
)
def test_an_address_of_a_page_stays(url):
    assert texts.url_of(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "mailto:jan@dekring.example", "https://", "https://[",
     "kring.example", "https://jan:geheim@dekring.example/", "ftp://dekring.example/",
     "https://meet.google.com/abc", "https://dekring.example/een twee",
     "https://localhost/", "https://dekring.example/" + "a" * 300,
     "https://dekring.example/\na"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_none(url):
    assert texts.url_of(url) == ""


def test_who_opts_out_may_write_it_as_he_likes():
    assert texts.opts_out("Koffie", "Alleen voor ons #Niet-Op-Ontmoeten.")
    assert not texts.opts_out("Koffie", "niet op ontmoeten")


def test_tags_stand_there_once():
    assert texts.tags_of(["Taal", "", "taart", "Taal"]) == ("Taal", "taart")
