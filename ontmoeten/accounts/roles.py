"""Who of the staff may do what: the one place where that is said.

A role is a group of the same name; `keep_in_step` gives it the rights below after each
migrate, and takes what is not here. A person may have several roles. Superusers may
everything; whoever has no role may nothing. What a right opens is where it is asked:
in the administration Django's own four (view, add, change, delete), for the rest the
rights that a model's Meta adds.
"""

from django.db import router

EDITOR = "Redacteur"
MODERATOR = "Moderator"
COORDINATOR = "Coördinator Meet & Match"
POLICY = "Beleidsmedewerker"
ADMINISTRATOR = "Beheerder"
ROLES = [EDITOR, MODERATOR, COORDINATOR, POLICY, ADMINISTRATOR]

# How a setting (SSO_ROLES) writes them.
SLUGS = {
    "editor": EDITOR,
    "moderator": MODERATOR,
    "coordinator": COORDINATOR,
    "policy": POLICY,
    "administrator": ADMINISTRATOR,
}

_WRITERS = [EDITOR, MODERATOR]
_READERS = [EDITOR, MODERATOR, COORDINATOR]
_LEARNING = [EDITOR, MODERATOR, POLICY]

# Right → who has it.
RIGHTS: dict[str, list[str]] = {
    # Places: editors write them, moderators decide what comes on the site.
    "places.view_place": _READERS,
    "places.add_place": _WRITERS,
    "places.change_place": _WRITERS,
    "places.decide_place": [MODERATOR],
    "places.delete_place": [MODERATOR],
    "places.answer_doubt": [MODERATOR],
    "places.view_visitorfact": [MODERATOR],
    "places.import_places": [MODERATOR, ADMINISTRATOR],
    "places.see_freshness": [EDITOR, MODERATOR, POLICY, ADMINISTRATOR],
    # Who may decide about places, decides which photos are shown.
    "places.view_photo": _WRITERS,
    "places.add_photo": _WRITERS,
    "places.change_photo": _WRITERS,
    "places.delete_photo": _WRITERS,
    # Whom staff ring: for who may ring.
    "places.view_placecontact": _WRITERS,
    "places.add_placecontact": _WRITERS,
    "places.change_placecontact": _WRITERS,
    "places.delete_placecontact": _WRITERS,
    "initiatives.view_organisationcontact": _WRITERS,
    "initiatives.add_organisationcontact": _WRITERS,
    "initiatives.change_organisationcontact": _WRITERS,
    "initiatives.delete_organisationcontact": _WRITERS,
    "places.view_placephotoremoval": [MODERATOR],
    "places.change_placephotoremoval": [MODERATOR],
    "places.view_placereport": [MODERATOR],
    "places.change_placereport": [MODERATOR],
    # The words, kinds, days and sources around them.
    "places.view_placekind": [*_WRITERS, ADMINISTRATOR],
    "places.add_placekind": [ADMINISTRATOR],
    "places.change_placekind": [ADMINISTRATOR],
    "places.delete_placekind": [ADMINISTRATOR],
    "places.view_closingday": [*_WRITERS, ADMINISTRATOR],
    "places.add_closingday": [EDITOR, ADMINISTRATOR],
    "places.change_closingday": [EDITOR, ADMINISTRATOR],
    "places.delete_closingday": [EDITOR, ADMINISTRATOR],
    "places.view_synonym": [EDITOR, ADMINISTRATOR],
    "places.add_synonym": [EDITOR, ADMINISTRATOR],
    "places.change_synonym": [EDITOR, ADMINISTRATOR],
    "places.delete_synonym": [EDITOR, ADMINISTRATOR],
    "places.view_dataset": [*_WRITERS, ADMINISTRATOR],
    "places.add_dataset": [ADMINISTRATOR],
    "places.change_dataset": [ADMINISTRATOR],
    "places.delete_dataset": [ADMINISTRATOR],
    # Areas and figures; of loneliness and health only for who makes policy.
    "places.view_neighbourhood": [*_WRITERS, POLICY, ADMINISTRATOR],
    "places.change_neighbourhood": [ADMINISTRATOR],
    "places.view_district": [POLICY, ADMINISTRATOR],
    "places.change_district": [ADMINISTRATOR],
    "places.view_municipality": [POLICY, ADMINISTRATOR],
    "places.change_municipality": [ADMINISTRATOR],
    "places.view_figure": [POLICY],
    "places.see_loneliness": [POLICY],
    "places.see_policy": [POLICY, ADMINISTRATOR],
    # Organisations and what they do.
    "initiatives.view_organisation": _READERS,
    "initiatives.add_organisation": _WRITERS,
    "initiatives.change_organisation": _WRITERS,
    "initiatives.decide_organisation": [MODERATOR],
    "initiatives.delete_organisation": [MODERATOR],
    "initiatives.mark_organisation": [MODERATOR],
    "initiatives.view_membership": [MODERATOR],
    "initiatives.change_membership": [MODERATOR],
    "initiatives.delete_membership": [MODERATOR],
    "initiatives.view_claim": [MODERATOR],
    "initiatives.change_claim": [MODERATOR],
    "initiatives.view_initiative": _READERS,
    "initiatives.add_initiative": _WRITERS,
    "initiatives.change_initiative": _WRITERS,
    "initiatives.decide_initiative": [MODERATOR],
    "initiatives.delete_initiative": [MODERATOR],
    "initiatives.view_activity": _READERS,
    "initiatives.add_activity": _WRITERS,
    "initiatives.change_activity": _WRITERS,
    "initiatives.decide_activity": [MODERATOR],
    "initiatives.delete_activity": [MODERATOR],
    "initiatives.view_datechange": _READERS,
    "initiatives.add_datechange": _WRITERS,
    "initiatives.change_datechange": _WRITERS,
    "initiatives.delete_datechange": _WRITERS,
    "initiatives.view_proposal": [MODERATOR],
    "initiatives.change_proposal": [MODERATOR],
    "initiatives.view_livechange": [MODERATOR],
    "initiatives.view_decision": [MODERATOR],
    "initiatives.view_entryreport": [MODERATOR],
    "initiatives.change_entryreport": [MODERATOR],
    "initiatives.answer_remark": [MODERATOR],
    # Tours; who may decide about them sees the junctions that they ride by.
    "tours.view_tour": _READERS,
    "tours.add_tour": _WRITERS,
    "tours.change_tour": _WRITERS,
    "tours.decide_tour": [MODERATOR],
    "tours.delete_tour": [MODERATOR],
    "tours.view_stop": _READERS,
    "tours.change_stop": _WRITERS,
    "tours.view_junction": _WRITERS,
    "tours.view_tourchange": [MODERATOR],
    "tours.change_tourchange": [MODERATOR],
    # What the city tries and learns: who makes policy writes it, moderators publish.
    "learning.view_experiment": _LEARNING,
    "learning.add_experiment": [POLICY],
    "learning.change_experiment": [POLICY, MODERATOR],
    "learning.decide_experiment": [MODERATOR],
    "learning.delete_experiment": [MODERATOR],
    "learning.view_experimenttie": _LEARNING,
    "learning.add_experimenttie": [POLICY, MODERATOR],
    "learning.change_experimenttie": [POLICY, MODERATOR],
    "learning.delete_experimenttie": [POLICY, MODERATOR],
    "learning.view_lesson": _LEARNING,
    "learning.add_lesson": [POLICY],
    "learning.change_lesson": [POLICY, MODERATOR],
    "learning.decide_lesson": [MODERATOR],
    "learning.delete_lesson": [MODERATOR],
    "learning.view_newsitem": _LEARNING,
    "learning.add_newsitem": [POLICY],
    "learning.change_newsitem": [POLICY, MODERATOR],
    "learning.decide_newsitem": [MODERATOR],
    "learning.delete_newsitem": [MODERATOR],
    # Goals of the pact: who makes policy writes, measures and freezes them.
    "learning.view_goal": _LEARNING,
    "learning.add_goal": [POLICY],
    "learning.change_goal": [POLICY, MODERATOR],
    "learning.decide_goal": [MODERATOR],
    "learning.delete_goal": [MODERATOR],
    "learning.freeze_goal": [POLICY],
    "learning.view_goaltie": _LEARNING,
    "learning.add_goaltie": [POLICY, MODERATOR],
    "learning.change_goaltie": [POLICY, MODERATOR],
    "learning.delete_goaltie": [POLICY, MODERATOR],
    "learning.view_indicator": _LEARNING,
    "learning.add_indicator": [POLICY],
    "learning.change_indicator": [POLICY],
    "learning.delete_indicator": [POLICY],
    "learning.view_measurement": _LEARNING,
    "learning.add_measurement": [POLICY],
    # What the city asks: who makes policy asks, groups and answers; moderators publish,
    # and read what people answer.
    "learning.view_question": _LEARNING,
    "learning.add_question": [POLICY],
    "learning.change_question": [POLICY, MODERATOR],
    "learning.decide_question": [MODERATOR],
    "learning.delete_question": [MODERATOR],
    "learning.archive_question": [POLICY, MODERATOR],
    "learning.view_questiontie": _LEARNING,
    "learning.add_questiontie": [POLICY, MODERATOR],
    "learning.change_questiontie": [POLICY, MODERATOR],
    "learning.delete_questiontie": [POLICY, MODERATOR],
    "learning.view_contribution": [POLICY, MODERATOR],
    "learning.decide_contribution": [MODERATOR],
    # Photos and hosts of initiatives: people and what they agreed to.
    "initiatives.view_initiativephoto": [MODERATOR],
    "initiatives.add_initiativephoto": [MODERATOR],
    "initiatives.change_initiativephoto": [MODERATOR],
    "initiatives.delete_initiativephoto": [MODERATOR],
    "initiatives.view_host": [MODERATOR],
    "initiatives.add_host": [MODERATOR],
    "initiatives.change_host": [MODERATOR],
    "initiatives.delete_host": [MODERATOR],
    "initiatives.view_photoremoval": [MODERATOR],
    "initiatives.change_photoremoval": [MODERATOR],
    # Desks, and who sits there.
    "desks.view_desk": _READERS,
    "desks.add_desk": _WRITERS,
    "desks.change_desk": _WRITERS,
    "desks.view_deskhost": [MODERATOR],
    "desks.add_deskhost": [MODERATOR],
    "desks.change_deskhost": [MODERATOR],
    "desks.delete_deskhost": [MODERATOR],
    "desks.view_deskchange": [MODERATOR],
    "desks.change_deskchange": [MODERATOR],
    "desks.view_hostremoval": [MODERATOR],
    "desks.change_hostremoval": [MODERATOR],
    # What is counted at the door, and who corrected it.
    "learning.view_tally": [MODERATOR, POLICY],
    # All of staff note what they heard; who decides never is who typed it.
    # Meet & Match: what people can ask for, and its rules. Who sees the people are the
    # two who are named in the rules; no right opens that.
    "matching.view_subject": [COORDINATOR, ADMINISTRATOR],
    "matching.add_subject": [COORDINATOR, ADMINISTRATOR],
    "matching.change_subject": [COORDINATOR, ADMINISTRATOR],
    "matching.set_policy": [ADMINISTRATOR],
    "learning.view_heard": ROLES,
    "learning.add_heard": ROLES,
    "learning.change_heard": _WRITERS,
    "learning.decide_heard": [MODERATOR],
    "learning.delete_heard": [MODERATOR],
    # The site itself.
    "themes.view_theme": [EDITOR],
    "themes.change_theme": [EDITOR],
    "ontmoeten.ring": _WRITERS,
    "ontmoeten.accept_translation": [MODERATOR],
    "ontmoeten.view_hardword": [EDITOR, ADMINISTRATOR],
    "ontmoeten.add_hardword": [EDITOR, ADMINISTRATOR],
    "ontmoeten.change_hardword": [EDITOR, ADMINISTRATOR],
    "ontmoeten.delete_hardword": [EDITOR, ADMINISTRATOR],
    "ontmoeten.view_answertemplate": [MODERATOR, ADMINISTRATOR],
    "ontmoeten.add_answertemplate": [MODERATOR, ADMINISTRATOR],
    "ontmoeten.change_answertemplate": [MODERATOR, ADMINISTRATOR],
    "ontmoeten.delete_answertemplate": [MODERATOR, ADMINISTRATOR],
    "ontmoeten.view_absence": [*_WRITERS, ADMINISTRATOR],
    "ontmoeten.add_absence": [MODERATOR, ADMINISTRATOR],
    "ontmoeten.change_absence": [MODERATOR, ADMINISTRATOR],
    "ontmoeten.delete_absence": [MODERATOR, ADMINISTRATOR],
    "ontmoeten.view_mail": [ADMINISTRATOR],
    "ontmoeten.change_mail": [ADMINISTRATOR],
    # Colleagues: who they are, and their roles.
    "ontmoeten.view_user": [ADMINISTRATOR],
    "ontmoeten.add_user": [ADMINISTRATOR],
    "ontmoeten.change_user": [ADMINISTRATOR],
    "ontmoeten.take_factor": [ADMINISTRATOR],
    "ontmoeten.see_register": [MODERATOR, POLICY, ADMINISTRATOR],
}


def rights_of(role: str) -> set[str]:
    return {right for right, roles in RIGHTS.items() if role in roles}


def keep_in_step(using="default", **kwargs) -> None:
    """Give each role's group its rights and no others; two queries when all is well, a
    handful after the tests have emptied everything."""
    from django.contrib.auth.models import Group, Permission

    if not router.allow_migrate_model(using, Permission):  # the key store
        return
    apps = {right.partition(".")[0] for right in RIGHTS}
    rows = Permission.objects.using(using).filter(content_type__app_label__in=apps)
    rows = rows.values_list("content_type__app_label", "codename", "pk")
    known = {f"{app}.{name}": pk for app, name, pk in rows}
    wanted = {
        (role, known[right])
        for right, roles in RIGHTS.items()
        for role in roles
        if right in known
    }
    Tie = Group.permissions.through
    ties = Tie.objects.using(using).filter(group__name__in=ROLES)
    now = {
        (role, right): pk
        for role, right, pk in ties.values_list("group__name", "permission", "pk")
    }
    if set(now) == wanted:
        return
    groups = Group.objects.using(using)
    groups.bulk_create([Group(name=role) for role in ROLES], ignore_conflicts=True)
    number = dict(groups.filter(name__in=ROLES).values_list("name", "pk"))
    ties.filter(pk__in=[now[each] for each in set(now) - wanted]).delete()
    Tie.objects.using(using).bulk_create(
        [
            Tie(group_id=number[role], permission_id=right)
            for role, right in sorted(wanted - set(now))
        ],
        ignore_conflicts=True,
    )
