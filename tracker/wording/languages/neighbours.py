"""Languages only told from those that can be read, so that 'meer dan 600' is not read as German."""

from tracker.wording.language import Language, Role


def _known_by(words: str) -> Language:
    """A language of which nothing but some of its commonest words is known."""
    return Language(code="und", words={Role.FUNCTION: words.replace(" ", " | ")})


NEIGHBOURS = (
    # Dutch
    _known_by(
        "de het een van meer dan minstens ongeveer bijna tot doden gewonden werden zijn bij niet en soldaten"
        " mensen stad"
    ),
    # Polish
    _known_by(
        "i w na z do ponad co najmniej około prawie zabitych rannych osób żołnierzy zginęło zostało nie ofiar"
        " wzrosła po że się"
    ),
    # Swedish
    _known_by("och i på av mer än över minst omkring nästan upp till döda skadade soldater personer som inte har"),
    # Norwegian and Danish
    _known_by("og i på av mer end enn over mindst minst omkring næsten nesten drept dræbt soldater personer ikke er"),
    # Czech
    _known_by("a v na z do více než nejméně asi téměř mrtvých zraněných lidí vojáků bylo zahynulo zabito že se"),
    # Romanian
    _known_by("și în de la peste mai mult cel puțin aproximativ aproape morți răniți persoane soldați au fost uciși"),
    # Turkish
    _known_by("ve bir en az fazla yaklaşık kadar ölü yaralı kişi asker öldü öldürüldü den dan çok için"),
    # Hungarian
    _known_by("és a az több mint legalább körülbelül majdnem halott sebesült ember katona meghalt volt"),
    # Finnish
    _known_by("ja yli noin lähes kuollut haavoittunut ihmistä sotilasta kuoli oli enemmän kuin ainakin vähintään"),
    # Indonesian
    _known_by("dan di lebih dari sekitar hampir hingga tewas orang tentara yang telah sedikitnya setidaknya"),
)

CYRILLIC_NEIGHBOURS = (
    # Bulgarian
    _known_by("и на повече от над поне най-малко около почти до убити загинали ранени души войници са бяха в"),
    # Belarusian
    _known_by("і больш за каля амаль не менш загінулых забітых параненых чалавек ў салдат"),
    # Serbian
    _known_by("и у више од преко најмање око скоро погинулих мртвих рањених људи војника је су"),
)
