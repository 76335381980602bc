"""Words that give a reason and words that join clauses, by language; written by hand.

Only words that nearly always mean "because" are evidence that a sentence gives a reason. Words that mean it among
other things ("since", "siden") count where another version of the sentence has a sure one. Endings never count: a
suffix that sometimes means "because" tells nothing.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from tui_learn.text.fold import lower, primary
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.tokens import tokenize

_SURE: dict[str, str] = {
    "af": "omdat, aangesien",
    "ar": "لأن, لأنه, لأنها, لأنهم, لأنهما, لأننا, لأنك, لأنكم, لأنني",
    "az": "çünki, zira",
    "be": "таму што, паколькі",
    "bg": "защото, тъй като, понеже",
    "ca": "ja que, atès que, donat que",
    "cs": "protože, neboť, jelikož, poněvadž",
    "da": "fordi, eftersom",
    "de": "weil",
    "el": "επειδή, διότι",
    "en": "because",
    "es": "porque, ya que, puesto que, dado que",
    "et": "sest",
    "eu": "zeren",
    "fa": "زیرا, چراکه, چرا که",
    "fr": "parce que, parce qu', puisque, puisqu', étant donné que, étant donné qu'",
    "gl": "porque, xa que, dado que",
    "he": "משום ש, מפני ש, כיוון ש, מכיוון ש",
    "hi": "क्योंकि, चूँकि, चूंकि",
    "hr": "jer, budući da, zato što",
    "hu": "mert",
    "id": "karena, sebab",
    "is": "vegna þess að, af því að",
    "it": "poiché, giacché, siccome, dato che, visto che",
    "lt": "nes, kadangi",
    "lv": "tāpēc ka, tādēļ ka",
    "mk": "бидејќи, затоа што",
    "nb": "fordi, ettersom",
    "nl": "omdat, aangezien, doordat",
    "nn": "fordi, ettersom",
    "pl": "ponieważ, gdyż, albowiem",
    "pt": "porque, já que, uma vez que, dado que, visto que",
    "ro": "pentru că, deoarece, fiindcă, întrucât",
    "ru": "потому что, так как, поскольку, ибо",
    "sk": "pretože, keďže, lebo",
    "sl": "kajti",
    "sq": "sepse, meqenëse",
    "sr": "јер, зато што, будући да, jer, zato što, budući da",
    "sv": "eftersom, därför att",
    "sw": "kwa sababu",
    "th": "เพราะ, เนื่องจาก",
    "tr": "çünkü, zira",
    "uk": "тому що, оскільки",
    "vi": "bởi vì, bởi lẽ",
    "zh": "因为, 因為, 由于, 由於",
}
_OF_CLAUSES: dict[str, str] = {
    "de": "denn",
    "es": "pues",
    "et": "kuna",
    "fi": "koska, sillä",
    "fr": "car",
    "hu": "mivel",
    "lv": "jo",
    "nl": "want",
    "pl": "bo",
    "pt": "pois",
    "sl": "ker",
    "sv": "ty",
    "uk": "бо",
}
"""Words that give a reason only at the beginning of a clause; elsewhere they mean something else."""
_MAYBE: dict[str, str] = {
    "bg": "след като",
    "ca": "perquè",
    "da": "da, idet",
    "de": "da, zumal",
    "el": "γιατί, καθώς, αφού",
    "en": "since, as, given that",
    "es": "como",
    "fi": "kun",
    "he": "כי",
    "hi": "कि",
    "hr": "pošto, s obzirom da",
    "hu": "hiszen, ugyanis",
    "is": "því að, þar sem",
    "it": "perché, in quanto",
    "nb": "siden, da",
    "nl": "daar",
    "nn": "sidan, då",
    "pl": "skoro",
    "pt": "como",
    "ro": "căci, dat fiind că",
    "ru": "ведь, раз",
    "sl": "saj",
    "sv": "då",
    "uk": "адже, позаяк",
    "vi": "vì",
}

_COORDINATORS: dict[str, str] = {
    "af": "en of maar dus",
    "az": "və lakin amma ya",
    "bg": "и или но а",
    "ca": "i o però sinó",
    "cs": "a nebo ale i či",
    "da": "og eller men så",
    "de": "und oder aber sondern doch",
    "el": "και ή αλλά",
    "en": "and or but so yet nor",
    "es": "y e o u pero sino",
    "et": "ja või aga kuid ning",
    "fi": "ja tai mutta sekä vaan eli",
    "fr": "et ou mais donc",
    "he": "או אבל אך",
    "hi": "और या लेकिन परंतु",
    "hr": "i ili ali a nego",
    "hu": "és vagy de hanem",
    "id": "dan atau tetapi",
    "is": "og eða en",
    "it": "e ed o ma bensì",
    "ko": "그리고 또는 그러나 하지만",
    "lt": "ir ar bet o",
    "lv": "un vai bet",
    "nb": "og eller men så",
    "nl": "en of maar dus",
    "nn": "og eller men så",
    "pl": "i a oraz lub albo ale lecz więc",
    "pt": "e ou mas porém",
    "ro": "și sau dar iar ci",
    "ru": "и или но а",
    "sk": "a alebo ale i",
    "sl": "in ali a ampak",
    "sr": "i ili ali a и или али а",
    "sv": "och eller men så utan samt",
    "tr": "ve veya ama ancak fakat ya",
    "uk": "і й та або але а",
    "vi": "và hoặc nhưng",
}
_BUT: dict[str, str] = {
    "af": "maar",
    "az": "lakin amma",
    "bg": "но",
    "ca": "però",
    "cs": "ale",
    "da": "men",
    "el": "αλλά",
    "en": "but",
    "es": "pero",
    "et": "aga kuid",
    "fi": "mutta",
    "fr": "mais",
    "gl": "pero",
    "he": "אבל",
    "hi": "लेकिन",
    "hr": "ali",
    "hu": "de",
    "id": "tetapi",
    "is": "en",
    "it": "ma",
    "lt": "bet",
    "lv": "bet",
    "nb": "men",
    "nn": "men",
    "pl": "ale lecz",
    "pt": "mas",
    "ro": "dar",
    "ru": "но",
    "sk": "ale",
    "sl": "ampak",
    "sr": "ali али",
    "sv": "men",
    "tr": "ama fakat ancak",
    "uk": "але",
    "vi": "nhưng",
}
"""The one of them behind which a whole sentence follows."""
_BOUND: dict[str, str] = {
    "af": "dat wat wie",
    "az": "ki",
    "bg": "че който която което които да какво как кой",
    "ca": "que qui quin quina com",
    "cs": "že aby který která které kteří kterou kterého kterým kterých což co jak kdo",
    "da": "at som der hvilket hvem hvad hvordan",
    "de": """dass daß der die das den dem denen deren dessen ob was welche welcher welches wer wie um wobei
    wodurch wofür worin""",
    "el": "ότι πως που να ποιος πώς",
    "en": "that which who whom whose whether what how why",
    "es": "que quien quienes cual cuales lo qué cómo quién",
    "et": "et kes mis mille mida kuidas",
    "eu": "zein non nola",
    "fi": """että joka jonka jota jossa josta johon jolla jolle jolta jona jotka joiden joita joissa joista
    joihin joilla joille mikä minkä mitä missä mistä mihin miten kuka""",
    "fr": "que qu' qui dont où lequel laquelle lesquels lesquelles ce comment",
    "gl": "que quen como",
    "he": "ש אשר מה מי איך",
    "hi": "कि जो जिसे जिसमें जिसका जिसकी जिसके जिससे जिन",
    "hr": "da koji koja koje kojeg kojem kojih što tko kako",
    "hu": "hogy aki ami amely akik amelyek amit akit amelyet amelyben amelynek ki mi",
    "id": "yang bahwa",
    "is": "að sem hver hvað hvernig",
    "it": "che chi cui quale quali come",
    "lt": "kad kuris kuri kurie kurios kurį kas kaip",
    "lv": "ka kas kurš kura kuri kuras kuru kā",
    "nb": "at som hvem hva hvordan noe",
    "nl": "dat die wie wat of om waarbij waardoor waarin waarmee hoe",
    "nn": "at som kven kva korleis noko",
    "pl": "że żeby który która które którzy którego której którym których którą co kto jak czy",
    "pt": "que quem cujo cuja qual quais como o",
    "ro": "că să care cine ce cum",
    "ru": "что который которая которое которые которого которой которых которым которую кто как ли",
    "sk": "že aby ktorý ktorá ktoré ktorí ktorého ktorej ktorých čo kto ako",
    "sl": "da ki kateri katera katero kdo kaj kako",
    "sq": "që i cili",
    "sr": "da koji koja koje što који која које што ко",
    "sv": "att som vilken vilket vilka vars vem vad hur något",
    "sw": "kwamba ambayo ambao",
    "tr": "ki",
    "uk": "що щоб який яка яке які якого якої яких яким яку хто як чи",
    "vi": "rằng mà",
}
"""Words that begin a clause the other part of the sentence cannot do without, or must agree with."""
_FREE: dict[str, str] = {
    "bg": "когато ако докато въпреки",
    "ca": "quan si mentre encara",
    "cs": "když pokud jestliže zatímco ačkoli kde aniž místo",
    "da": "når hvis mens selvom hvor så uden fordi",
    "de": """wenn während obwohl wo damit sodass falls bevor nachdem als indem anstatt statt ohne um obgleich
    sobald solange""",
    "el": "όταν αν ενώ όπου ώστε",
    "en": """when if while although though unless until where whereas so before after instead rather because as
    since without even""",
    "es": "cuando si mientras aunque donde sin porque",
    "et": "kui kuigi kus kuni",
    "fi": "jotta kun jos vaikka kunnes ennen kuten ilman",
    "fr": "quand lorsque si tandis bien quoique pour sans",
    "hr": "kada ako dok iako gdje",
    "hu": "ha amikor míg ahol mint",
    "is": "ef þegar þótt",
    "it": "quando se mentre sebbene dove senza perché",
    "nb": "når hvis mens selv hvor istedenfor uten selvom",
    "nl": "wanneer als terwijl hoewel waar zodat zonder omdat",
    "nn": "når viss medan sjølv istadenfor utan",
    "pl": "gdy kiedy jeśli jeżeli choć chociaż podczas gdzie zanim aby by zamiast bez",
    "pt": "quando se enquanto embora onde sem",
    "ro": "când dacă deși unde",
    "ru": "когда если хотя пока где чтобы",
    "sk": "keď ak kým kde",
    "sl": "če čeprav ko kjer",
    "sv": "när om medan fast fastän trots där innan så istället utan såsom",
    "tr": "eğer",
    "uk": "коли якщо хоча поки де",
}
"""Words that begin a clause that may be added or left out."""

_MOVED: dict[str, str] = {
    "da": "ikke aldrig altid ofte også kun bare allerede måske jo ej",
    "nb": "ikke aldri alltid ofte også bare allerede kanskje jo ei",
    "nn": "ikkje aldri alltid ofte også òg bare berre allereie kanskje jo",
    "sv": "inte aldrig alltid ofta också bara endast redan kanske ju ej",
}
"""Small words that stand elsewhere in a clause than in a sentence: where one is, the word that joins must stay."""
KEPT = frozenset({"de", "nl", "af", "lb", "fy"})
"""Languages whose clauses cannot be read without the word that joins them: the verb has moved."""
_ALIASES = {"no": "nb", "bs": "hr"}


def _code(language: str) -> str:
    code = primary(language)
    return _ALIASES.get(code, code)


def _phrases(table: dict[str, str], code: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in table.get(code, "").split(",") if phrase.strip())


@lru_cache(maxsize=64)
def _pattern(language: str, *, maybe: bool) -> regex.Pattern[str] | None:
    code = _code(language)
    anywhere = _phrases(_SURE, code)
    behind = (*_phrases(_OF_CLAUSES, code), *(_phrases(_MAYBE, code) if maybe else ()))
    if not anywhere and not behind:
        return None

    def one_of(words: tuple[str, ...]) -> str:
        return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))

    if not has_word_spaces(language):
        return regex.compile(f"(?:{one_of(anywhere)})")
    # A word that ends in an apostrophe, or a Hebrew one, is written together with the next.
    end = r"(?:(?<=['’])|(?<=\sש)|(?![\p{L}\p{M}\p{N}]))"
    parts = [rf"(?<![\p{{L}}\p{{M}}\p{{N}}'’-])(?:{one_of(anywhere)}){end}"] if anywhere else []
    if behind:
        parts.append(rf"(?<=[,;،]\s|^)(?:{one_of(behind)}){end}")
    return regex.compile("|".join(parts))


def because_words(text: str, language: str, *, maybe: bool = False) -> list[tuple[int, int]]:
    """Where words that give a reason stand in a text; with ``maybe`` those too that only may mean it."""
    pattern = _pattern(language, maybe=maybe)
    if pattern is None:
        return []
    lowered = lower(text, language).replace("’", "'")
    if len(lowered) != len(text):
        return []  # offsets would not hold
    return [match.span() for match in pattern.finditer(lowered)]


def has_reasons(language: str) -> bool:
    """Whether any word of the language is known to give a reason."""
    return _pattern(language, maybe=False) is not None


@lru_cache(maxsize=512)
def _words(kind: str, language: str) -> frozenset[str]:
    tables = {"and": _COORDINATORS, "but": _BUT, "bound": _BOUND, "free": _FREE}
    return frozenset(tables[kind].get(_code(language), "").split())


def joins(word: str, language: str) -> str:
    """How the clause that begins with a word is joined to another: ``and``, ``free``, ``bound``; "" for not by a word.

    Where a language has no list here, every small word is taken for ``bound``.
    """
    lowered = lower(word, language)
    for kind in ("and", "bound", "free"):
        if lowered in _words(kind, language):
            return kind
    if not _words("bound", language) and is_function_word(word, language):
        return "bound"
    return ""


def has_moved(clause: str, language: str) -> bool:
    """Whether the order of words shows that a clause is none that could stand alone."""
    if primary(language) in KEPT:
        return True
    moved = frozenset(_MOVED.get(_code(language), "").split())
    return bool(moved) and any(lower(token.text, language) in moved for token in tokenize(clause, language))


def is_but(word: str, language: str) -> bool:
    """Whether a word opposes one sentence to another."""
    return lower(word, language) in _words("but", language)
