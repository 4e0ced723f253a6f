"""German."""

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.language import Language, Role

ONES = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
ONES += " siebzehn achtzehn neunzehn"
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"

GERMAN = Language(
    code="de",
    group_marks=".",
    atoms={word: value for value, word in enumerate(ONES.split())}
    | {word: 10 * value for value, word in enumerate(TENS.split(), start=2)}
    | {"ein": 1, "eine": 1, "einen": 1, "einer": 1, "zwo": 2, "ein dutzend": 12, "ein halbes dutzend": 6}
    | {"anderthalb tausend": 1500, "eineinhalb tausend": 1500},
    scales={
        "hundert": 100,
        "dutzend": 12,
        "tausend": 1000,
        "tsd.": 1000,
        "million": 1_000_000,
        "millionen": 1_000_000,
        "mio.": 1_000_000,
        "mio": 1_000_000,
        "mrd.": 1_000_000_000,
    },
    plural_scales={
        "dutzende": 12,
        "hunderte": 100,
        "tausende": 1000,
        "dutzenden": 12,
        "hunderten": 100,
        "tausenden": 1000,
    },
    joined_from=100,
    units_first=True,
    writes_numbers_together=True,
    before={
        Qualifier.MORE_THAN: (
            "mehr als | über | weit über | deutlich über | etwas mehr als | deutlich mehr als | weit mehr als"
        ),
        Qualifier.AT_LEAST: (
            "mindestens | wenigstens | zumindest | nicht weniger als | nicht unter | ein minimum von | minimum"
        ),
        Qualifier.APPROX: (
            "etwa | rund | ungefähr | circa | ca. | ca | zirka | um die | gegen | in etwa "
            "| schätzungsweise | geschätzte | geschätzt | an die"
        ),
        Qualifier.NEARLY: "fast | knapp | beinahe | nahezu | annähernd | nicht ganz | kurz vor",
        Qualifier.LESS_THAN: "weniger als | unter",
        Qualifier.UP_TO: (
            "bis zu | höchstens | maximal | nicht mehr als | nicht über | allenfalls | ein maximum von "
            "| so viele wie | längstens"
        ),
        Qualifier.EXACT: "insgesamt | genau | die | diese | exakt | weitere | nur",
    },
    after={
        Qualifier.AT_LEAST: "oder mehr | und mehr | , wenn nicht mehr",
        Qualifier.APPROX: "oder so",
        Qualifier.UP_TO: "oder weniger",
    },
    vague={
        2: "eine anzahl von | ein paar | eine reihe von | viele | zahlreiche | eine große zahl von",
        3: "mehrere | einige",
        12: "mehrere dutzend | einige dutzend",
        100: "mehrere hundert | einige hundert | mehrere hunderte",
        1000: "mehrere tausend | einige tausend",
        10_000: "zehntausende | zehntausenden",
        100_000: "hunderttausende | hunderttausenden",
    },
    harms={
        (Role.HARMED, Metric.KILLED): "getötet* | tötet* | töten | ermordet* | vernichtet* | erschossen*",
        (Role.HARMED, Metric.WOUNDED): "verletzt* | verwundet*",
        (Role.HARMED, Metric.CAPTURED): "gefangen genommen | gefangengenommen",
        (Role.DIED, Metric.KILLED): ("tot | tote | toten | toter | starben | gestorben* | gefallen* | ums leben"),
        (Role.DIED, Metric.MISSING): "vermisst*",
        (Role.TOLL, Metric.KILLED): "todesopfer* | opfer* | leichen | todesfälle* | gefallene",
        (Role.TOLL, Metric.LOSSES_UNSPECIFIED): "verluste*",
    },
    words={
        Role.HALF: "einhalb | und ein halb",
        Role.NO: "keine | kein | keiner | keinen | niemand | weder",
        Role.WITHOUT: "ohne",
        Role.OPEN: "zwischen | von zwischen",
        Role.TO: "zu",
        Role.UNTIL: "bis",
        Role.AND: "und",
        Role.HEDGE: "oder | oder sogar",
        Role.POSSIBLY: "möglicherweise | vielleicht | womöglich | eventuell | wohl",
        Role.BUT: "aber | jedoch",
        Role.PEOPLE: (
            "menschen | soldaten | personen | zivilisten | männer | frauen | kinder | kämpfer "
            "| militärangehörige | terroristen | palästinenser | ukrainer | russen | israelis | gefangene "
            "| kriegsgefangene | leute | bewohner"
        ),
        Role.PERSON: "mensch | soldat | person | zivilist | mann | frau | kind | kämpfer",
        Role.UNIT: (
            "jahre | jahren | jahr | monate | monaten | tage | tagen | stunden | uhr | minuten | km "
            "| kilometer | meter | m | raketen | drohnen | granaten | panzer | fahrzeuge | flugzeuge "
            "| gebäude | häuser | dörfer | städte | euro | dollar | angriffe | tonnen | familien | länder "
            "| schiffe | bomben"
        ),
        Role.SHARE: ("prozent | die hälfte der | ein drittel der | die meisten der | mal | von den | ein viertel der"),
        Role.RATE: "pro tag | täglich | am tag | im durchschnitt | pro monat",
        Role.MONTH: (
            "januar | februar | märz | april | mai | juni | juli | august | september | oktober "
            "| november | dezember | jänner"
        ),
        Role.LABEL: "nummer | nr. | nr | brigade | bataillon | regiment | schule | wohnheim | im alter von",
        Role.FUNCTION: (
            "der | das | dem | den | des | dass | bei | mit | auf | aus | für | im | am | an "
            "| nach angaben | laut | sich | sie | er | es | hat | durch | einem | dort | dabei | als "
            "| zahl | so | sagte | beim | zum | zur | vom | gab | gibt"
        ),
        Role.WITHIN: "in | seit | während | im jahr | im jahre",
        Role.OF: "von | nach | vor",
        Role.AUXILIARY: "wurden | sind | waren | worden | wurde | ist | kamen | seien | werden",
        Role.CHANGED: "stieg | gestiegen | steigt | erhöht | erhöhte | gewachsen | korrigiert | gesunken",
        Role.REPORT: "anzeichen | hinweise | hinweis | berichte | gemeldet | angaben",
        Role.SAFE: "gerettet | evakuiert | überlebt | überlebten | überlebende",
        Role.SUBGROUP: "darunter | davon | einschließlich | unter ihnen",
        Role.NOT: "nicht | nie | keine weiteren",
        Role.DENIAL: "dementiert | dementierte | bestreitet | bestritt | bestritten | falsch",
        Role.UNQUANTIFIED: (
            "schwere verluste | hohe verluste | große verluste | die hälfte | ein drittel | die mehrheit"
        ),
        Role.INTENSE: "schwere | hohe | große | massive",
    },
)
