"""Italian: the simple wordings."""

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.language import Language, Role

ONES = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici"
    " sedici diciassette diciotto diciannove"
)
TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"

ITALIAN = Language(
    code="it",
    group_marks=".",
    atoms={word: value for value, word in enumerate(ONES.split())}
    | {word: 10 * value for value, word in enumerate(TENS.split(), start=2)}
    # the tens drop their vowel before 'uno' and 'otto'
    | {word[:-1] + "uno": 10 * value + 1 for value, word in enumerate(TENS.split(), start=2)}
    | {word[:-1] + "otto": 10 * value + 8 for value, word in enumerate(TENS.split(), start=2)}
    | {"un": 1, "una": 1, "un centinaio": 100, "un migliaio": 1000, "una decina": 10, "una dozzina": 12},
    scales={"cento": 100, "mille": 1000, "mila": 1000, "milione": 1_000_000, "milioni": 1_000_000},
    plural_scales={"decine": 10, "dozzine": 12, "centinaia": 100, "migliaia": 1000},
    writes_numbers_together=True,
    before={
        Qualifier.MORE_THAN: "più di | oltre | oltre i | oltre le | superiore a | supera | superato",
        Qualifier.AT_LEAST: "almeno | non meno di | come minimo | un minimo di | minimo",
        Qualifier.APPROX: "circa | intorno a | attorno a | all'incirca | approssimativamente",
        Qualifier.NEARLY: "quasi | poco meno di | vicino a",
        Qualifier.LESS_THAN: "meno di",
        Qualifier.UP_TO: "fino a | al massimo | non più di | un massimo di | al più | massimo",
        Qualifier.EXACT: "un totale di | i | gli | le | esattamente | solo | altri | questi",
    },
    after={Qualifier.AT_LEAST: "o più | e più", Qualifier.UP_TO: "o meno", Qualifier.APPROX: "circa"},
    vague={
        2: "un paio di | un numero di | molti | numerosi",
        3: "diversi | diverse | alcuni | alcune | parecchi",
        10_000: "decine di migliaia | decine di migliaia di",
        100_000: "centinaia di migliaia",
    },
    harms={
        (Role.HARMED, Metric.KILLED): "uccis* | uccidendo | ucciso | assassinat*",
        (Role.HARMED, Metric.WOUNDED): "ferit*",
        (Role.HARMED, Metric.CAPTURED): "catturat*",
        (Role.HARMED, Metric.LOSSES_UNSPECIFIED): "perso | persi",
        (Role.DIED, Metric.KILLED): "mort* | decedut* | periti | caduti",
        (Role.DIED, Metric.MISSING): "dispers* | scompars*",
        (Role.TOLL, Metric.KILLED): "vittime | vittima | cadaveri | corpi | decessi",
        (Role.TOLL, Metric.LOSSES_UNSPECIFIED): "perdite",
    },
    words={
        Role.HALF: "e mezzo",
        Role.NO: "nessun | nessuna | nessuno | non ci sono",
        Role.WITHOUT: "senza",
        Role.OPEN: "tra | fra | tra i | tra le",
        Role.TO: "a | ai",
        Role.AND: "e | ed",
        Role.HEDGE: "o",
        Role.POSSIBLY: "forse | possibilmente",
        Role.BUT: "ma",
        Role.PEOPLE: (
            "persone | soldati | civili | militari | uomini | donne | bambini | combattenti | prigionieri "
            "| palestinesi | ucraini | russi | gente"
        ),
        Role.PERSON: "persona | soldato | civile | militare | uomo | donna | bambino",
        Role.UNIT: (
            "anni | anno | mesi | mese | giorni | giorno | ore | ora | minuti | km | chilometri | metri "
            "| m | missili | razzi | droni | carri | veicoli | aerei | edifici | case | villaggi | euro "
            "| dollari | attacchi | tonnellate | famiglie"
        ),
        Role.SHARE: "per cento | la metà dei | un terzo dei | la maggior parte dei | volte | su",
        Role.RATE: "al giorno | al mese",
        Role.MONTH: (
            "gennaio | febbraio | marzo | aprile | maggio | giugno | luglio | agosto | settembre "
            "| ottobre | novembre | dicembre"
        ),
        Role.LABEL: "numero | brigata | battaglione | reggimento | scuola",
        Role.FUNCTION: (
            "la | il | lo | l' | del | dei | delle | degli | che | per | con | si | ci | al | dalla | dal "
            "| dagli | ha | secondo | nomi | della | è | nel | nella"
        ),
        Role.WITHIN: "in | nel | durante",
        Role.OF: "di | da | dai | dopo | prima",
        Role.AUXILIARY: "sono stati | sono state | sono | erano | furono | stati | state | è stato",
        Role.CHANGED: "salito | salita | aumentato | aumentata | sale | passato | passata",
        Role.REPORT: "segni | indicazioni | notizie",
        Role.SAFE: "salvati | evacuati | sopravvissuti",
        Role.SUBGROUP: "tra cui | fra cui | inclusi | compresi | di cui",
        Role.NOT: "non | mai | né",
        Role.DENIAL: "nega | negato | smentito | smentisce | falso | falsa",
        Role.UNQUANTIFIED: "pesanti perdite | gravi perdite | la metà | un terzo | la maggior parte",
    },
)
