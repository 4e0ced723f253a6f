"""Portuguese: the simple wordings."""

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.language import Language, Role

ONES = (
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis"
    " dezessete dezoito dezenove"
)
TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"
HUNDREDS = "duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"

PORTUGUESE = Language(
    code="pt",
    group_marks=".",
    atoms={word: value for value, word in enumerate(ONES.split())}
    | {word: 10 * value for value, word in enumerate(TENS.split(), start=2)}
    | {word: 100 * value for value, word in enumerate(HUNDREDS.split(), start=2)}
    | {word.replace("os", "as"): 100 * value for value, word in enumerate(HUNDREDS.split(), start=2)}
    | {"uma": 1, "duas": 2, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "cem": 100, "cento": 100}
    | {"uma centena": 100, "uma dúzia": 12, "uma dezena": 10},
    scales={"mil": 1000, "milhão": 1_000_000, "milhões": 1_000_000},
    plural_scales={"dezenas": 10, "dúzias": 12, "centenas": 100, "milhares": 1000},
    joined_from=10,
    before={
        Qualifier.MORE_THAN: "mais de | mais do que | acima de | superior a | ultrapassa | ultrapassou",
        Qualifier.AT_LEAST: "pelo menos | ao menos | não menos de | no mínimo | um mínimo de | mínimo",
        Qualifier.APPROX: ("cerca de | aproximadamente | em torno de | por volta de | uns | umas | à volta de"),
        Qualifier.NEARLY: "quase | perto de | pouco menos de",
        Qualifier.LESS_THAN: "menos de",
        Qualifier.UP_TO: "até | no máximo | não mais de | um máximo de | máximo",
        Qualifier.EXACT: "um total de | os | as | exatamente | apenas | só | outros | estes",
    },
    after={Qualifier.AT_LEAST: "ou mais | e mais", Qualifier.UP_TO: "ou menos"},
    vague={
        2: "um par de | um número de | muitos | numerosos",
        3: "vários | várias | alguns | algumas | diversos",
        10_000: "dezenas de milhares | dezenas de milhares de",
        100_000: "centenas de milhares",
    },
    harms={
        (Role.HARMED, Metric.KILLED): "matou | mataram | matando | assassinad* | abatid*",
        (Role.HARMED, Metric.WOUNDED): "ferid* | feriu",
        (Role.HARMED, Metric.CAPTURED): "capturad*",
        (Role.DIED, Metric.KILLED): "mort* | morreram | morreu | falecid*",
        (Role.DIED, Metric.MISSING): "desaparecid*",
        (Role.TOLL, Metric.KILLED): "vítima* | corpos | cadáveres | óbitos",
        (Role.TOLL, Metric.CASUALTIES_TOTAL): "baixas",
        (Role.TOLL, Metric.LOSSES_UNSPECIFIED): "perdas",
    },
    words={
        Role.HALF: "e meio",
        Role.NO: "nenhum | nenhuma | não houve | não há | ninguém",
        Role.WITHOUT: "sem",
        Role.OPEN: "entre",
        Role.TO: "a",
        Role.AND: "e",
        Role.HEDGE: "ou",
        Role.POSSIBLY: "possivelmente | talvez",
        Role.BUT: "mas",
        Role.PEOPLE: (
            "pessoas | soldados | civis | militares | homens | mulheres | crianças | combatentes "
            "| palestinos | ucranianos | russos"
        ),
        Role.PERSON: "pessoa | soldado | civil | militar | homem | mulher | criança",
        Role.UNIT: (
            "anos | ano | meses | mês | dias | dia | horas | hora | minutos | km | quilômetros | metros "
            "| m | mísseis | foguetes | drones | tanques | veículos | aviões | edifícios | casas | euros "
            "| dólares | ataques | toneladas | famílias"
        ),
        Role.SHARE: "por cento | a metade dos | um terço dos | a maioria dos | vezes",
        Role.RATE: "por dia | ao dia | por mês",
        Role.MONTH: (
            "janeiro | fevereiro | março | abril | maio | junho | julho | agosto | setembro | outubro "
            "| novembro | dezembro"
        ),
        Role.LABEL: "número | brigada | batalhão | regimento | escola",
        Role.FUNCTION: (
            "o | do | da | dos | das | no | na | que | por | com | para | se | seu | ao | lado | deixou "
            "| segundo | pelo | à"
        ),
        Role.WITHIN: "em | durante",
        Role.OF: "de | desde | após | depois de | antes de",
        Role.AUXILIARY: "foram | são | estão | foi",
        Role.CHANGED: "aumentou | subiu | passou | elevou | chegou",
        Role.REPORT: "sinais | indícios | relatos",
        Role.SAFE: "resgatad* | evacuad* | sobreviveram",
        Role.SUBGROUP: "incluindo | entre eles | entre elas | dos quais",
        Role.NOT: "não | nunca | nem",
        Role.DENIAL: "negou | nega | negam | desmentiu | falso | falsa",
        Role.UNQUANTIFIED: "pesadas perdas | grandes perdas | a metade | um terço | a maioria",
    },
)
