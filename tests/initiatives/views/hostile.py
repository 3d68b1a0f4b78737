"""What people type who mean harm, or whose telephone does: one table for every form."""

from html.parser import HTMLParser

SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "script": SCRIPT,
    "script in capitals": "<SCRIPT SRC=//example.com/x.js></SCRIPT>",
    "image that fails": '<img src=x onerror="alert(1)">',
    "drawing that loads": "<svg/onload=alert(1)>",
    "out of an attribute": '" onmouseover="alert(1)" x="',
    "out of an attribute, single": "' autofocus onfocus='alert(1)",
    "out of a text area": f"</textarea>{SCRIPT}",
    "out of a list": f"</option></select>{SCRIPT}",
    "out of the title": f"</title>{SCRIPT}",
    "out of a script": f"</script>{SCRIPT}",
    "out of JSON": '"}</script><script>alert(1)</script>{"',
    "comment": "<!-- --!><script>alert(1)</script>",
    "cdata": f"]]>{SCRIPT}",
    "style": "<style>*{display:none}</style>",
    "frame": '<iframe src="javascript:alert(1)"></iframe>',
    "base": '<base href="//example.com/">',
    "refresh": '<meta http-equiv=refresh content="0;url=//example.com">',
    "form": '<form action="//example.com"><input name=csrfmiddlewaretoken>',
    "address that is a script": "javascript:alert(1)",
    "the same, hidden": "java\tscript:alert(1)",
    "the same, in entities": "&#106;avascript:alert(1)",
    "address that is a page": "data:text/html,<script>alert(1)</script>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "wide signs": "＜script＞alert(1)＜/script＞",
    "template": "{{ request.user.password }}{% debug %}",
    "format": "%s%n%(password)s{0.__class__}",
    "sql": "'; DROP TABLE initiatives_activity; --",
    "sql, always true": "' OR '1'='1",
    "formula": '=HYPERLINK("http://example.com","klik")',
    "another header": "a@example.org\r\nBcc: b@example.org",
    "path": "../../../../etc/passwd",
    "NUL": "voor\x00na",
    "bell and escape": "voor\x07\x1b[31mna",
    "right to left override": "gpj.\u202eexe",
    "isolates": "\u2066\u2067a\u2069\u202c",
    "nothing that is seen": "\u200b\ufeff\u2060",
    "piled up accents": "Z" + "\u0301" * 500,
    "hundred thousand letters": "a" * 100_000,
    "ten thousand brackets": "<" * 10_000,
    "very many digits": "9" * 5_000,
    "number without end": "1e309",
    "negative": "-1",
    "not a number": "NaN",
    "json": '{"is_staff": true}',
    "smiley": "👩‍👩‍👧‍👦",
    "half of a pair": "\\ud800",
}
# Fields that no form offers to who fills it in.
FORGED = {
    "is_staff": "on", "is_superuser": "on", "is_active": "", "is_trusted": "on",
    "is_vetted": "on", "state": "published", "refusal_reason": "x", "slug": "gekaapt",
    "organisation": "1", "organisation_id": "1", "created_by": "1", "dataset": "1",
    "source_id": "x", "checked_on": "2020-01-01", "contact": "x", "person": "1",
    "pk": "1", "id": "1", "first_name": "x", "token_hash": "x", "claims": "1",
    "image": "x.jpg", "name_consent_on": "2020-01-01", "width": "1",
}  # fmt: skip


class Inspector(HTMLParser):
    """Notes what would run in a page, other than files of our own."""

    def __init__(self, page: str):
        super().__init__()
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag == "script" and not self._is_ours(known):
            self.wrong.append(f"script {known}")
        if tag in {"iframe", "object", "embed", "base", "style"}:
            self.wrong.append(tag)
        if tag == "meta" and "http-equiv" in known:
            self.wrong.append("meta http-equiv")
        if tag == "form" and (known.get("action") or "/")[:1] != "/":
            self.wrong.append(f"form {known}")
        for name, value in attributes:
            self._look_at(name, (value or "").strip().lower())

    def _look_at(self, name, value):
        runs = value.startswith(("javascript:", "data:", "vbscript:"))
        if name.startswith("on") or name == "style":
            self.wrong.append(f"{name}={value[:40]}")
        if name in {"href", "src", "action", "formaction"} and runs:
            self.wrong.append(f"{name}={value[:40]}")

    def _is_ours(self, known):
        is_data = known.get("type") in {"application/ld+json", "application/json"}
        return is_data or (known.get("src") or "").startswith("/static/")
