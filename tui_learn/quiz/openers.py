"""Sentences that stand alone, and say nothing of their place in a text.

"It can also help" needs what was said before, "Finally" and "Secondly" tell where they stand. Neither may be shown by
itself, nor put in order.
"""

from __future__ import annotations

from functools import lru_cache

from tui_learn.quiz.leaning import points_back
from tui_learn.text.fold import lower, primary
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.tokens import tokenize

_PLACING: dict[str, str] = {
    "af": "eerstens, tweedens, eers, daarna, ten slotte, byvoorbeeld, verder",
    "ar": """أولا, أولاً, ثانيا, ثانياً, ثالثا, ثالثاً, أخيرا, أخيراً, وأخيرا, ثم, على سبيل المثال, بالإضافة إلى,
    في النهاية, من ناحية أخرى, مثلا, مثلاً""",
    "az": "əvvəlcə, birinci, ikinci, sonra, nəhayət, məsələn, bundan",
    "bg": "първо, второ, трето, след това, накрая, например, от друга страна, освен",
    "ca": "primer, primerament, segon, després, finalment, per exemple, d'altra banda, a més",
    "cs": """nejprve, nejdříve, za prvé, za druhé, za třetí, poté, potom, nakonec, například, na druhou stranu,
    dále, naopak""",
    "da": """først, for det første, for det andet, for det tredje, derefter, dernæst, endelig, til sidst,
    for eksempel, på den anden side, i stedet, med andre ord, omvendt""",
    "de": """zuerst, zunächst, erstens, zweitens, drittens, anschließend, danach, schließlich, zuletzt,
    zum beispiel, beispielsweise, im gegensatz, auf der anderen seite, andererseits, stattdessen,
    mit anderen worten, ebenso, umgekehrt, allerdings, somit, folglich, ferner, trotzdem""",
    "el": """πρώτον, πρώτα, δεύτερον, τρίτον, έπειτα, μετά, τέλος, τελικά, για παράδειγμα, επιπλέον, ωστόσο,
    από την άλλη""",
    "en": """first, firstly, second, secondly, third, thirdly, next, afterwards, later, finally, lastly, last,
    for example, for instance, in addition, additionally, besides, as a result, on the other hand, in contrast,
    in other words, in fact, after all, even so, if so, if not, as such, to do so, by doing so, of course,
    the former, the latter, the same, meanwhile, consequently, accordingly, similarly, likewise, conversely,
    alternatively, nevertheless, nonetheless, indeed, rather, again, because of, following, nor""",
    "es": """primero, en primer lugar, segundo, en segundo lugar, tercero, después, a continuación, finalmente,
    por último, por ejemplo, en cambio, es decir, de hecho, lo mismo, por lo tanto, por eso, por otro lado,
    por otra parte, en conclusión, del mismo modo, no obstante""",
    "et": "esiteks, teiseks, kolmandaks, seejärel, lõpuks, näiteks, teisalt, lisaks, kõigepealt",
    "fi": """ensin, ensiksi, ensinnäkin, toiseksi, kolmanneksi, sitten, seuraavaksi, lopuksi, viimeiseksi,
    esimerkiksi, toisaalta, toisin sanoen, vastaavasti, muuten, muutoin, silloin, tällöin, samoin, jälkimmäinen""",
    "fr": """d'abord, tout d'abord, premièrement, deuxièmement, troisièmement, ensuite, puis, enfin, finalement,
    par exemple, en revanche, en effet, d'autre part, de plus, en outre, par ailleurs, par conséquent, de même,
    en d'autres termes, au contraire""",
    "he": "ראשית, שנית, לבסוף, לדוגמה, למשל, בנוסף, מצד שני, תחילה",
    "hi": "पहले, पहला, दूसरा, दूसरे, तीसरा, फिर, अंत में, उदाहरण के लिए, इसके अलावा",
    "hr": "prvo, drugo, treće, zatim, potom, naposljetku, na kraju, na primjer, s druge strane, osim",
    "hu": "először, másodszor, harmadszor, ezután, majd, végül, például, másrészt, másfelől",
    "id": "pertama, kedua, ketiga, kemudian, akhirnya, misalnya, sebagai contoh, selain, di sisi lain",
    "is": "fyrst, í fyrsta lagi, í öðru lagi, síðan, loks, að lokum, til dæmis, hins vegar",
    "it": """prima, innanzitutto, in primo luogo, in secondo luogo, poi, infine, ad esempio, per esempio,
    d'altra parte, in altre parole, invece, al contrario, di conseguenza, allo stesso modo""",
    "ko": "첫째, 둘째, 셋째, 먼저, 우선, 다음으로, 그런, 마지막으로, 예를 들어, 즉, 반면, 이와, 한편",
    "lt": "pirma, pirmiausia, antra, trečia, vėliau, galiausiai, pavyzdžiui, kita vertus, be to",
    "lv": "pirmkārt, otrkārt, treškārt, vispirms, pēc tam, visbeidzot, piemēram, no otras puses, turklāt",
    "nb": """først, for det første, for det andre, for det tredje, deretter, videre, endelig, til slutt,
    for eksempel, på den annen side, på den andre siden, i stedet, med andre ord, omvendt, derimot, dernest,
    dermed""",
    "nl": """eerst, ten eerste, ten tweede, ten derde, vervolgens, daarna, ten slotte, tenslotte, tot slot,
    bijvoorbeeld, aan de andere kant, met andere woorden, in plaats daarvan, verder, omgekeerd""",
    "nn": """først, for det første, for det andre, deretter, vidare, endeleg, til slutt, til dømes,
    på den andre sida, i staden, med andre ord, derimot""",
    "pl": """najpierw, po pierwsze, po drugie, po trzecie, potem, następnie, wreszcie, na koniec, na przykład,
    z drugiej strony, innymi słowy, co więcej, poza tym, natomiast, w rezultacie, przede wszystkim, podobnie,
    z kolei""",
    "pt": """primeiro, em primeiro lugar, segundo, em segundo lugar, terceiro, depois, em seguida, finalmente,
    por fim, por último, por exemplo, por outro lado, ou seja, em outras palavras, no entanto, da mesma forma,
    por isso, ao contrário""",
    "ro": """mai întâi, în primul rând, în al doilea rând, apoi, în cele din urmă, de exemplu, pe de altă parte,
    în plus, prin urmare""",
    "ru": """сначала, прежде всего, во-первых, во-вторых, в-третьих, затем, потом, наконец, например,
    с другой стороны, другими словами, то есть, напротив, таким образом, следовательно, в результате,
    более того, точно так же""",
    "sk": "najprv, po prvé, po druhé, po tretie, potom, nakoniec, napríklad, na druhej strane, ďalej",
    "sl": "najprej, prvič, drugič, tretjič, nato, potem, nazadnje, na primer, po drugi strani, poleg",
    "sr": """prvo, drugo, treće, zatim, potom, na kraju, na primer, прво, друго, треће, затим, потом, на крају,
    на пример""",
    "sv": """först, för det första, för det andra, för det tredje, sedan, därefter, slutligen, till sist,
    till exempel, å andra sidan, i stället, istället, med andra ord, omvänt, däremot, därmed, vidare, således,
    likaså""",
    "tr": """önce, ilk olarak, birincisi, ikincisi, ikinci olarak, üçüncü olarak, sonra, ardından, son olarak,
    örneğin, diğer yandan, öte yandan, başka bir deyişle, bununla birlikte, sonuç olarak, dolayısıyla, bunun,
    benzer şekilde, aksine""",
    "uk": """спочатку, насамперед, по-перше, по-друге, по-третє, потім, нарешті, наприклад, з іншого боку,
    іншими словами, тобто, отже, таким чином""",
    "vi": "đầu tiên, thứ nhất, thứ hai, thứ ba, sau đó, cuối cùng, ví dụ, ngoài ra, mặt khác",
    "ja": """まず, 次に, 第一, 第二, 第三, 最後に, 例えば, たとえば, つまり, さらに, 一方, ただし, なぜなら,
    すると, 同様に, したがって, 従って, 他にも, ほかにも, こう, そう, ですが, でも""",
    "th": "ประการแรก, ประการที่สอง, จากนั้น, สุดท้าย, ตัวอย่างเช่น, เช่น, นอกจากนี้, อีกด้าน, หรือ",
    "zh": """首先, 其次, 再次, 第一, 第二, 第三, 然后, 然後, 最后, 最後, 例如, 比如, 另一方面, 另外, 此外,
    换句话说, 換句話說, 同时, 同時, 于是, 於是, 然而, 不过, 不過, 如此, 还有, 還有, 或者, 相反, 而""",
}
"""Beginnings that tell where in a text a sentence stands, separated by commas."""
_QUOTES = " \"'“”„«»‘’([（「『"


@lru_cache(maxsize=64)
def _phrases(language: str) -> tuple[str, ...]:
    code = primary(language)
    found = _PLACING.get({"no": "nb", "bs": "hr"}.get(code, code), "").split(",")
    return tuple(" ".join(phrase.split()) for phrase in found if phrase.strip())


@lru_cache(maxsize=16384)
def stands_alone(text: str, language: str) -> bool:
    """Whether a sentence can be read without the one before it, and does not tell its place by its first words."""
    opening = lower(text.lstrip(_QUOTES), language).replace("’", "'")
    if not opening or points_back(text.lstrip(_QUOTES), language):
        return False
    if not has_word_spaces(language):
        return not opening.startswith(_phrases(language))
    if any(opening.startswith(p) and not opening[len(p) : len(p) + 1].isalpha() for p in _phrases(language)):
        return False
    tokens = tokenize(text, language)
    if len(tokens) < 2:
        return True
    # "In this case", "When it grows": a small word before it does not make a pronoun clear.
    after_small = is_function_word(tokens[0].text, language) and points_back(text[tokens[1].start :], language)
    return not (after_small or tokens[0].is_cut_off)
