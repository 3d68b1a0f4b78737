from django.conf import settings
from django.utils.translation import get_language


def site(request):
    """What every page shows: who runs this site, how to reach them, both languages."""
    path = request.get_full_path()
    is_english = get_language() == "en"
    dutch = path.removeprefix("/en") if is_english else path
    return {
        "site_owner": settings.SITE_OWNER,
        "site_url": settings.SITE_URL,
        "site_city": settings.SITE_CITY,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_place": settings.CONTACT_PLACE,
        "contact_email": settings.CONTACT_EMAIL,
        "other_language": "nl" if is_english else "en",
        "other_language_url": dutch if is_english else f"/en{path}",
    }
