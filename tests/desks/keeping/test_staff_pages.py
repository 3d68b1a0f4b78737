"""What staff see of the hosts of a desk leads to no page that is not for them."""

import pytest
from django.contrib.auth.models import Group

from ontmoeten.accounts.roles import MODERATOR
from tests.kit.factories import make_desk, make_desk_host, make_staff, make_user
from tests.kit.staffpages import as_, staff_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LOOK_UP = "/beheer/ontmoeten/user/"


def test_only_who_may_look_up_people_chooses_the_account_of_a_host():
    desk = make_desk()
    host = make_desk_host(desk)
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=MODERATOR))
    moderator, boss = as_(person), as_(make_staff())

    for page in map(staff_page, (desk, host)):
        assert LOOK_UP in boss.get(page).content.decode()
        seen = moderator.get(page)
        assert seen.status_code == 200
        assert LOOK_UP not in seen.content.decode()
