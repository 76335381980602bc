"""What a word is, in the writing of many languages: each line is a text, and its words between bars."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.addresses import addresses
from tui_learn.text.tokens import tokenize

CASES = {
    # Hebrew: geresh and gershayim, by their own signs and as they are typed; quotation marks; points.
    "he": [
        ('צה"ל הודיע', 'צה"ל|הודיע'),
        ("צה״ל הודיע", "צה״ל|הודיע"),
        ("ג'ורג' בא", "ג'ורג'|בא"),
        ("ג׳ורג׳ בא", "ג׳ורג׳|בא"),
        ('המנכ"לית אמרה', 'המנכ"לית|אמרה'),
        ("ספרים וכו'.", "ספרים|וכו'"),
        ('קרא "הארץ" היום', "קרא|הארץ|היום"),
        ('ב"הארץ" נכתב', "ב|הארץ|נכתב"),
        ("שָׁלוֹם עוֹלָם", "שָׁלוֹם|עוֹלָם"),
        ("'שלום' אמר", "שלום|אמר"),
        ('תש"ף, 5,000 ש"ח', 'תש"ף|5,000|ש"ח'),
    ],
    "yi": [("ר' יעקב, א\"א", "ר'|יעקב|א\"א")],
    # Arabic script: harakat, tatweel, digits and separators of their own; the joiner of Persian.
    "ar": [
        ("كَتَبَ الوَلَدُ", "كَتَبَ|الوَلَدُ"),
        ("الســـلام عليكم", "الســـلام|عليكم"),
        ("في ٢٠٢٤، ١٬٢٣٤٫٥ كتاب", "في|٢٠٢٤|١٬٢٣٤٫٥|كتاب"),
        ("هل تعرف؟ نعم؛ لا", "هل|تعرف|نعم|لا"),
        ("والـ HTML", "والـ|HTML"),
    ],
    "fa": [("می‌خواهم کتاب‌ها را", "می‌خواهم|کتاب‌ها|را"), ("۱۲٫۵ درصد", "۱۲٫۵|درصد")],
    "ur": [("میں نے، ۱۲ کتابیں۔", "میں|نے|۱۲|کتابیں")],
    # Indic scripts: vowel signs, virama, nukta, joiners, digits, danda.
    "hi": [
        ("यह किताब है।", "यह|किताब|है"),
        ("ज़्यादा पढ़ना", "ज़्यादा|पढ़ना"),
        ("१,२३,४५६ रुपये", "१,२३,४५६|रुपये"),
        ("क्‍या धीरे-धीरे", "क्‍या|धीरे-धीरे"),
    ],
    "bn": [("আমি বাংলায় গান গাই।", "আমি|বাংলায়|গান|গাই"), ("৩.৫ টাকা", "৩.৫|টাকা")],
    "ta": [("நான் தமிழ் படிக்கிறேன்.", "நான்|தமிழ்|படிக்கிறேன்")],
    "te": [("తెలుగు పుస్తకం", "తెలుగు|పుస్తకం")],
    "ml": [("മലയാളം വാക്കുകൾ", "മലയാളം|വാക്കുകൾ")],
    "si": [("ශ්‍රී ලංකාව", "ශ්‍රී|ලංකාව")],
    "am": [("ሰላም፡ለዓለም።", "ሰላም|ለዓለም")],
    "hy": [("Ինչո՞ւ եկար։ Արի՛", "Ինչո՞ւ|եկար|Արի")],
    "ka": [("გამარჯობა, მსოფლიო", "გამარჯობა|მსოფლიო")],
    "el": [("π.χ. τα βιβλία·", "π.χ.|τα|βιβλία"), ("απ' όλα", "απ|όλα")],
    "ko": [("나는 학교에 갔다.", "나는|학교에|갔다"), ("3월 1일, 1,000,000원", "3월|1일|1,000,000원")],
    "vi": [("Tôi học tiếng Việt", "Tôi|học|tiếng|Việt")],
    # Apostrophes
    "fr": [
        ("l'été et l’hiver", "l'été|et|l’hiver"),
        ("aujourd'hui, c'est-à-dire", "aujourd'hui|c'est-à-dire"),
        ("« Bonjour ! »", "Bonjour"),
        ("1\u202f234\u202f567 euros", "1\u202f234\u202f567|euros"),
        ("p.ex. le site www.exemple.fr/a?b=c.", "p.ex.|le|site"),
        ("l´été", "l´été"),
    ],
    "it": [("l'amico dell’azienda", "l'amico|dell’azienda"), ("un po' d'acqua", "un|po|d'acqua")],
    "ca": [("col·legi i l'aigua", "col·legi|i|l'aigua"), ("paral‧lel, dona-me'n", "paral‧lel|dona-me'n")],
    "uk": [("м'ята і м’ята", "м'ята|і|м’ята"), ("т.зв. п.1", "т.зв.|п|1")],
    "uz": [("oʻzbek, o‘zbek tili", "oʻzbek|o‘zbek|tili")],
    "haw": [("Hawaiʻi ʻokina", "Hawaiʻi|ʻokina")],
    "en": [
        ("don't rock'n'roll", "don't|rock'n'roll"),
        ("e.g. the U.S.A., i.e. it", "e.g.|the|U.S.A.|i.e.|it"),
        ("at 9 a.m. a Ph.D. came", "at|9|a.m.|a|Ph.D.|came"),
        ("It ended.Then it began", "It|ended|Then|it|began"),
        ("plan B.Then", "plan|B|Then"),
        ("'single' “double”", "single|double"),
        ("Write to jane.doe+x@mail.example.org today", "Write|to|today"),
        ("See https://example.org/a_b(c)?d=e#f, now", "See|now"),
        ("Go to example.com/path or mailto:a@b.cd.", "Go|to|or"),
        ("Open README.md and index.html now", "Open|and|now"),
        ("It is on example.com. Read notes.txt.", "It|is|on|Read"),
        ("thanks to @some_user-1!", "thanks|to"),
        ("in 1,234.56 ways, 10-15 of 3/4", "in|1,234.56|ways|10-15|of|3|4"),
        ("H₂O and m²", "H₂O|and|m²"),
        ("v2 of B2B", "v2|of|B2B"),
        ("the .com boom", "the|com|boom"),
    ],
    "de": [
        ("Straßen- und U-Bahn", "Straßen-|und|U-Bahn"),
        ("z.B. E-Mail, u.a.", "z.B.|E-Mail|u.a."),
        ("Leser:innen, die Leserin:", "Leser:innen|die|Leserin"),
        ("1.234,56 Euro um 14:30 Uhr", "1.234,56|Euro|um|14:30|Uhr"),
        ("i.d.R. 's ist", "i.d.R.|s|ist"),
    ],
    "de-CH": [("1’234’567 Franken", "1’234’567|Franken")],
    "sv": [
        ("t.ex. EU:s lag, s.k.", "t.ex.|EU:s|lag|s.k."),
        ("Obs: det", "Obs|det"),
        ("bl.a. fr.o.m.", "bl.a.|fr.o.m."),
    ],
    "nb": [("f.eks. NRK: nå", "f.eks.|NRK|nå")],
    "fi": [
        ("EU:n ja tv:n, klo 14.30", "EU:n|ja|tv:n|klo|14.30"),
        ("2000-luvulla B2C-yritykset", "2000-luvulla|B2C-yritykset"),
    ],
    "tr": [("İstanbul'da ve CRM’nin", "İstanbul'da|ve|CRM’nin")],
    "pl": [("m.in. w 2024 r.", "m.in.|w|2024|r")],
    "ru": [("т.е. кто-то в 5,5 раза", "т.е.|кто-то|в|5,5|раза")],
    "es": [("¿Qué? p.ej. 3,5 %", "Qué|p.ej.|3,5")],
    "nl": [("'s avonds foto's", "s|avonds|foto's")],
    "ga": [("an t-uisce, d'ól", "an|t-uisce|d'ól")],
    "ro": [("într-o zi, n-am", "într-o|zi|n-am")],
    # Characters, where no extra tells words apart.
    "km": [("ភាសា។", "ភា|សា")],
    "yue": [("睇https://example.com/甲。唔該", "睇|甲|唔|該"), ("B2B有3.5個", "B2B|有|3.5|個")],
}
LINES = [(language, text, words) for language, lines in CASES.items() for text, words in lines]


def test_there_are_many() -> None:
    assert len(LINES) >= 80
    assert len(CASES) >= 20


@pytest.mark.parametrize(("language", "text", "words"), LINES)
def test_words(language: str, text: str, words: str) -> None:
    found = tokenize(text, language)
    assert "|".join(token.text for token in found) == words
    assert all(text[token.start : token.end] == token.text for token in found)


@given(
    st.text(st.sampled_from("aÄ1.:@/-’'\"״׳ם·कि‌文か·ʻ5٫٬ \u202fe.g.www.com://") | st.characters(), max_size=40),
    st.sampled_from(["en", "fi", "de", "he", "ar", "km", "fr"]),
)
def test_tokens_are_stretches_in_order(text: str, language: str) -> None:
    place = 0
    for token in tokenize(text, language):
        assert place <= token.start < token.end
        assert text[token.start : token.end] == token.text
        assert regex.search(r"[\p{L}\p{N}\p{M}]", token.text)
        place = token.end


@given(st.text(max_size=40))
def test_addresses_are_stretches_in_order(text: str) -> None:
    place = 0
    for start, end in addresses(text + " a@b.cd"):
        assert place <= start < end
        place = end
    assert place
