from django.urls import path

from matching.staff import lists, moments, pairs, person, policy

urlpatterns = [
    path("", lists.page, name="match-list"),
    path("gekeken/", lists.looks, name="match-looks"),
    path("regels/", policy.page, name="match-policy"),
    path("register/", policy.register, name="match-register"),
    path("momenten/", moments.page, name="match-moments"),
    path("paar/<number:pk>/", pairs.page, name="match-pair"),
    path("<uuid:who>/", person.page, name="match-person"),
    path("<uuid:who>/gezien/", person.safeguard, name="match-safeguard"),
]
