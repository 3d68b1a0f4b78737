"""A small town made by hand, to search in; the bench uses it too."""

from tests.kit.factories import make_district, make_neighbourhood, make_place

AREAS = {  # neighbourhood: district
    "City": "Breda centrum",
    "Valkenberg": "Breda centrum",
    "Belcrum": "Breda noord",
    "Doornbos-Linie": "Breda noord",
    "Brabantpark": "Breda oost",
    "Heksenwiel": "Haagse Beemden",
    "Ginneken": "Breda zuid",
}
# Key, name, kind, neighbourhood, and what else is known.
PLACES = [
    ("vijverbank", "Bankje bij de vijver", "bankje", "Valkenberg", {
        "backrest": True,
        "description": "Een rustige plek in het park, onder de bomen.",
        "description_en": "A quiet spot to sit under the trees.",
    }),
    ("laanbank", "Bankje Middellaan", "bankje", "Doornbos-Linie", {
        "address": "Middellaan 12, 4811 VM Breda",
    }),
    ("haagbank", "Zitbank Haagweg", "bankje", "Heksenwiel", {
        "covered": True,
        "description": "Naast de bushalte.",
    }),
    ("picknick", "Picknicktafel bij het fort", "picknicktafel", "Doornbos-Linie", {
        "description": "Twee tafels onder een grote eik.",
    }),
    ("valkenberg", "Park Valkenberg", "park", "Valkenberg", {
        "description": "Stadspark met een vijver, bloemen en een fontein. In de zomer "
        "is er muziek.",
        "description_en": "City park with a pond, flowers and a fountain. Music in "
        "summer.",
    }),
    ("liniepark", "Liniepark", "park", "Doornbos-Linie", {
        "description": "Speelweide en wandelpaden rond het oude fort.",
    }),
    ("markt", "Grote Markt", "plein", "City", {
        "description": "Het hart van de stad, bij de Grote Kerk, met terrassen.",
        "description_en": "The heart of the city, near the church.",
    }),
    ("ginnekenmarkt", "Ginnekenmarkt", "plein", "Ginneken", {
        "description": "Dorpsplein met lindebomen.",
    }),
    ("veste", "Nieuwe Veste", "bibliotheek", "City", {
        "address": "Molenstraat 6, 4811 GS Breda",
        "step_free": "yes",
        "toilets": True,
        "description": "Lezen, leren en elkaar ontmoeten. Er zijn computers en wifi.",
        "description_en": "Read, learn and meet. With wifi and computers.",
    }),
    ("wijkbieb", "Wijkbibliotheek Heksenwiel", "bibliotheek", "Heksenwiel", {
        "description": "Elke week taalcafé en voorlezen voor kinderen.",
    }),
    ("tuin", "Buurttuin De Ontmoeting", "buurttuin", "Belcrum", {
        "description": "Samen groenten kweken met de buren.",
    }),
    ("vingers", "De Groene Vingers", "buurttuin", "Brabantpark", {
        "cost": "free",
        "description": "Pluktuin met kruiden en fruitbomen.",
    }),
    ("wissel", "Buurthuis De Wisselwerking", "buurthuis", "Doornbos-Linie", {
        "address": "Doornboslaan 4, 4816 CZ Breda",
        "step_free": "yes",
        "toilets": True,
        "description": "Op woensdag een maaltijd, daarna biljart. Ook taalles.",
    }),
    ("vianden", "Gemeenschapshuis De Vianden", "buurthuis", "Ginneken", {
        "address": "Viandenlaan 3, 4835 LA Breda",
        "description": "Koor, toneel en kaarten voor senioren.",
    }),
    ("kerk", "Grote Kerk", "gebedshuis", "City", {
        "address": "Kerkplein 2, 4811 XT Breda",
        "description": "Gotisch, met orgelconcerten. Je mag er stil zitten.",
    }),
    ("moskee", "Moskee Al-Fath", "gebedshuis", "Brabantpark", {
        "description": "Open huis met thee op vrijdag.",
    }),
    ("museum", "Stedelijk Museum", "cultuur", "City", {
        "address": "Boschstraat 22, 4811 GH Breda",
        "cost": "paid",
        "description": "Kunst en geschiedenis van Breda.",
    }),
    ("dans", "Theater De Dansvloer", "cultuur", "Belcrum", {
        "description": "Muziek en dans voor jongeren in een oude fabriek.",
    }),
    ("tap", "Watertap Havermarkt", "watertap", "City", {}),
    ("boterhal", "Café De Boterhal", "cafe", "City", {
        "address": "Grote Markt 19, 4811 XN Breda",
        "description": "Bruin café met bordspellen.",
    }),
    ("zeezicht", "Eetcafé Zeezicht", "restaurant", "City", {
        "description": "Lunch en diner.",
    }),
    ("creme", "Crème & Co", "cafe", "Ginneken", {
        "description": "IJssalon met een terras.",
    }),
    ("boeimeer", "Speeltuin Boeimeer", "speelplek", "Brabantpark", {
        "description": "Schommels, een glijbaan en een zandbak.",
    }),
    ("klimbos", "Klimbos", "speelplek", "Belcrum", {}),
    ("wc", "Openbaar toilet Kasteelplein", "toilet", "City", {
        "step_free": "yes",
        "toilets_wheelchair": True,
    }),
    ("trapveld", "Trapveldje Wisselaar", "sportplek", "Doornbos-Linie", {
        "lit": True,
        "description": "Voetbal en basketbal, ook 's avonds.",
    }),
    ("boules", "Jeu-de-boulesbaan", "sportplek", "Ginneken", {
        "description": "Zand en schaduw. Ballen kun je lenen.",
    }),
    ("boerderij", "Kinderboerderij Wolfslaar", "overig", "Ginneken", {
        "description": "Geiten, konijnen en een ezel. Honden mogen niet mee.",
    }),
    ("huiske", "’t Huiske van Anna", "overig", "Brabantpark", {
        "description": "Huiskamer voor buurtbewoners, met foto’s van vroeger.",
    }),
    ("brug", "Hefbrug aan de Mark", "overig", "Belcrum", {
        "description": "Uitzicht over de rivier en de haven.",
    }),
]  # fmt: skip


def build() -> dict[int, str]:
    """The town in the database: the key of each place by its id."""
    districts = {name: make_district(name=name) for name in sorted({*AREAS.values()})}
    areas = {
        name: make_neighbourhood(name=name, district=districts[district])
        for name, district in AREAS.items()
    }
    keys = {}
    for key, name, kind, area, facts in PLACES:
        place = make_place(
            name=name, slug=key, kind=kind, neighbourhood=areas[area], **facts
        )
        keys[place.pk] = key
    make_place(name="Geheime bank", slug="geheim", state="suggested")
    return keys
