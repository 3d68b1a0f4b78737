from django.urls import path

from matching.views import pairs, private, public, table

app_name = "matching"
BASE = "meet-en-match/"
urlpatterns = [
    path(BASE, public.about, name="about"),
    path(f"{BASE}verstuurd/", public.sent, name="sent"),
    path(f"{BASE}gewist/", public.erased, name="erased"),
    path(f"{BASE}regel/", public.rule, name="rule"),
    path(f"{BASE}regel.json", public.rule_json, name="rule-json"),
    path(f"{BASE}code/<secret:token>/", private.code, name="code"),
    path(f"{BASE}mijn/<secret:token>/", private.mine, name="mine"),
    path(f"{BASE}mijn/<secret:token>/wijzigen/", private.change, name="change"),
    path(f"{BASE}mijn/<secret:token>/alles.json", private.export, name="export"),
    path(f"{BASE}nog-steeds/<secret:token>/", private.wanted, name="still"),
    path(f"{BASE}samen/<secret:token>/", pairs.pair, name="pair"),
    path(f"{BASE}stop/<secret:token>/", pairs.stop, name="stop"),
    path(f"{BASE}tafel/<secret:token>/", table.table, name="table"),
    path(f"{BASE}tafel/<secret:token>/opgeslagen/", table.typed, name="typed"),
    # The last of them: it takes any word.
    path(f"{BASE}<slug:what>/", public.tell, name="tell"),
]
