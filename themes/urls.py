from django.urls import path

from themes import views

app_name = "themes"
urlpatterns = [
    path("themas/", views.themes, name="list"),
    path("themas/<slug:slug>/", views.theme_detail, name="detail"),
]
