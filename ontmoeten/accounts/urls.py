"""Logging in by a code in the mail; the names are those that allauth asks for.

What is not here does not exist: no passwords, no sign-up of its own, no change of
address. The second factor is for staff.
"""

from allauth.account import views
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path
from django.views.decorators.cache import never_cache

from ontmoeten.accounts import single_sign_on
from ontmoeten.accounts.second_factor import for_staff


def staff(view):
    return never_cache(for_staff(view))


again = staff(factor.reauthenticate)

urlpatterns = [
    path("", views.request_login_code, name="account_login"),
    path("", views.request_login_code, name="account_request_login_code"),
    path("code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("uitloggen/", never_cache(views.logout), name="account_logout"),
    path("tweede-stap/", staff(factor.index), name="mfa_index"),
    path("tweede-stap/code/", staff(factor.authenticate), name="mfa_authenticate"),
    path("tweede-stap/nogmaals/", again, name="mfa_reauthenticate"),
    path("tweede-stap/nogmaals/", again, name="account_reauthenticate"),
    path("tweede-stap/instellen/", staff(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "tweede-stap/weghalen/",
        staff(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "tweede-stap/reservecodes/",
        staff(spare.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "tweede-stap/reservecodes/nieuw/",
        staff(spare.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("tweede-stap/sleutels/", staff(keys.list_webauthn), name="mfa_list_webauthn"),
    path(
        "tweede-stap/sleutels/nieuw/", staff(keys.add_webauthn), name="mfa_add_webauthn"
    ),
    path(
        "tweede-stap/sleutels/tonen/",
        staff(keys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "tweede-stap/sleutels/<number:pk>/weghalen/",
        staff(keys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("gemeente/", single_sign_on.start, name="single-sign-on"),
    path("gemeente/terug/", single_sign_on.callback, name="single-sign-on-callback"),
    path("gesloten/", views.account_inactive, name="account_inactive"),
]
