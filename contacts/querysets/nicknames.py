"""Given names that one person may go by: our own table of common ones, for finding people who stand there twice.

Each line is one name with its short and pet forms; a form may stand in several lines. Names are as `rapport_fold` makes
them, in lower case and without accents. VERSION is raised with every change of the table.
"""

VERSION = 1
FORMS = """
abigail abby gail
albert al bert albie
alexander alex alec sasha sandro xander lex
alexandra alex sasha sandra lexi alexa
alfred al alf fred alfie
alice ali allie
allison ali allie ally
amanda mandy
andrew andy drew
andreas andy andi
angela angie
anna anne ann annie anni anja anya anouk
anthony tony ant
antonio tony toni
antonia toni tonia
arthur art artie
barbara barb babs barbie
benjamin ben benny benji
bernard bernie
bernhard bernd
carl karl
caroline carol carrie caro
carolina carol caro lina
catherine cathy kate katie cath kitty cat
katherine kathy kate katie kat kitty
kathryn kathy kate katie
katarina kata katja kat rina
katharina kathi kathrin katja
charles charlie chuck chas carlos
charlotte charlie lottie lotta
christian chris
christina chris chrissy tina
christine chris chrissy tina
christopher chris kit topher
cynthia cindy
daniel dan danny
daniela dani
david dave davy
deborah deb debbie
dennis den denny
dmitri dima mitya dmitry
donald don donnie
dorothy dot dottie dolly
edward ed eddie ted teddy ned
eduardo edu lalo
edmund ed ned
eleanor ellie nell nora
elena lena
elizabeth liz lizzie beth betty eliza elsie bess libby lisa
elisabeth lisa elli sissi betti
emily em emmy
emma em
eric rick
erik rick
ernest ernie
eugene gene
ekaterina katya katja
evelyn evie eve
ferdinand ferdi nand
florence flo florrie
frances fran franny frankie
francis frank fran
francisco paco pancho kiko
francesca franca fran chicca
franz frank franzl
frederick fred freddie
friedrich fritz fred fiete
gabriel gabe
gabriela gabi gaby
george georgie
georg schorsch jorg
gerald gerry jerry
gerard gerry jerry
giovanni gianni vanni
giuseppe beppe peppe pino
gregory greg
guillaume gui
guillermo memo guille
gustav gus gustl
hannah hanna
harold harry hal
helen nell nellie
helena lena hela
henry harry hank hal
heinrich heinz heini
hans hannes hansi
ignacio nacho
irene rene
isabel izzy bella belle
isabella izzy bella belle isa
jacob jake jack
jakob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jean jeannie
jeffrey jeff
jennifer jen jenny
jeremy jerry jem
jerome jerry
jessica jess jessie
joanna jo joanne
johanna hanna jo
johannes hannes jo johann hans
john johnny jack jon
jonathan jon jonny nathan
jose pepe
joseph joe joey jo
josef sepp joe
josephine jo josie
joshua josh
judith judy
julia jules
julie jules
juliana jules juli
karen kari
karin kari
kenneth ken kenny
kimberly kim
konstantin kostya kosta
larissa lara
laurence larry laurie
lawrence larry laurie
leonard leo len lenny
leonardo leo nardo
leopold leo poldi
lillian lily lil
louis lou louie
louise lou
lucas luke luca
ludwig lutz wiggerl
magdalena lena magda
marcus marc mark
margaret maggie meg peggy marge margie greta rita
margarete grete gretel greta
maria mary mia marie
matthew matt matty
matthias matze matti
maximilian max
melissa mel
mercedes merche
michael mike mick mickey micha
michaela mica michi
michelle shelly mick
mikhail misha
miguel mike
mohammed mo mohammad muhammad mohamed
natalie nat
natalia nat natasha talia
nathaniel nat nate
nathan nate nat
nicholas nick nicky
nikolaus klaus nik
nicolas nico nick
nicole nicky nikki
olivia liv livvy
oliver ollie
pamela pam
patricia pat patty tricia trish
patrick pat paddy
paul pauly
pedro perico
penelope penny
peter pete
philip phil pip
phillip phil pip
rachel rach
raymond ray
rebecca becky becca
reginald reg reggie
renate nati
richard rick dick rich richie ricky
robert rob bob bobby robbie bert
roberto beto rob
roger rodge
ronald ron ronnie
roland rollo
rosemary rose rosie romy
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sadie sara
sebastian seb basti bastian
sergei seryozha serge
simon si
sofia sophie sonya
solomon sol
sophia sophie soph
stanley stan
stanislav stas
stephanie steph stevie
stefan steff
stephen steve stevie
steven steve stevie
susan sue susie suzy
susanne susi sanne
suzanne sue suzy
tamara tammy tam
teresa terry tess tessa
theresa terry tess resi
theodore ted teddy theo
thomas tom tommy
timothy tim timmy
tobias tobi toby
ulrich uli
ulrike uli rike
ursula uschi ursel
valentina tina vale
valerie val
veronica ronnie vera
victor vic
victoria vicky tori vic
vincent vince vinny
virginia ginny ginger
vladimir vlad volodya
walter walt wally
wilhelm willi willy
william will bill billy willie liam
wolfgang wolf wolfi
yevgeny zhenya
zachary zach zack
"""
GROUPS = [line.split() for line in FORMS.strip().splitlines()]


def by_form() -> tuple[list[str], list[int]]:
    """Every form, and beside it the number of a group that it stands in."""
    pairs = [(form, number) for number, group in enumerate(GROUPS) for form in group]
    return [form for form, _ in pairs], [number for _, number in pairs]
