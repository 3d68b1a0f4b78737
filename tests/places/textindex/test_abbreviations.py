"""What is written short finds what is written in full, and the other way round."""

import pytest

from places.facts.locations import plain
from places.textindex import words

SAME = [
    ("St. Janstraat", "Sint Janstraat"),
    ("St.Janstraat", "Sint Janstraat"),
    ("st janstraat", "Sint-Janstraat"),
    ("Burg. Kerstenslaan", "Burgemeester Kerstenslaan"),
    ("burg kerstenslaan", "Burgemeester Kerstenslaan"),
    ("Dr. Struyckenplein", "Dokter Struyckenplein"),
    ("Dr Struyckenplein", "Doctor Struyckenplein"),
    ("Mr. Bierensweg", "Meester Bierensweg"),
    ("Ds. de Vriesstraat", "Dominee de Vriesstraat"),
    ("Prof. dr. Lorentzlaan", "Professor Doctor Lorentzlaan"),
    ("Past. Potterslaan", "Pastoor Potterslaan"),
    ("Gen. Maczekstraat", "Generaal Maczekstraat"),
    ("Kap. Knoopsplein", "Kapelaan Knoopsplein"),
    ("Kon. Emmalaan", "Koningin Emmalaan"),
    ("Mgr. Hopmansstraat", "Monseigneur Hopmansstraat"),
    ("Jhr. van Soestlaan", "Jonkheer van Soestlaan"),
    ("Weth. Romboutsstraat", "Wethouder Romboutsstraat"),
    ("Gebr. van Eyckstraat", "Gebroeders van Eyckstraat"),
    ("Gr. Markt", "Grote Markt"),
    ("Kl. Houtstraat", "Kleine Houtstraat"),
    ("Nwe Ginnekenstraat", "Nieuwe Ginnekenstraat"),
    ("v. Coothplein", "van Coothplein"),
    ("v.d. Berghstraat", "van den Berghstraat"),
    ("v/d Berghstraat", "van der Berghstraat"),
    ("vd Berghstraat", "van de Berghstraat"),
    ("Alphen a/d Rijn", "Alphen aan den Rijn"),
    ("Bergen o.d. Zoom", "Bergen op den Zoom"),
    ("'s-Gravenmoerstraat", "Gravenmoerstraat"),
    ("'s Gravenmoerstraat", "’s-Gravenmoerstraat"),
    ("'t Huiske", "het Huiske"),
    ("t huiske", "Het Huiske"),
    ("d'n Bouw", "den Bouw"),
    ("Molenstr. 6", "Molenstraat 6"),
    ("molenstr 6", "Molenstraat 6"),
    ("Kasteelpl.", "Kasteelplein"),
    ("kasteelpl", "Kasteelplein"),
    ("Middelln. 12", "Middellaan 12"),
    ("Haagwg. 3", "Haagweg 3"),
    ("Delpratsngl.", "Delpratsingel"),
]


def terms(text):
    return {each for each in words.asked(words.split(text)) if each not in words.STOP}


@pytest.mark.parametrize(("short", "full"), SAME)
def test_short_and_full_find_each_other(short, full):
    assert terms(short) <= words.indexed(full)
    assert terms(full) <= words.indexed(short)


@pytest.mark.parametrize(("short", "full"), SAME[:3])
def test_names_are_compared_written_in_full(short, full):
    assert plain(short) == plain(full)


@pytest.mark.parametrize("text", ["de burcht", "strand", "mist", "plan", "straatje"])
def test_other_words_stay_what_they_are(text):
    assert terms(text) == {words.stem(text.split()[-1])}


@pytest.mark.parametrize("text", ["5 min. 3 m", "vol. pl", "wij gen."])
def test_what_is_no_name_is_left_alone(text):
    assert plain(text) == " ".join(text.replace(".", "").lower().split())
