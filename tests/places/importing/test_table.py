import pytest

from places.models import Place
from tests.places.importing.conftest import ROW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.both("imports"),
]


def test_a_row_becomes_a_suggested_place_with_its_facts(take, table):
    path = table(
        "7;bank;51,5887;4,7758;Bij de toren;Torenpad 3;Mo-Su 08:00-20:00;ja;nee;gratis",
        header="nr;soort;lat;lon;naam;adres;openingstijden;drempelvrij;verlicht;kosten",
    )

    assert take(path).created == 1

    place = Place.objects.get()
    assert (place.name, place.kind.slug, place.source_id) == (
        "Bij de toren", "bankje", "7",
    )  # fmt: skip
    assert place.state == Place.State.SUGGESTED
    assert (place.address, place.cost) == ("Torenpad 3", "free")
    assert place.opening_hours == "Mo-Su 08:00-20:00"
    assert (place.step_free, place.lit, place.toilets) == ("yes", False, None)
    assert place.neighbourhood.name == "City"
    assert place.point.coords == (4.7758, 51.5887)
    assert place.slug == "bij-de-toren"


def test_publish_makes_new_places_public(take, table):
    take(table(ROW), publish=True)

    assert Place.objects.published().count() == 1


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_usual_separator_is_read(take, table, separator):
    row, header = "1;bankje;51.5887;4.7758", "id;soort;lat;lon"
    path = table(row.replace(";", separator), header=header.replace(";", separator))

    assert take(path).created == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_survive_in_every_usual_encoding(take, table, encoding):
    take(table("1;café;51.5887;4.7758;Café ’t Hoekje", encoding=encoding))

    assert Place.objects.get().name == "Café ’t Hoekje"


def test_any_script_and_sign_is_read(take, table):
    take(table("ŁódŹ-✓;bankje;51.5887;4.7758;مقعد 🪑"))

    assert (Place.objects.get().source_id, Place.objects.get().name) == (
        "ŁódŹ-✓", "مقعد 🪑",
    )  # fmt: skip


def test_rd_columns_are_projected(take, table):
    take(table("1;bankje;112651,2;400159,7", header="id;soort;x_rd;y_rd"))

    lon, lat = Place.objects.get().point.coords
    assert lon == pytest.approx(4.776112, abs=2e-5)
    assert lat == pytest.approx(51.58875, abs=2e-5)


def test_x_and_y_are_known_by_their_size(take, table):
    path = table(
        "1;bankje;112651.2;400159.7", "2;bankje;4.7758;51.5887", header="id;soort;x;y"
    )

    assert take(path).created == 2


def test_chosen_columns_win_over_those_that_are_recognised(take, table):
    path = table(
        "1;bankje;51.5887;4.7758;112651,2;400159,7;weg",
        header="code;soort;lat;lon;a;b;id",
    )
    take(path, columns="id=code,x=a,y=b")

    place = Place.objects.get()
    assert place.source_id == "1"
    assert place.point.x == pytest.approx(4.776112, abs=2e-5)


def test_one_kind_for_all_needs_no_column(take, table):
    take(table("1;51.5887;4.7758", header="id;lat;lon"), kind="park")

    assert Place.objects.get().kind.slug == "park"


@pytest.mark.parametrize(
    ("word", "slug"),
    [("bank", "bankje"), ("PICKNICKTAFEL", "picknicktafel"), ("Café", "cafe"),
     ("speelvoorziening", "speelplek"), (" wijkcentrum ", "buurthuis")],
)  # fmt: skip
def test_a_kind_is_known_by_slug_name_or_word(take, table, word, slug):
    take(table(f"1;{word};51.5887;4.7758;x"))

    assert Place.objects.get().kind.slug == slug


def test_tags_in_texts_become_plain_text(take, table):
    texts = '"<b>Toren</b> &amp; plein";Zon.<br>En <i>schaduw</i>.'
    header = "id;soort;lat;lon;naam;omschrijving"
    take(table(f"1;bankje;51.5887;4.7758;{texts}", header=header))

    place = Place.objects.get()
    assert place.name == "Toren & plein"
    assert place.description == "Zon.\nEn schaduw."


def test_cells_may_hold_line_breaks_and_problems_still_name_the_right_line(take, table):
    path = table('1;bankje;51.5887;4.7758;"Twee\nregels"', "2;fout;51.5887;4.7758;x")

    assert "4" in take(path).only_problem


def test_a_surface_says_whether_the_path_is_paved(take, table):
    header = "id;soort;lat;lon;hard-pad"
    take(table("1;bankje;51.5887;4.7758;asphalt", "2;bankje;51.5887;4.7758;gravel",
               "3;bankje;51.5887;4.7758;onbekend", header=header))  # fmt: skip

    paved = Place.objects.order_by("source_id").values_list("paved", flat=True)
    assert list(paved) == [True, False, None]


# --- What can't be right is a problem, and nothing is written -------------------


def refused(take, path, **wishes):
    """The one problem of a file that must not be written."""
    done = take(path, **wishes)
    assert not Place.objects.exists()
    assert not done.is_written
    assert done.created == 0
    return done.only_problem


def test_a_missing_id_is_a_problem(take, table):
    assert "has no id" in refused(take, table(ROW, ";bankje;51.5887;4.7758;x"))


def test_an_unknown_kind_is_a_problem_that_names_line_and_word(take, table):
    problem = refused(take, table(ROW, "2;prullenbak;51.5887;4.7758;x"))

    assert "3" in problem
    assert "“prullenbak”" in problem


def test_a_missing_kind_is_a_problem(take, table):
    assert "not given" in refused(take, table("2;;51.5887;4.7758;x"))


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        ("", "", "no point"),
        ("51.5887", "", "no point"),
        ("hier", "daar", "no numbers"),
        ("4.7758", "51.5887", "swapped"),
        ("400159.7", "112651.2", "metres of RD"),
        ("112651.2", "400159.7", "metres of RD"),
        ("0", "0", "no place"),
        ("91", "400", "on earth"),
        ("nan", "4.7", "no numbers"),
        ("51.5606", "5.0913", "outside the municipality"),
    ],
)
def test_a_wrong_point_is_explained(take, table, lat, lon, words):
    assert words in refused(take, table(f"1;bankje;{lat};{lon};x"))


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ("4.7758", "51.5887", "degrees, not metres"),
        ("400159.7", "112651.2", "swapped"),
        ("112651.2", "900000", "outside the Netherlands"),
    ],
)
def test_a_wrong_point_in_rd_is_explained(take, table, x, y, words):
    path = table(f"1;bankje;{x};{y}", header="id;soort;rd_x;rd_y")

    assert words in refused(take, path)


def test_anywhere_takes_what_lies_outside_the_municipality(take, table):
    assert take(table("1;bankje;51.5606;5.0913;x"), anywhere=True).created == 1


def test_an_id_that_comes_twice_is_a_problem_that_names_both_lines(take, table):
    problem = refused(take, table(ROW, "2;park;51.5887;4.7758;x", ROW))

    assert "4" in problem
    assert "2" in problem


def test_an_id_that_is_too_long_is_a_problem(take, table):
    assert "too long" in refused(take, table(f"{'9' * 121};bankje;51.5887;4.7758;x"))


def test_a_row_with_too_few_columns_is_a_problem(take, table):
    assert "instead of 5" in refused(take, table("1;bankje;51.5887;4.7758"))


def test_skip_bad_leaves_out_only_what_is_wrong(take, table):
    done = take(table(ROW, ";bankje;51.5887;4.7758;x", "3;?;51;4;y"), skip_bad=True)

    assert done.is_written
    assert (done.created, done.skipped, done.problems) == (1, 2, 3)
    assert Place.objects.get().source_id == "1"


def test_of_a_double_id_skip_bad_takes_the_first(take, table):
    take(table(ROW, "1;park;51.5887;4.7758;Tweede"), skip_bad=True)

    assert Place.objects.get().name == "Bankje bij de toren"


def test_without_areas_nobody_can_say_what_lies_inside(take, table, city):
    city.delete()

    assert "import_areas" in refused(take, table(ROW))


# --- What can't be read at all ---------------------------------------------------


def test_a_file_that_is_not_there_is_a_problem(take, tmp_path):
    assert "no file" in refused(take, tmp_path / "weg.csv")


def test_a_folder_is_a_problem(take, tmp_path):
    (tmp_path / "map.csv").mkdir()

    assert "folder" in refused(take, tmp_path / "map.csv")


def test_an_unknown_ending_is_a_problem(take, tmp_path):
    assert "can be read" in refused(take, tmp_path / "plekken.docx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"PK\x03\x04 and so on", "xlsx"),
        (b"<!doctype html><title>x</title>", "web page"),
        (b"zomaar een tekst", "two columns"),
        (b"id;soort\x00;lat", "no text file"),
        ("id;soort;lat;lon\n1;é;5;4\n".encode("utf-16"), "UTF-16"),
        (b"id;soort;lat;lon\n", "no places"),
        (b"id;soort;lat;lon;id\n1;a;2;3;4\n", "twice"),
        (b'id;soort;lat;lon\n1;bankje;51;"' + b"4" * 140_000, "as CSV"),
    ],
)
def test_what_is_no_csv_is_explained(take, tmp_path, content, words):
    path = tmp_path / "plekken.csv"
    path.write_bytes(content)

    assert words in refused(take, path)


def test_a_broken_encoding_names_the_line(take, tmp_path):
    path = tmp_path / "plekken.csv"
    path.write_bytes(b"id;soort;lat;lon;naam\n1;bankje;51.5;4.7;a\n2;x;1;2;\x81\x8d\n")

    problem = refused(take, path)
    assert "3" in problem
    assert "Windows-1252" in problem


def test_two_encodings_in_one_file_are_not_garbled_but_refused(take, tmp_path):
    path = tmp_path / "plekken.csv"
    good, bad = "1;bankje;51.5;4.7;Café é\n", "2;bankje;51.5;4.7;Café\n"
    path.write_bytes(b"id;soort;lat;lon;naam\n" + good.encode() + bad.encode("cp1252"))

    assert "3" in refused(take, path)


def test_a_file_without_the_needed_columns_lists_what_it_has(take, table):
    problem = refused(take, table("a;b", header="titel;kleur"))

    for word in ["kind=", "lat=", "titel, kleur"]:
        assert word in problem


def test_a_chosen_column_that_is_not_there_is_a_problem(take, table):
    assert "“nummer”" in refused(take, table(ROW), columns="id=nummer")


def test_a_choice_that_means_nothing_is_a_problem(take, table):
    assert "“kleur”" in refused(take, table(ROW), columns="kleur=soort")


def test_an_unknown_kind_for_all_lists_the_kinds(take, table):
    assert "bankje" in refused(take, table(ROW), kind="prullenbak")


def test_a_source_without_a_name_is_a_problem(take, table):
    assert "--source" in refused(take, table(ROW), source=" ! ")


# --- What is optional and can't be read becomes unknown, with a warning ----------


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("openingstijden", "+423 232 48 18", "opening_hours", ""),
        ("openingstijden", "Feb 30 10:00-12:00", "opening_hours", ""),
        ("drempelvrij", "misschien", "step_free", "unknown"),
        ("rugleuning", "half", "backrest", None),
        ("kosten", "een tientje", "cost", "unknown"),
        ("fee", "Mo-Fr 08:00-18:00", "cost", "unknown"),
        ("website", "geen", "website", ""),
        ("website", "https://" + "a" * 200 + ".nl", "website", ""),
    ],
)
def test_an_unreadable_value_becomes_unknown_and_keeps_its_text(
    take, table, column, text, field, value
):
    done = take(
        table(f"1;bankje;51.5887;4.7758;{text}", header=f"id;soort;lat;lon;{column}")
    )

    place = Place.objects.get()
    assert getattr(place, field) == value
    assert place.source_raw == {field: text}
    assert done.warnings == 1
    (warning,) = done.texts("warning")
    assert "2" in warning
    assert text[:20] in warning


def test_a_name_that_is_too_long_is_cut_with_a_warning(take, table):
    long = "Bankje " * 30
    done = take(table(f"1;bankje;51.5887;4.7758;{long}"))

    assert len(Place.objects.get().name) <= 120
    assert done.warnings == 1


def test_broken_accents_give_a_warning(take, table):
    done = take(table("1;bankje;51.5887;4.7758;CafÃ©"))

    assert done.warnings == 1
    assert Place.objects.get().name == "CafÃ©"


def test_a_website_without_scheme_gets_one(take, table):
    take(
        table("1;park;51.5887;4.7758;www.example.nl", header="id;soort;lat;lon;website")
    )

    assert Place.objects.get().website == "https://www.example.nl"
