import pytest
from django.core.exceptions import ValidationError

from common.web.forms import LatLonField


def test_a_position_is_read_as_map_links_write_it():
    assert LatLonField().clean(" 51.589, 4.775 ").coords == (4.775, 51.589)


@pytest.mark.parametrize("nonsense", ["hier", "51.5", "91,4", "4.7,51.5,0", "nan,4"])
def test_nonsense_is_refused_with_an_example(nonsense):
    with pytest.raises(ValidationError, match=r"52\.155"):
        LatLonField().clean(nonsense)


def test_a_position_the_wrong_way_round_is_recognised():
    with pytest.raises(ValidationError, match="verkeerd om"):
        LatLonField().clean("4.775,51.589")


def test_an_optional_position_may_be_empty():
    assert LatLonField(required=False).clean("") is None


def test_a_position_that_was_shown_and_sent_back_has_not_changed():
    field = LatLonField()
    shown = field.prepare_value(field.clean("51.5890001,4.775"))

    assert not field.has_changed(field.clean("51.5890001,4.775"), shown)
