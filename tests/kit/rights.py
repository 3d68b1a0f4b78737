"""What asks which right: the addresses and the actions of staff. `test_rights.py` fails
when one is missing."""

INLINE = {  # edited in the page of something else
    "initiatives.organisationcontact": "initiatives_organisation",
    "places.placecontact": "places_place",
    "initiatives.membership": "initiatives_organisation",
    "initiatives.datechange": "initiatives_activity",
    "tours.stop": "tours_tour",
    "learning.experimenttie": "learning_experiment",
    "learning.goaltie": "learning_goal",
    "learning.measurement": "learning_indicator",
    "learning.questiontie": "learning_question",
}
ADDED_INSIDE = {
    "places.photo": "places_place",
    "initiatives.initiativephoto": "initiatives_initiative",
    "initiatives.host": "initiatives_initiative",
    "desks.deskhost": "desks_desk",
}
# What is below /beheer/ besides the lists and pages of models, and its right. "staff":
# opens for all who work here, and shows them what is theirs.
PAGES = {
    "admin:index": "staff",
    "admin:app_list": "staff",
    "admin:login": "everyone",
    "admin:logout": "everyone",
    "admin:jsi18n": "staff",
    "admin:autocomplete": "staff",
    "admin:view_on_site": "staff",
    "on-site": "staff",
    "on-site-framed": "the right to view its kind",
    "admin:password_change": "staff",
    "admin:password_change_done": "staff",
    "admin:auth_user_password_change": "ontmoeten.change_user",
    "admin:places_place_hours": "places.view_place",
    "admin:places_place_doubles": "places.add_place",
    "admin:initiatives_organisation_doubles": "initiatives.add_organisation",
    "admin:learning_experiment_step": "learning.change_experiment",
    "admin:learning_experiment_decide": "learning.change_experiment",
    "admin:learning_goal_find": "learning.add_goaltie",
    "admin:learning_goal_freeze": "learning.freeze_goal",
    "admin:learning_goal_of": "learning.add_goaltie",
    "admin:learning_indicator_table": "learning.add_measurement",
    "admin:learning_indicator_count": "learning.add_measurement",
    **dict.fromkeys(
        [
            f"admin:learning_question_{page}"
            for page in ("groups", "group", "promise", "close")
        ],
        "learning.change_question",
    ),
    "admin:learning_question_archive": "learning.archive_question",
    "admin:initiatives_livechange_look": "initiatives.view_livechange",
    "everything": "staff",
    "queue": "staff",
    "queue-item": "the right of its source",
    "queue-attend": "the right of its source",
    "queue-undo": "the right of its source",
    "queue-case": "the right of its source",
    "phone-list": "ontmoeten.ring",
    **dict.fromkeys(
        ["walks", "walk", "walk-look", "walk-worker"], "places.change_place"
    ),
    "imports": "places.import_places",
    "import": "places.import_places",
    "import-wrong": "places.import_places",
    "import-publish": "places.decide_place",
    **dict.fromkeys(
        ["organisation-imports", "organisation-import", "organisation-import-wrong"],
        "the right to import places and to add organisations",
    ),
    "organisation-import-publish": "initiatives.decide_organisation",
    "doubles": "the right to decide about either",
    "doubles-apart": "the right to decide about its kind",
    "doubles-merge": "the right to decide about its kind",
    "bin": "the right to delete any of it",
    "bin-take-back": "the right to delete and change its kind",
    "desks-running-out": "desks.view_desk",
    "heard": "learning.add_heard",
    "read-answers": "learning.decide_contribution",
    "freshness": "places.see_freshness",
    "freshness-csv": "places.see_freshness",
    "hard-texts": "places.view_place",
    **dict.fromkeys(
        [
            "policy",
            "policy-csv",
            "policy-excel",
            "policy-rows",
            "policy-usage",
            "policy-usage-rows",
        ],
        "places.see_policy",
    ),
    **dict.fromkeys(
        [
            f"match-{page}"
            for page in ("list", "looks", "moments", "pair", "person", "safeguard")
        ],
        "named in the rules of Meet & Match",
    ),
    **dict.fromkeys(["match-policy", "match-register"], "matching.set_policy"),
    "personal-data": "ontmoeten.see_register",
    "personal-data-csv": "ontmoeten.see_register",
    "translations": "the right to view any of it",
    "translations-of": "the right of its kind",
}
ACTIONS = {
    "places.place": {
        "publish": "places.decide_place",
        "mark_checked": "places.change_place",
        "close": "places.decide_place",
        "hide": "places.decide_place",
        "reopen": "places.decide_place",
    },
    "places.placereport": {
        "hide_place": "places.decide_place",
        "mark_handled": "places.change_placereport",
    },
    "initiatives.entryreport": {"mark_handled": "initiatives.change_entryreport"},
    "places.visitorfact": {"take_back": "places.answer_doubt"},
    "places.photo": dict.fromkeys(["show", "hide"], "places.decide_place"),
    "places.placephotoremoval": dict.fromkeys(
        ["remove_for_good", "leave_as_it_was"], "places.change_placephotoremoval"
    ),
    "initiatives.organisation": {"publish": "initiatives.decide_organisation"},
    "initiatives.initiative": {"publish": "initiatives.decide_initiative"},
    "initiatives.activity": {"publish": "initiatives.decide_activity"},
    "initiatives.claim": dict.fromkeys(
        ["grant", "turn_down"], "initiatives.change_claim"
    ),
    "initiatives.initiativephoto": dict.fromkeys(
        ["show", "hide"], "initiatives.change_initiativephoto"
    ),
    "initiatives.host": dict.fromkeys(["show", "hide"], "initiatives.change_host"),
    "desks.deskhost": dict.fromkeys(["show", "hide"], "desks.change_deskhost"),
    "desks.hostremoval": dict.fromkeys(
        ["remove_for_good", "leave_as_it_was"], "desks.change_hostremoval"
    ),
    "initiatives.photoremoval": dict.fromkeys(
        ["remove_for_good", "leave_as_it_was"], "initiatives.change_photoremoval"
    ),
    "initiatives.livechange": {"look_at_all": "initiatives.view_livechange"},
    "tours.tour": {"publish": "tours.decide_tour"},
    "learning.experiment": {"publish": "learning.decide_experiment"},
    "learning.lesson": {"publish": "learning.decide_lesson"},
    "learning.newsitem": {"publish": "learning.decide_newsitem"},
    "learning.goal": {"publish": "learning.decide_goal"},
    "ontmoeten.mail": {"retry": "ontmoeten.change_mail"},
    "ontmoeten.user": {
        "invite": "ontmoeten.change_user",
        "take_factor": "ontmoeten.take_factor",
        "only_single_sign_on": "ontmoeten.change_user",
    },
}

# How colleagues log in, outside /beheer/: `test_second_factor.py` tries who finds what.
OF_COLLEAGUES = {
    "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "account_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "single-sign-on",
    "single-sign-on-callback",
}  # fmt: skip
