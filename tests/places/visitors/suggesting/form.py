"""The form for suggesting a place, as a browser fills it in."""

PATH = "/plekken/voorstellen/"

MARKET = "51.588700,4.775800"

PHOTO = {"photo_shows": "Een bank", "photo_by": "Jo", "photo_people": "niemand"}


def hidden(response):
    """What the form remembers, as a browser would send it back."""
    form = response.context["form"]
    return {field.html_name: field.value() or "" for field in form.hidden_fields()}


def is_stored(response):
    return response.status_code == 302 and response.url == f"{PATH}bedankt/"


def errors(response):
    return response.context["form"].errors


def near(client, **data):
    return client.post(f"{PATH}vlakbij/", data)
