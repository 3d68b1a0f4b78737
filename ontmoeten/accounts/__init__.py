"""Logging in, roles, second factor, single sign-on (OpenID Connect)."""
