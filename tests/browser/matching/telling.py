"""What the hands of someone do who tells what they look for or can do."""

EMAIL = "fatima@example.org"
SEND = "Verstuur het, en krijg een code"


def heading(page):
    return page.get_by_role("heading", level=1)


def fill_in(page, hands):
    """What has to be filled in, and no more."""
    for tick in ["Wandelen of fietsen", "Nederlands"]:
        page.get_by_role("checkbox", name=tick, exact=True).check()
    page.get_by_label("In welke buurt woon je?").select_option("Valkenberg")
    page.get_by_role("checkbox", name="dinsdagochtend").check()
    hands.fields += 4
    hands.fill("Je voornaam", "Fatima")
    hands.fill("Je e-mailadres", EMAIL)
    page.get_by_role("checkbox", name="Ik ben 18 jaar of ouder").check()
    hands.fields += 1
