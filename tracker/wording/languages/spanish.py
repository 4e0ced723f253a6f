"""Spanish: the simple wordings."""

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.language import Language, Role

ONES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco"
    " veintiséis veintisiete veintiocho veintinueve"
)
TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"

SPANISH = Language(
    code="es",
    group_marks=".",
    atoms={word: value for value, word in enumerate(ONES.split())}
    | {word: 10 * value for value, word in enumerate(TENS.split(), start=3)}
    | {word: 100 * value for value, word in enumerate(HUNDREDS.split(), start=2)}
    | {word.replace("os", "as"): 100 * value for value, word in enumerate(HUNDREDS.split(), start=2)}
    | {"un": 1, "una": 1, "cien": 100, "ciento": 100, "un centenar": 100, "una docena": 12, "una decena": 10},
    scales={"mil": 1000, "millón": 1_000_000, "millones": 1_000_000},
    plural_scales={"decenas": 10, "docenas": 12, "centenares": 100, "cientos": 100, "miles": 1000},
    joined_from=10,
    before={
        Qualifier.MORE_THAN: ("más de | más que | por encima de | superior a | supera | superó | unos más de"),
        Qualifier.AT_LEAST: "al menos | por lo menos | no menos de | como mínimo | un mínimo de | mínimo",
        Qualifier.APPROX: (
            "unos | unas | alrededor de | aproximadamente | cerca de | en torno a | cerca a | más o menos"
        ),
        Qualifier.NEARLY: "casi | poco menos de",
        Qualifier.LESS_THAN: "menos de",
        Qualifier.UP_TO: "hasta | como máximo | no más de | un máximo de | a lo sumo | máximo",
        Qualifier.EXACT: "un total de | los | las | exactamente | solo | sólo | otros | estos",
    },
    after={Qualifier.AT_LEAST: "o más | y más", Qualifier.UP_TO: "o menos", Qualifier.APPROX: "o así"},
    vague={
        2: "un par de | un número de | muchos | numerosos",
        3: "varios | varias | algunos | algunas",
        10_000: "decenas de miles | decenas de miles de",
        100_000: "cientos de miles | centenares de miles",
    },
    harms={
        (Role.HARMED, Metric.KILLED): "asesinad* | mató | mataron | matando | abatid* | matar",
        (Role.HARMED, Metric.WOUNDED): "herid* | lesionad*",
        (Role.HARMED, Metric.CAPTURED): "capturad*",
        (Role.DIED, Metric.KILLED): "muert* | murieron | murió | fallecid* | fallecieron",
        (Role.DIED, Metric.MISSING): "desaparecid*",
        (Role.TOLL, Metric.KILLED): "víctima* | cadáveres | cuerpos",
        (Role.TOLL, Metric.CASUALTIES_TOTAL): "bajas",
        (Role.TOLL, Metric.LOSSES_UNSPECIFIED): "pérdidas",
    },
    words={
        Role.HALF: "y medio | y media",
        Role.NO: "ningún | ninguna | ninguno | no hubo | no hay | nadie",
        Role.WITHOUT: "sin",
        Role.OPEN: "entre",
        Role.TO: "a",
        Role.AND: "y | e",
        Role.HEDGE: "o | o incluso",
        Role.POSSIBLY: "posiblemente | quizá | quizás | tal vez",
        Role.BUT: "pero",
        Role.PEOPLE: (
            "personas | soldados | civiles | militares | hombres | mujeres | niños | combatientes "
            "| palestinos | ucranianos | rusos"
        ),
        Role.PERSON: "persona | soldado | civil | militar | hombre | mujer | niño",
        Role.UNIT: (
            "años | año | meses | mes | días | día | horas | hora | minutos | km | kilómetros | metros "
            "| m | misiles | cohetes | drones | tanques | vehículos | aviones | edificios | casas "
            "| pueblos | euros | dólares | ataques | toneladas | familias"
        ),
        Role.SHARE: "por ciento | la mitad de | un tercio de | la mayoría de | veces | de cada",
        Role.RATE: "al día | por día | al mes",
        Role.MONTH: (
            "enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre | octubre "
            "| noviembre | diciembre"
        ),
        Role.LABEL: "número | brigada | batallón | regimiento | escuela",
        Role.FUNCTION: (
            "la | el | del | que | por | con | para | se | su | sus | al | han | ha | según "
            "| contabilizado | en el | en la | lo | es | este"
        ),
        Role.WITHIN: "en | durante",
        Role.OF: "de | desde | tras | después de | antes de",
        Role.AUXILIARY: "fueron | han sido | resultaron | son | fue",
        Role.CHANGED: "aumentó | subió | ascendió | pasó | elevó | asciende | redujo",
        Role.REPORT: "señales | indicios | informes | reportado",
        Role.SAFE: "rescatad* | evacuad* | sobrevivieron",
        Role.SUBGROUP: "entre ellos | incluidos | incluyendo | de los cuales | entre ellas",
        Role.NOT: "no | nunca | ni",
        Role.DENIAL: "negó | niega | niegan | desmintió | desmiente | falso | falsa",
        Role.UNQUANTIFIED: "graves pérdidas | grandes pérdidas | la mitad | un tercio | la mayoría",
    },
)
