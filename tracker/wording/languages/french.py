"""French."""

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.language import Language, Role

ONES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
ONES += " dix-sept dix-huit dix-neuf"

FRENCH = Language(
    code="fr",
    group_marks=".",
    atoms={word: value for value, word in enumerate(ONES.split())}
    | {"une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70}
    | {"quatre-vingt": 80, "quatre-vingts": 80, "huitante": 80, "octante": 80, "nonante": 90}
    | {"une douzaine": 12, "une centaine": 100, "un millier": 1000, "une dizaine": 10, "une vingtaine": 20}
    | {"une trentaine": 30, "une quarantaine": 40, "une cinquantaine": 50, "une soixantaine": 60}
    | {"la centaine": 100, "une demi-douzaine": 6, "sixcents": 600, "sixcent": 600},
    scales={"cent": 100, "mille": 1000, "million": 1_000_000, "mio": 1_000_000, "milliard": 1_000_000_000},
    plural_scales={"cents": 100, "millions": 1_000_000, "milliards": 1_000_000_000, "milliers": 1000},
    joined_from=10,
    adds_teens=True,
    before={
        Qualifier.MORE_THAN: (
            "plus de | plus d' | au-delà de | au delà de | supérieur à | un peu plus de | bien plus de "
            "| dépassant | dépasse | a dépassé"
        ),
        Qualifier.AT_LEAST: (
            "au moins | pas moins de | pas moins d' | au minimum | un minimum de | minimum "
            "| à tout le moins | du moins | pour le moins"
        ),
        Qualifier.APPROX: (
            "environ | quelque | quelques | autour de | aux alentours de | aux environs de | à peu près "
            "| approximativement | dans les | un nombre estimé à | estimé à | estimés à | de l'ordre de "
            "| à peu de choses près"
        ),
        Qualifier.NEARLY: (
            "près de | près d' | presque | pas loin de | pas tout à fait | un peu moins de | à peine moins de"
        ),
        Qualifier.LESS_THAN: "moins de | moins d' | en dessous de | inférieur à",
        Qualifier.UP_TO: (
            "jusqu'à | jusqu'a | au plus | au maximum | un maximum de | maximum | tout au plus "
            "| pas plus de | pas plus d' | ne dépasse pas | jusqu'aux"
        ),
        Qualifier.EXACT: "un total de | au total | exactement | seulement | les | ces | précisément",
    },
    after={
        Qualifier.AT_LEAST: "ou plus | et plus | voire plus | , voire plus",
        Qualifier.APPROX: "ou à peu près",
        Qualifier.UP_TO: "ou moins",
    },
    vague={
        2: "un certain nombre de | de nombreux | de nombreuses | un grand nombre de | nombreux",
        3: "plusieurs",
        10: ("dizaines | des dizaines | des dizaines de | plusieurs dizaines | plusieurs dizaines de | dizaines de"),
        12: "des douzaines | des douzaines de | plusieurs douzaines de | douzaines de",
        100: (
            "centaines | des centaines | des centaines de | plusieurs centaines | plusieurs centaines de "
            "| centaines de | quelques centaines"
        ),
        1000: "des milliers | des milliers de | plusieurs milliers | plusieurs milliers de | milliers de",
        10_000: "des dizaines de milliers | des dizaines de milliers de | plusieurs dizaines de milliers",
        100_000: ("des centaines de milliers | des centaines de milliers de | plusieurs centaines de milliers"),
    },
    harms={
        (Role.HARMED, Metric.KILLED): (
            "tué* | tue | tuant | tuent | abattu* | massacré* | éliminé* | assassiné* | neutralisé*"
        ),
        (Role.HARMED, Metric.WOUNDED): "blessé* | blessant",
        (Role.HARMED, Metric.CAPTURED): "capturé* | faits prisonniers | fait prisonniers",
        (Role.DIED, Metric.KILLED): ("mort | morts | morte | mortes | mourir | décédé* | péri | périrent | ont péri"),
        (Role.DIED, Metric.MISSING): "disparu*",
        (Role.TOLL, Metric.KILLED): "victime* | décès | cadavres | corps | tués",
        (Role.TOLL, Metric.CASUALTIES_TOTAL): "morts et blessés",
        (Role.TOLL, Metric.LOSSES_UNSPECIFIED): "pertes",
    },
    words={
        Role.HALF: "et demi | et demie",
        Role.NO: "aucun | aucune | pas de | pas d' | ni | nul | personne n'a été | personne n'est",
        Role.WITHOUT: "sans",
        Role.OPEN: "entre | allant de",
        Role.TO: "à",
        Role.AND: "et",
        Role.HEDGE: "ou | voire",
        Role.POSSIBLY: "peut-être | éventuellement | ou peut-être | et peut-être",
        Role.BUT: "mais",
        Role.PEOPLE: (
            "personnes | soldats | militaires | civils | hommes | femmes | enfants | combattants "
            "| terroristes | prisonniers | palestiniens | ukrainiens | russes | israéliens | officiers "
            "| marins | gens | habitants | insurgés"
        ),
        Role.PERSON: "personne | soldat | militaire | civil | homme | femme | enfant | combattant",
        Role.UNIT: (
            "ans | an | années | mois | jours | jour | heures | heure | h | minutes | km | kilomètres "
            "| mètres | m | missiles | roquettes | drones | obus | chars | véhicules | avions | bâtiments "
            "| maisons | villages | villes | euros | dollars | frappes | attaques | tonnes | familles "
            "| pays | navires"
        ),
        Role.SHARE: (
            "pour cent | la moitié des | un tiers des | le tiers des | la plupart des | sur | parmi les "
            "| fois | un quart des"
        ),
        Role.RATE: "par jour | chaque jour | par mois | en moyenne",
        Role.MONTH: (
            "janvier | février | mars | avril | mai | juin | juillet | août | septembre | octobre | novembre | décembre"
        ),
        Role.LABEL: "numéro | n° | no. | brigade | bataillon | régiment | école | âgé de | âgés de | foyer",
        Role.FUNCTION: (
            "la | le | l' | des | du | au | aux | dans | par | pour | avec | qui | que | qu' | selon "
            "| dont acte | son | sa | ses | leur | leurs | ce | cette | il | elle | ils | elles | on | a "
            "| s' | bilan | chiffre | s'élève | lors d' | lors | contre | vers | chez"
        ),
        Role.WITHIN: "en | depuis | pendant | jusqu'en",
        Role.OF: "de | d' | après | avant",
        Role.AUXILIARY: ("ont été | sont | furent | étaient | avaient été | auraient été | seraient | a été | est"),
        Role.CHANGED: "passé | passe | passée | augmenté | monté | revu | revu à | grimpé | passant",
        Role.REPORT: (
            "signe | signes | indication | rapport | information | informations | signalé | signalée | rapportée"
        ),
        Role.SAFE: "sauvés | évacués | secourus | survécu | rescapés | survivants | évacuées",
        Role.SUBGROUP: "dont | parmi lesquels | y compris | parmi eux",
        Role.NOT: "ne | n' | pas | jamais | aucun autre | aucune autre",
        Role.DENIAL: "démenti | dément | démentent | nié | nie | faux | fausse",
        Role.UNQUANTIFIED: (
            "lourdes pertes | pertes lourdes | de lourdes pertes | la moitié | un tiers | la majorité | la plupart"
        ),
        Role.INTENSE: "lourdes | importantes | massives",
    },
)
