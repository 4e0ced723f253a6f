"""Wordings in the other languages, read with the language said and with the language worked out.

A row is the words, then what is read of them: qualifier, stated value, low, high.
"""

import pytest

from tracker.wording import read_wording

UKRAINIAN = [
    ("кілька людей загинули", ("vague", None, 3, None)),
    ("600", ("exact", 600, 600, 600)),
    ("понад 600", ("more_than", 600, 601, None)),
    ("більше 600", ("more_than", 600, 601, None)),
    ("понад 600 загиблих", ("more_than", 600, 601, None)),
    ("щонайменше 600", ("at_least", 600, 600, None)),
    ("не менше 600", ("at_least", 600, 600, None)),
    ("близько 700", ("approx", 700, 650, 750)),
    ("майже 700", ("nearly", 700, 650, 699)),
    ("до 30", ("up_to", 30, None, 30)),
    ("менше 30", ("less_than", 30, None, 29)),
    ("від 20 до 30", ("range", None, 20, 30)),
    ("між 20 і 30", ("range", None, 20, 30)),
    ("загиблих немає", ("none", 0, 0, 0)),
    ("без жертв", ("none", 0, 0, 0)),
    ("шістсот загиблих", ("exact", 600, 600, 600)),
    ("кількість загиблих зросла до 89", ("exact", 89, 89, 89)),
    ("дві тисячі триста", ("exact", 2300, 2300, 2300)),
    ("десятки загиблих", ("vague", None, 10, None)),
    ("сотні", ("vague", None, 100, None)),
    ("тисячі військових загинули", ("vague", None, 1000, None)),
    ("десятки тисяч", ("vague", None, 10000, None)),
    ("кілька десятків", ("vague", None, 10, None)),
    ("1,3 мільйона", ("exact", 1300000, 1300000, 1300000)),
    ("600 тис.", ("exact", 600000, 600000, 600000)),
    ("не більше 30", ("up_to", 30, None, 30)),
    ("п'ятнадцять військовослужбовців загинули", ("exact", 15, 15, 15)),
    ("20 або 30", ("range", None, 20, 30)),
    ("у 2022 році", ("unread", None, None, None)),
    ("числом 5 ракет", ("unread", None, None, None)),
    ("не 600", ("unread", None, None, None)),
]

RUSSIAN = [
    ("не менее чем 600", ("at_least", 600, 600, None)),
    ("информации о погибших нет", ("unquantified", None, None, None)),
    ("на 600 больше", ("unread", None, None, None)),
    ("более 600", ("more_than", 600, 601, None)),
    ("свыше 600", ("more_than", 600, 601, None)),
    ("больше 600 человек погибли", ("more_than", 600, 601, None)),
    ("как минимум 600", ("at_least", 600, 600, None)),
    ("не менее 600", ("at_least", 600, 600, None)),
    ("около 700", ("approx", 700, 650, 750)),
    ("порядка 700", ("approx", 700, 650, 750)),
    ("почти 700", ("nearly", 700, 650, 699)),
    ("до 30 военнослужащих", ("up_to", 30, None, 30)),
    ("менее 30", ("less_than", 30, None, 29)),
    ("от 20 до 30", ("range", None, 20, 30)),
    ("20–30 человек", ("range", None, 20, 30)),
    ("погибших нет", ("none", 0, 0, 0)),
    ("никто не погиб", ("none", 0, 0, 0)),
    ("без жертв", ("none", 0, 0, 0)),
    ("шестьсот", ("exact", 600, 600, 600)),
    ("двадцать пять человек погибли", ("exact", 25, 25, 25)),
    ("3 тысячи 825", ("exact", 3825, 3825, 3825)),
    ("свыше 444 тысяч военнослужащих", ("more_than", 444000, 444001, None)),
    ("десятки убитых", ("vague", None, 10, None)),
    ("сотни погибших", ("vague", None, 100, None)),
    ("тысячи", ("vague", None, 1000, None)),
    ("десятки тысяч", ("vague", None, 10000, None)),
    ("несколько сотен", ("vague", None, 100, None)),
    ("несколько человек погибли", ("vague", None, 3, None)),
    ("число погибших выросло до 89", ("exact", 89, 89, 89)),
    ("полторы тысячи", ("exact", 1500, 1500, 1500)),
    ("1,3 миллиона", ("exact", 1300000, 1300000, 1300000)),
    ("1 351 военнослужащий погиб", ("exact", 1351, 1351, 1351)),
    ("погибло человек 20", ("unread", None, None, None)),
    ("63 военнослужащих погибли 1 января 2023 года", ("exact", 63, 63, 63)),
    ("уничтожено более 600 украинских военных", ("more_than", 600, 601, None)),
    ("в общежитии ПТУ № 28", ("unread", None, None, None)),
    ("не более 30", ("up_to", 30, None, 30)),
    ("20, возможно, 30", ("range", None, 20, 30)),
    ("тяжелые потери", ("unquantified", None, None, None)),
]

ARABIC = [
    ("لم يقتل 600", ("unread", None, None, None)),
    ("نفى مقتل 600", ("unread", None, None, None)),
    ("أكثر من 600", ("more_than", 600, 601, None)),
    ("مقتل أكثر من 2000", ("more_than", 2000, 2001, None)),
    ("ما لا يقل عن 600 قتيل", ("at_least", 600, 600, None)),
    ("على الأقل 600", ("at_least", 600, 600, None)),
    ("600 قتيل على الأقل", ("at_least", 600, 600, None)),
    ("حوالي 700", ("approx", 700, 650, 750)),
    ("نحو ٧٠٠ قتيل", ("approx", 700, 650, 750)),
    ("قرابة 700", ("approx", 700, 650, 750)),
    ("ما يقارب 700", ("approx", 700, 650, 750)),
    ("ما يصل إلى 30", ("up_to", 30, None, 30)),
    ("حتى 30", ("up_to", 30, None, 30)),
    ("أقل من 30", ("less_than", 30, None, 29)),
    ("بين 20 و30", ("range", None, 20, 30)),
    ("بين 20 و 30 مدنيا", ("range", None, 20, 30)),
    ("بين 10 إلى 15 مدنيا", ("range", None, 10, 15)),
    ("لا قتلى", ("none", 0, 0, 0)),
    ("لم يسقط قتلى", ("none", 0, 0, 0)),
    ("ستمائة", ("exact", 600, 600, 600)),
    ("ستمائة قتيل", ("exact", 600, 600, 600)),
    ("خمسة وعشرون قتيلا", ("exact", 25, 25, 25)),
    ("خمسة آلاف", ("exact", 5000, 5000, 5000)),
    ("عشرات القتلى", ("vague", None, 10, None)),
    ("مئات القتلى", ("vague", None, 100, None)),
    ("آلاف", ("vague", None, 1000, None)),
    ("عشرات الآلاف", ("vague", None, 10000, None)),
    ("مقتل ٢٠٠ شخص", ("exact", 200, 200, 200)),
    ("١٬٣٠٠ قتيل", ("exact", 1300, 1300, 1300)),
    ("١٫٣ مليون", ("exact", 1300000, 1300000, 1300000)),
    ("ارتفع عدد القتلى إلى 89", ("exact", 89, 89, 89)),
    ("مقتل 40 وإصابة 75", ("unread", None, None, None)),
    ("في عام 2022", ("unread", None, None, None)),
    ("يكاد يبلغ 700", ("nearly", 700, 650, 699)),
    ("ألفان ومئتان", ("exact", 2200, 2200, 2200)),
]

HEBREW = [
    ("יותר ממאה הרוגים", ("more_than", 100, 101, None)),
    ("כמאה הרוגים", ("approx", 100, 95, 105)),
    ("יותר מ-600", ("more_than", 600, 601, None)),
    ("יותר מ־600 הרוגים", ("more_than", 600, 601, None)),
    ("מעל 600", ("more_than", 600, 601, None)),
    ("לפחות 600", ("at_least", 600, 600, None)),
    ("לפחות 600 בני אדם נהרגו", ("at_least", 600, 600, None)),
    ("כ-400", ("approx", 400, 375, 425)),
    ("כ-400 חיילים נהרגו", ("approx", 400, 375, 425)),
    ("כ400", ("approx", 400, 375, 425)),
    ("בערך 700", ("approx", 700, 650, 750)),
    ("כמעט 700", ("nearly", 700, 650, 699)),
    ("עד 30", ("up_to", 30, None, 30)),
    ("עד 30 הרוגים", ("up_to", 30, None, 30)),
    ("פחות מ-30", ("less_than", 30, None, 29)),
    ("בין 20 ל-30", ("range", None, 20, 30)),
    ("20 עד 30", ("range", None, 20, 30)),
    ("אין נפגעים", ("none", 0, 0, 0)),
    ("ללא נפגעים", ("none", 0, 0, 0)),
    ("שש מאות", ("exact", 600, 600, 600)),
    ("שש מאות הרוגים", ("exact", 600, 600, 600)),
    ("עשרים וחמישה הרוגים", ("exact", 25, 25, 25)),
    ("עשרות הרוגים", ("vague", None, 10, None)),
    ("מאות", ("vague", None, 100, None)),
    ("אלפים", ("vague", None, 1000, None)),
    ("עשרות אלפים", ("vague", None, 10000, None)),
    ("1,300 הרוגים", ("exact", 1300, 1300, 1300)),
    ("לא יותר מ-30", ("up_to", 30, None, 30)),
    ("מספר ההרוגים עלה ל-89", ("unread", None, None, None)),
    ("בשנת 2022", ("unread", None, None, None)),
]

FRENCH = [
    ("plus de 600", ("more_than", 600, 601, None)),
    ("plus de 600 morts", ("more_than", 600, 601, None)),
    ("au moins 600", ("at_least", 600, 600, None)),
    ("environ 700", ("approx", 700, 650, 750)),
    ("quelque 700 soldats", ("approx", 700, 650, 750)),
    ("près de 700", ("nearly", 700, 650, 699)),
    ("presque 700", ("nearly", 700, 650, 699)),
    ("jusqu'à 30", ("up_to", 30, None, 30)),
    ("jusqu’à 30 morts", ("up_to", 30, None, 30)),
    ("moins de 30", ("less_than", 30, None, 29)),
    ("entre 20 et 30", ("range", None, 20, 30)),
    ("de 20 à 30", ("range", None, 20, 30)),
    ("20 à 30 morts", ("range", None, 20, 30)),
    ("aucun mort", ("none", 0, 0, 0)),
    ("pas de victimes", ("none", 0, 0, 0)),
    ("aucun soldat n'a été tué", ("none", 0, 0, 0)),
    ("deux cents", ("exact", 200, 200, 200)),
    ("deux cents morts", ("exact", 200, 200, 200)),
    ("sixcents", ("exact", 600, 600, 600)),
    ("vingt-cinq morts", ("exact", 25, 25, 25)),
    ("soixante-dix-huit", ("exact", 78, 78, 78)),
    ("quatre-vingt-onze soldats tués", ("exact", 91, 91, 91)),
    ("vingt et un morts", ("exact", 21, 21, 21)),
    ("mille deux cents", ("exact", 1200, 1200, 1200)),
    ("1.300 morts", ("exact", 1300, 1300, 1300)),
    ("1 300 morts", ("exact", 1300, 1300, 1300)),
    ("1,3 million de morts", ("exact", 1300000, 1300000, 1300000)),
    ("des dizaines de morts", ("vague", None, 10, None)),
    ("des centaines de blessés", ("vague", None, 100, None)),
    ("des milliers", ("vague", None, 1000, None)),
    ("plusieurs soldats tués", ("vague", None, 3, None)),
    ("de lourdes pertes", ("unquantified", None, None, None)),
    ("une douzaine de morts", ("exact", 12, 12, 12)),
    ("40 soldats ont été tués et 75 blessés", ("unread", None, None, None)),
    ("en 2022", ("unread", None, None, None)),
]

GERMAN = [
    ("es gab keine 600 Toten", ("unread", None, None, None)),
    ("unter den 600 Toten", ("unread", None, None, None)),
    ("mehr als 600", ("more_than", 600, 601, None)),
    ("über 600 Tote", ("more_than", 600, 601, None)),
    ("mindestens 600", ("at_least", 600, 600, None)),
    ("wenigstens 600", ("at_least", 600, 600, None)),
    ("etwa 700", ("approx", 700, 650, 750)),
    ("rund 700", ("approx", 700, 650, 750)),
    ("ungefähr 700", ("approx", 700, 650, 750)),
    ("fast 700", ("nearly", 700, 650, 699)),
    ("knapp 700", ("nearly", 700, 650, 699)),
    ("beinahe 700", ("nearly", 700, 650, 699)),
    ("bis zu 30", ("up_to", 30, None, 30)),
    ("bis 30", ("up_to", 30, None, 30)),
    ("höchstens 30", ("up_to", 30, None, 30)),
    ("weniger als 30", ("less_than", 30, None, 29)),
    ("zwischen 20 und 30", ("range", None, 20, 30)),
    ("20 bis 30", ("range", None, 20, 30)),
    ("20 bis 30 Tote", ("range", None, 20, 30)),
    ("von 20 bis 30", ("range", None, 20, 30)),
    ("keine Toten", ("none", 0, 0, 0)),
    ("niemand wurde getötet", ("none", 0, 0, 0)),
    ("sechshundert", ("exact", 600, 600, 600)),
    ("sechshundert Soldaten wurden getötet", ("exact", 600, 600, 600)),
    ("fünfundzwanzig Tote", ("exact", 25, 25, 25)),
    ("zweitausenddreihundertfünfundvierzig", ("exact", 2345, 2345, 2345)),
    ("1.300 Tote", ("exact", 1300, 1300, 1300)),
    ("1,3 Millionen", ("exact", 1300000, 1300000, 1300000)),
    ("Dutzende Tote", ("vague", None, 12, None)),
    ("Hunderte", ("vague", None, 100, None)),
    ("Tausende Soldaten", ("vague", None, 1000, None)),
    ("Zehntausende", ("vague", None, 10000, None)),
    ("mehrere hundert", ("vague", None, 100, None)),
    ("die Zahl der Toten stieg auf 89", ("exact", 89, 89, 89)),
    ("bei dem Angriff wurden 63 Soldaten getötet", ("exact", 63, 63, 63)),
    ("ein Angriff tötete 63 Soldaten", ("exact", 63, 63, 63)),
    ("im Jahr 2022", ("unread", None, None, None)),
    ("am 8. Januar", ("unread", None, None, None)),
    ("nicht 600", ("unread", None, None, None)),
]

SPANISH = [
    ("más de 600 muertos", ("more_than", 600, 601, None)),
    ("al menos 600", ("at_least", 600, 600, None)),
    ("unos 700 soldados", ("approx", 700, 650, 750)),
    ("casi 700", ("nearly", 700, 650, 699)),
    ("hasta 30", ("up_to", 30, None, 30)),
    ("entre 20 y 30", ("range", None, 20, 30)),
    ("de 20 a 30 muertos", ("range", None, 20, 30)),
    ("1.104 muertos", ("exact", 1104, 1104, 1104)),
    ("sin víctimas", ("none", 0, 0, 0)),
    ("treinta y dos muertos", ("exact", 32, 32, 32)),
    ("decenas de muertos", ("vague", None, 10, None)),
]

ITALIAN = [
    ("più di 600", ("more_than", 600, 601, None)),
    ("oltre 600 morti", ("more_than", 600, 601, None)),
    ("almeno 600", ("at_least", 600, 600, None)),
    ("circa 700", ("approx", 700, 650, 750)),
    ("quasi 700", ("nearly", 700, 650, 699)),
    ("fino a 30", ("up_to", 30, None, 30)),
    ("tra 20 e 30", ("range", None, 20, 30)),
    ("nessun morto", ("none", 0, 0, 0)),
    ("44.654 soldati", ("exact", 44654, 44654, 44654)),
    ("400 i soldati", ("exact", 400, 400, 400)),
    ("venticinque morti", ("exact", 25, 25, 25)),
    ("duecento morti", ("exact", 200, 200, 200)),
    ("50 ucraini sono stati uccisi", ("exact", 50, 50, 50)),
]

PORTUGUESE = [
    ("mais de 600 mortos", ("more_than", 600, 601, None)),
    ("pelo menos 600", ("at_least", 600, 600, None)),
    ("cerca de 700", ("approx", 700, 650, 750)),
    ("quase 700", ("nearly", 700, 650, 699)),
    ("até 30 mortos", ("up_to", 30, None, 30)),
    ("entre 20 e 30", ("range", None, 20, 30)),
    ("1.163 mortos", ("exact", 1163, 1163, 1163)),
    ("nenhum morto", ("none", 0, 0, 0)),
]

BY_LANGUAGE = {
    "uk": UKRAINIAN,
    "ru": RUSSIAN,
    "ar": ARABIC,
    "he": HEBREW,
    "fr": FRENCH,
    "de": GERMAN,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
}
ROWS = [(code, text, reading) for code, rows in BY_LANGUAGE.items() for text, reading in rows]
IDS = [f"{code}: {text}" for code, text, _ in ROWS]


def _read(text, language):
    reading = read_wording(text, language)
    return str(reading.qualifier), reading.stated_value, reading.low, reading.high


@pytest.mark.parametrize(("language", "text", "reading"), ROWS, ids=IDS)
def test_a_wording_is_read_in_its_language(language, text, reading):
    assert _read(text, language) == reading


@pytest.mark.parametrize(("language", "text", "reading"), ROWS, ids=IDS)
def test_the_language_is_worked_out(language, text, reading):
    assert _read(text, None) == reading


@pytest.mark.parametrize("code", ["de", "de-AT", "DE", "de_CH"])
def test_a_region_does_not_matter(code):
    assert _read("mehr als 1.300 Tote", code) == ("more_than", 1300, 1301, None)


@pytest.mark.parametrize(
    "text",
    [
        "ponad 600 zabitych",  # Polish: more than
        "meer dan 600 soldaten in de stad",  # Dutch: more than
        "liczba ofiar wzrosła do 22",  # Polish: rose to
        "повече от 600 убити",  # Bulgarian: more than
        "600人以上",  # Japanese: or more
        "600명 이상",  # Korean: or more
        "600 से अधिक",  # Hindi: more than
    ],
)
def test_words_in_a_language_without_a_table_are_not_guessed(text):
    assert _read(text, None)[0] == "unread"


@pytest.mark.parametrize(
    ("code", "reading"),
    [
        ("nl", ("exact", 1300, 1300, 1300)),
        ("tr", ("exact", 1300, 1300, 1300)),
        ("en", ("unread", None, None, None)),
        ("ja", ("unread", None, None, None)),
        (None, ("unread", None, None, None)),
    ],
)
def test_a_dot_groups_thousands_only_where_the_language_says_so(code, reading):
    assert _read("1.300", code) == reading


def test_words_of_another_language_than_the_one_said_are_not_guessed():
    assert _read("понад 600", "en")[0] == "unread"
