"""Sentences that cannot be understood without the one before: they begin with a word that points back.

Pronouns, demonstratives and words that go on from what was said, by language; written by hand. Where we know none, a
very short first word is taken for one.
"""

from __future__ import annotations

from functools import lru_cache

from tui_learn.quiz.material import Material
from tui_learn.text import Sentence, tokenize
from tui_learn.text.fold import lower, primary
from tui_learn.text.languages import has_word_spaces

SHORT = 3
"""Letters of a first word that may be a pronoun."""

_WORDS: dict[str, str] = {
    "en": """it its he his she her they their them this that these those such both neither either here there then thus
    so hence therefore however moreover furthermore also otherwise instead but and or yet still another others""",
    "fi": """se sen sitä siinä siitä siihen sillä sille siltä ne niiden niitä niissä niistä niihin niille hän hänen
    häntä he heidän heitä tämä tämän tätä tässä tästä tähän tällä tälle nämä näiden näitä tuo ne näin siis siksi myös
    lisäksi kuitenkin mutta ja tai silti sellainen tällainen molemmat toinen muut täten""",
    "sv": """den det de dem dess deras han hans hon hennes denna detta dessa denne sådan sådant sådana båda där här då
    så därför dock också dessutom men och eller ändå annars""",
    "nb": """den det de dem dens dets deres han hans hun hennes denne dette disse slik slikt slike begge der her da så
    derfor imidlertid også dessuten men og eller likevel ellers""",
    "nn": """den det dei deira han hans ho hennar denne dette desse slik slikt slike begge der her då så difor likevel
    også dessutan men og eller elles""",
    "da": """den det de dem dens dets deres han hans hun hendes denne dette disse sådan sådant sådanne begge der her da
    så derfor dog også desuden men og eller alligevel ellers""",
    "de": """er sie es ihr sein seine ihre dies diese dieser dieses diesem diesen jener jene jenes solche solcher
    solches beide hier dort da dann so also daher deshalb darum jedoch auch außerdem zudem aber und oder dennoch sonst
    dabei damit dadurch dafür dazu das""",
    "nl": """hij zij ze het hun haar zijn dit dat deze die zulke beide hier daar dan dus daarom echter ook bovendien
    maar en of toch anders""",
    "fr": """il elle ils elles ce cet cette ces cela ceci ça celui celle ceux celles leur leurs son sa ses tel telle
    tels ainsi donc alors cependant toutefois aussi également mais et ou pourtant sinon y en ici là c'est""",
    "es": """él ella ello ellos ellas este esta esto estos estas ese esa eso esos esas aquel su sus tal tales ambos así
    entonces luego además también pero y o sin aquí allí""",
    "it": """egli ella esso essa essi esse lui lei loro questo questa questi queste quello quella ciò tale tali entrambi
    così quindi dunque inoltre anche tuttavia però ma e o qui lì""",
    "pt": """ele ela eles elas este esta isto estes estas esse essa isso esses essas aquele seu sua seus suas tal ambos
    assim então portanto além também contudo mas e ou aqui ali""",
    "ro": """el ea ei ele acesta aceasta aceștia acestea acest această acești aceste acela aceea astfel deci totuși de
    asemenea dar și sau aici""",
    "pl": """on ona ono oni one to ten ta ci te jego jej ich tego tej tych taki taka takie oba obie tam tu tak więc
    zatem dlatego jednak także również ponadto ale i lub""",
    "cs": """on ona ono oni to ten ta ti ty jeho její jejich tento tato toto tyto takový taková takové oba zde tam tak
    tedy proto však také navíc ale a nebo""",
    "sk": """on ona ono oni to ten tá tí tie jeho jej ich tento táto toto tieto taký taká také obe tu tam tak teda preto
    však tiež navyše ale a alebo""",
    "ru": """он она оно они его её ее их это этот эта эти тот та те такой такая такое такие оба здесь там тогда так
    поэтому однако также кроме но и или""",
    "uk": """він вона воно вони його її їх це цей ця ці той та ті такий така таке такі обидва тут там тоді так тому
    однак також крім але і й або""",
    "tr": """o bu şu onlar bunlar şunlar onun bunun onların bunların böyle öyle ayrıca buna bunu bundan böylece ancak
    fakat ama ve veya burada orada""",
    "az": "o bu onlar bunlar onun bunun belə elə ayrıca lakin amma və buna bunu",
    "hu": """ő ők ez az ezek azok ezt azt ennek annak ilyen olyan itt ott így tehát ezért azonban is továbbá de és
    vagy""",
    "et": "ta see tema nad need nemad selle nende seda selline siin seal nii seega samuti aga ja või kuid",
    "el": "αυτός αυτή αυτό αυτοί αυτές αυτά εκείνος τέτοιος εδώ εκεί έτσι επομένως όμως επίσης αλλά και ή",
    "ar": "هو هي هم هن هذا هذه هؤلاء ذلك تلك أولئك لذلك ولكن لكن وهذا وهذه وهو وهي كما أيضا هنا هناك",
    "he": "הוא היא הם הן זה זאת זו אלה אלו כך לכן אבל גם כאן שם",
    "hi": "यह वह ये वे इस उस इन उन इसका इसकी इसके उसका ऐसा ऐसे यहाँ वहाँ लेकिन और या भी",
    "ko": "그 이 저 그것 이것 그들 그녀 이러한 그러한 그러나 그리고 또한 따라서 그래서 여기 거기",
}
_BEGINNINGS: dict[str, tuple[str, ...]] = {
    "zh": ("这", "那", "它", "他", "她", "此", "其", "該", "该", "這", "但", "因此", "所以", "也", "并", "而且"),
    "ja": ("これ", "それ", "あれ", "この", "その", "あの", "ここ", "そこ", "彼", "しかし", "また", "そして", "だから"),
    "th": ("มัน", "เขา", "เธอ", "พวกเขา", "นี่", "นั่น", "แต่", "และ", "ดังนั้น"),
}


@lru_cache(maxsize=64)
def _words(language: str) -> frozenset[str]:
    code = primary(language)
    return frozenset(_WORDS.get({"no": "nb"}.get(code, code), "").split())


def points_back(text: str, language: str) -> bool:
    """Whether the first word of a sentence takes up what was said before it."""
    if not has_word_spaces(language):
        return text.lstrip("「『“\"'（(").startswith(_BEGINNINGS.get(primary(language), ()))
    tokens = tokenize(text, language)
    if not tokens:
        return False
    words = _words(language)
    return lower(tokens[0].text, language) in words if words else _is_short(text, language)


def _is_short(text: str, language: str) -> bool:
    if not has_word_spaces(language):
        return False
    tokens = tokenize(text, language)
    return bool(tokens) and len(tokens[0].text) <= SHORT and not tokens[0].is_acronym and not tokens[0].has_digit


def leans_back(material: Material, language: str, sentence: Sentence, *, surely: bool = False) -> bool:
    """Whether a sentence may need the one before it, in some version: its first word points back or is very short.

    ``surely``: only where it points back, as at the beginning of a paragraph, where articles are short words too.
    """
    for version in [language, *material.versions(language)]:
        segment = material.parallel(language, version).get(sentence.id)
        if segment is not None:
            text = material.sentence(version, segment).text
            if points_back(text, version) or (not surely and _is_short(text, version)):
                return True
    return False
