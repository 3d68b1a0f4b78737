"""How much one address may send in an hour (rate limits), of each form."""

from ontmoeten.environment import Environment


def read(env: Environment) -> dict[str, int]:
    return {
        "suggestion": env.number("SUGGESTIONS_PER_HOUR", 10),
        "report": env.number("REPORTS_PER_HOUR", 20),
        "confirmation": env.number("CONFIRMATIONS_PER_HOUR", 20),
        "answer": env.number("ANSWERS_PER_HOUR", 60),
        "photo": env.number("PHOTOS_PER_HOUR", 20),
        "tour": env.number("TOURS_PER_HOUR", 10),
        "order": env.number("ORDERS_PER_HOUR", 120),  # computing one takes up to 2 s
        "signup": env.number("SIGN_UPS_PER_HOUR", 10),
        "door": env.number("DOOR_MESSAGES_PER_HOUR", 5),
        "removal": env.number("PHOTO_REMOVALS_PER_HOUR", 20),
        "registration": env.number("REGISTRATIONS_PER_HOUR", 10),
        "invitation": env.number("INVITATIONS_PER_HOUR", 20),
        "login": env.number("LOGINS_PER_HOUR", 300),  # one address: a whole office
        "code": env.number("CODES_PER_HOUR", 6),  # of one visitor, for one mail
        "invited": 6,  # to one e-mail address
        "password": env.number("PASSWORDS_PER_HOUR", 300),  # wrong ones
        "guesses": 60,  # wrong passwords for one account, from anywhere
        "match": env.number("MATCHES_PER_HOUR", 10),  # wishes and offers
        "match-table": env.number("MATCHES_AT_A_TABLE_PER_HOUR", 60),  # by a host
        "contribution": env.number("CONTRIBUTIONS_PER_HOUR", 10),
        "slip-guess": env.number("WRONG_SLIPS_PER_HOUR", 60),  # from one address
        "factor": 20,  # codes of a second factor, of one of the staff
    }
