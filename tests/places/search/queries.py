"""What people type, and the places of the town that they must get, best first."""
# ruff: noqa: E501 — a line for each question

QUERIES = """
# One word, in every form
bank: vijverbank laanbank haagbank picknick
bankje: vijverbank laanbank haagbank picknick
bankjes: vijverbank laanbank haagbank picknick
banken: vijverbank laanbank haagbank picknick
BANK: vijverbank laanbank haagbank picknick
zitbank: vijverbank laanbank haagbank picknick
zitbankje: vijverbank laanbank haagbank picknick
boom: vingers ginnekenmarkt vijverbank
bomen: vingers ginnekenmarkt vijverbank
boompje: vingers ginnekenmarkt vijverbank
kerk: kerk markt
kerken: kerk markt
kerkje: kerk markt
huiskamer: huiske
foto: huiske
foto's: huiske
fotos: huiske
tafel: picknick
tafels: picknick
tafeltje: picknick
bloem: valkenberg
bloemetje: valkenberg
konijn: boerderij
konijntjes: boerderij
geit: boerderij
geitjes: boerderij
buren: tuin
terras: markt creme
terrasje: markt creme
terrassen: markt creme
groente: tuin
groentes: tuin
wandelpad: liniepark
wandelpaadje: liniepark
moskeeën: moskee
musea: museum
museum: museum
theaters: dans vianden
toiletten: wc wissel veste
kamer: huiske
schommel: klimbos boeimeer
schommels: klimbos boeimeer
ezeltje: boerderij
fontein: valkenberg
orgelconcert: kerk
bushaltes: haagbank

# Compounds, both ways
tuin: tuin boeimeer vingers klimbos
tuintje: tuin boeimeer vingers klimbos
buurt: wissel tuin vianden vingers huiske
buurttuin: tuin vingers
buurt tuin: tuin vingers
tuin buurt: tuin vingers
buurttuinen: tuin vingers
bibliotheek: wijkbieb veste
markt: ginnekenmarkt markt boterhal
havermarkt: tap
park: liniepark valkenberg vijverbank
parkje: liniepark valkenberg vijverbank
plein: ginnekenmarkt markt kerk
boerderij: boerderij
kinderboerderij: boerderij
kinder boerderij: boerderij
stadspark: valkenberg
boulesbaan: boules
wijk bibliotheek: wijkbieb
speelplek: boeimeer klimbos
speel plek: klimbos boeimeer
picknick: picknick
fruit: vingers
kasteel: wc
haver: tap
brug: brug
bruggetje: brug
spel: boterhal
hef: brug
fruitboom: vingers
concert: kerk
halte: haagbank
bos: klimbos
klim: klimbos
dorp: ginnekenmarkt
stad: valkenberg markt
speltuin: boeimeer klimbos

# What staff call the same
bieb: wijkbieb veste
leeszaal: wijkbieb veste
biebs: wijkbieb veste
wc: wc wissel veste
wc's: wc wissel veste
plee: wc wissel veste
openbaar toilet: wc wissel veste
invalidentoilet: wc
rolstoel: wissel veste wc
drempelvrij: wissel veste wc
rollator: wissel veste wc
zonder drempel: wissel veste wc
kroeg: boterhal zeezicht creme
koffiehuis: boterhal zeezicht creme
volkstuin: tuin vingers
moestuintje: tuin vingers
wijkcentrum: wissel vianden
dorpshuis: wissel vianden
gemeenschapshuis: wissel vianden
speeltuin: boeimeer klimbos
senioren: vianden
ouderen: vianden
bejaarden: vianden
jeugd: dans
tieners: dans
petanque: boules
jeu de boules: boules
zingen: vianden
toneel: dans vianden
klaverjassen: vianden
leuning: vijverbank
rugleuning: vijverbank
afdak: haagbank
lantaarn: trapveld
gratis tuin: vingers klimbos boeimeer
kosteloos: veste wijkbieb vingers liniepark valkenberg ginnekenmarkt markt picknick vijverbank laanbank haagbank tap klimbos boeimeer
voetbalveld: boules trapveld
voetballen: boules trapveld
glijbaan: klimbos boeimeer
drinkwater: tap
kraan: tap
hond: boerderij
dierenweide: boerderij
internet: veste
digitaal:
nederlands leren: wissel wijkbieb

# Typing errors
biblotheek: wijkbieb veste
bibliotek: wijkbieb veste
bibliothek: wijkbieb veste
biblioteken: wijkbieb veste
valkenbrug: valkenberg vijverbank
valkenburg: valkenberg vijverbank
speeltuni: boeimeer klimbos
buurtuin: tuin vingers
buurthius: wissel vianden
bnak: vijverbank laanbank haagbank picknick
musuem: museum
theatre: dans vianden
middelaan: laanbank
midellaan: laanbank
molenstaat: veste
ginekenmarkt: ginnekenmarkt
picknictafel: picknick
belcrumm: tuin dans klimbos brug
kinderboederij: boerderij
moske: moskee
restauran: zeezicht

# Accents, capitals, signs
café: boterhal zeezicht creme
cafe: boterhal zeezicht creme
CAFÉ: boterhal zeezicht creme
cafeetje: boterhal zeezicht creme
eetcafé: zeezicht
creme: creme
crème: creme
ijssalon: creme
al-fath: moskee
al fath: moskee
't huiske: huiske
‘t Huiske: huiske
doornbos-linie: wissel liniepark picknick laanbank trapveld
doornbos linie: wissel liniepark picknick laanbank trapveld
jeu-de-boulesbaan: boules
grote  markt!: markt boterhal
"grote kerk": kerk markt

# Streets, postcodes, neighbourhoods
middellaan: laanbank
middellaan 12: laanbank
haagweg: haagbank
molenstraat: veste
molenstraat 6: veste
molenstraat 7:
4811 GS: veste
4811gs: veste
4811GS Breda: veste
4811: veste laanbank kerk museum boterhal
4816 cz: wissel
4835la: vianden
9999 zz:
belcrum: tuin dans klimbos brug
ginneken: vianden ginnekenmarkt boules creme boerderij
haagse beemden: wijkbieb haagbank
breda noord: wissel tuin liniepark picknick laanbank trapveld dans klimbos brug
brabantpark: vingers moskee boeimeer huiske
centrum: wissel vianden veste valkenberg markt vijverbank kerk museum tap boterhal zeezicht wc

# Two words in different columns
bankje vijver: vijverbank
bankje valkenberg: vijverbank
bank middellaan: laanbank
bank met leuning: vijverbank
bankje in het park: vijverbank
overdekt bankje: haagbank
buurthuis met toilet: wissel
bibliotheek heksenwiel: wijkbieb
tuin belcrum: tuin klimbos
tuin in brabantpark: vingers boeimeer
speeltuin brabantpark: boeimeer
park met vijver: valkenberg vijverbank
park fontein: valkenberg
café grote markt: boterhal
muziek belcrum: dans
muziek jongeren: dans
toilet city: veste wc
toilet kasteelplein: wc
taalles linie: wissel
een plek voor kinderen: boerderij wijkbieb
kinderen: boerderij wijkbieb
waar is de bieb: wijkbieb veste

# English
bench: vijverbank laanbank haagbank
benches: vijverbank laanbank haagbank
library: veste wijkbieb
playground: klimbos boeimeer
shared garden: tuin vingers
church: markt
trees: vijverbank
flowers: valkenberg
fountain: valkenberg
community centre: wissel vianden
toilet for wheelchair users: wc
bench with a backrest: vijverbank

# Short and in full
gr. markt: markt boterhal
kasteelpl.: wc
kasteelpl: wc
molenstr. 6: veste
molenstr 6: veste
doornbosln. 4: wissel
haagwg: haagbank
't huiske v. anna: huiske
het huiske van anna: huiske
anna's huiske: huiske

# A kind by its name, a thing by what it is, an area of every level
gebedshuis: kerk moskee
place of worship: kerk moskee
andere plek: brug boerderij huiske
gedeelde tuin: tuin vingers
kapel: kerk markt
kroegje: boterhal zeezicht creme
sportveld: boules trapveld
eetcafeetje: zeezicht
watertap: tap
hevbrug: brug
spelletjes: boterhal
bordspel: boterhal
groentetuin: tuin
pluktuin: vingers
lindeboom: ginnekenmarkt
eik: picknick
orgel: kerk
beemden: wijkbieb haagbank
bankje breda: picknick vijverbank laanbank haagbank
breda oost: vingers moskee boeimeer huiske
haagse beemden bank: haagbank
thee vrijdag: moskee
biljarten: wissel
groen: vingers
openbaar: wc
licht: trapveld
drinking water: tap
synagoge:
moskee centrum:
kerk brabantpark:
museum belcrum:
worship:
user:
zonder:
schildpad:

# What must find nothing, or not what looks like it
werk:
vucht:
ezelsbrug:
olifant:
zwembad:
ank:
erk:
fath moskee belcrum:
bank olifant:
geheime:
de: wissel vianden tuin vingers vijverbank boules dans boterhal brug
het: picknick huiske
"""


def read(table: str) -> dict[str, list[str]]:
    """The keys of the places for each question."""
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    pairs = (line.rsplit(":", 1) for line in lines)
    return {question: places.split() for question, places in pairs}
