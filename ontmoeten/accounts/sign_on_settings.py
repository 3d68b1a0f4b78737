"""The settings of the municipality's own login (OpenID Connect): all or none."""

import re

from django.core.exceptions import ImproperlyConfigured

from ontmoeten.accounts.roles import SLUGS

PROVIDER = "gemeente"  # its name in addresses and in the database
NEEDED = ["SSO_ISSUER", "SSO_CLIENT_ID", "SSO_CLIENT_SECRET", "SSO_ROLES"]
SAFE = r"https://[^\s/?#]+(/[^\s?#]*)?"
ON_THIS_MACHINE = r"http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s?#]*)?"


def read(env, *, debug: bool) -> dict | None:
    """What the environment says; None when there is no such login."""
    known = {name: env.text(name, "") for name in NEEDED}
    groups_claim = env.text("SSO_GROUPS_CLAIM", "groups")
    second_factor = env.text("SSO_SECOND_FACTOR", "")
    if not any(known.values()):
        return None
    if missing := [name for name, value in known.items() if not value]:
        raise ImproperlyConfigured(
            f"The municipality's login is half set: {', '.join(missing)} missing."
        )
    issuer = known["SSO_ISSUER"].rstrip("/")
    local = debug and re.fullmatch(ON_THIS_MACHINE, issuer)
    if not (local or re.fullmatch(SAFE, issuer)):
        raise ImproperlyConfigured(
            f"SSO_ISSUER is “{issuer}”; write it like https://login.example.nl/realm."
        )
    return {
        "issuer": issuer,
        "client_id": known["SSO_CLIENT_ID"],
        "secret": known["SSO_CLIENT_SECRET"],
        "roles": roles_of(known["SSO_ROLES"]),
        "groups_claim": groups_claim,
        "second_factor": factor_of(second_factor),
    }


def roles_of(text: str) -> dict[str, list[str]]:
    """Group of the municipality → roles, from `Groep A=editor, Groep B=moderator`."""
    found = {}
    for part in filter(None, map(str.strip, text.split(","))):
        group, _is, slug = (each.strip() for each in part.rpartition("="))
        if not group or slug not in SLUGS:
            raise ImproperlyConfigured(
                f"SSO_ROLES has “{part}”; write group=role with one of these roles: "
                f"{', '.join(SLUGS)}."
            )
        found.setdefault(group, []).append(SLUGS[slug])
    return found


def factor_of(text: str) -> tuple[str, str] | None:
    """The claim and value that say that a second factor was shown: `amr=mfa`."""
    if not text:
        return None
    claim, _is, value = (each.strip() for each in text.partition("="))
    if claim not in {"amr", "acr"} or not value:
        raise ImproperlyConfigured(
            f"SSO_SECOND_FACTOR is “{text}”; write amr=… or acr=…, like amr=mfa."
        )
    return claim, value


def providers(sign_on: dict | None) -> dict:
    """The same as django-allauth wants it."""
    if sign_on is None:
        return {}
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": PROVIDER,
                    "name": PROVIDER,
                    "client_id": sign_on["client_id"],
                    "secret": sign_on["secret"],
                    "settings": {
                        "server_url": sign_on["issuer"],
                        "oauth_pkce_enabled": True,
                    },
                }
            ]
        }
    }
