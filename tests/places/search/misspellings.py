"""Words of the town written wrong, each with the right spelling: both must find the
same. By the kind of error; typing errors proper are in `queries.py`."""

PAIRS = """
# ei, ij and y
plijn plein
pleyn plein
dorpsplijn dorpsplein
kasteelplijn kasteelplein
kerkplijn kerkplein
veiver vijver
vyver vijver
gijten geiten
weikbibliotheek wijkbibliotheek
wykbibliotheek wijkbibliotheek
gleibaan glijbaan
glybaan glijbaan
kinderboerderei kinderboerderij
boerdery boerderij
konein konijn
speelwijde speelweide
vreidag vrijdag
maaltyd maaltijd
stedeleik stedelijk
eissalon ijssalon
# au and ou
auderen ouderen
restourant restaurant
# ui and uy
buurttuyn buurttuin
buurthuys buurthuis
speeltuyn speeltuin
fruytboom fruitboom
uytzicht uitzicht
# g and ch
gotish gotisch
gotis gotisch
orgelkonsert orgelconcert
schommol schommel
sgommel schommel
sgaduw schaduw
uitzigt uitzicht
gesgiedenis geschiedenis
gemeensgapshuis gemeenschapshuis
haachweg haagweg
chinneken ginneken
vrijdach vrijdag
woensdach woensdag
# d and t at the end, b and p
stat stad
statspark stadspark
trapvelt trapveld
voetbalvelt voetbalveld
wandelpat wandelpad
santbak zandbak
zantbak zandbak
maaltijt maaltijd
hont hond
honten honden
foord fort
biljard biljart
brabandpark brabantpark
biep bieb
# c and k, s
kafee café
kaffee café
kavé café
eetkafee eetcafé
sentrum centrum
wijksentrum wijkcentrum
kultuur cultuur
konsert concert
komputer computer
piknik picknick
picnic picknick
pickniktafel picknicktafel
biblioteek bibliotheek
bieblioteek bibliotheek
teater theater
theather theater
muzeum museum
kunzt kunst
# s and z
sitbank zitbank
sitplek zitplek
musiek muziek
somer zomer
sand zand
ijszalon ijssalon
ijsalon ijssalon
zeesicht zeezicht
huizkamer huiskamer
# f and v
vontein fontein
vort fort
falkenberg valkenberg
fijver vijver
vabriek fabriek
fianden vianden
foetbal voetbal
hafermarkt havermarkt
voto foto
photo foto
vruitboom fruitboom
# single and double letters
boulles boules
basketball basketbal
voetball voetbal
schomel schommel
terasse terrassen
teras terras
toillet toilet
tollet toilet
tonneel toneel
linnde linde
speltuin speeltuin
speellplek speelplek
buurtuin buurttuin
midellaan middellaan
gineken ginneken
krem crème
watertapp watertap
molestraat molenstraat
molenstraad molenstraat
grotte grote
# ie and i, others
fonteijn fontein
rifier rivier
riveer rivier
fabrik fabriek
fabriekje fabriek
konijnn konijn
wieffie wifi
lienie linie
dorenbos doornbos
heksenwil heksenwiel
hexenwiel heksenwiel
belkrum belcrum
bellcrum belcrum
bosstraat boschstraat
"""


def read(table: str) -> list[list[str]]:
    """Pairs of a wrong and a right word."""
    return [line.split() for line in table.splitlines() if line and line[0] != "#"]
