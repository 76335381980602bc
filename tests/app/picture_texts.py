"""The articles that pictures show: scripts of all kinds, and text that would act on a terminal if it could."""

from __future__ import annotations

from pathlib import Path

from tests.app.linking import FAINT, Table
from tui_learn.bitext.word_links import LIKELY, SURE

EVIL = (
    "\x1b]52;c;ZXZpbA==\x07 \x1b[31m \x9b31m \x1b]0;owned\x07 \u202edlrow\u202c \u2066iso\u2069 \x00 \x7f "
    "[bold]markup[/] [@click=app.quit]x[/] [/nope] $foreground &#x202e; &#x9b; \x1b[2J\x1b[?1049l"
)
"""What a terminal or a toolkit would act on."""
LONG = "lang" * 1250
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
PILE = "z" + "\u0301\u0327\u0323" * 5 + "a\u0336l\u0337g\u0338o"
ODD = f"Tab\there, zero\u200bwidth, {PILE}, {FAMILY} og {FAMILY}{FAMILY}, ☝🏽 🇳🇴."
"""What is hard to measure."""
TITLE = "[bold]x[/] [@click=app.quit]y[/] \\x1b]52;c;ZXZpbA==\\x07 \\u202e [/nope]"
"""A title like that, as it is written in front matter."""
MUST_NOT_COME = (
    "\x1b]52", "\x1b]0;", "\x9b", "\u202e", "\u202c", "\u2066", "\u2069", "\x7f", "\x1b[31m", "\x00", "\x07",
)  # fmt: skip
"""What of it must never reach a terminal."""

HOSTILE = {
    "nb": f"""# Overskrift {EVIL}

Dette er en lang nok tekst på norsk til at språket kan kjennes igjen av enhver. {EVIL} Bedriften har en leder.

- punkt {EVIL}
- [lenke {EVIL}](evil.fi.md)

{ODD} Kundene er fornøyde.

> sitat {EVIL}

```
kode {EVIL}
\tinnrykk
```

Et ord som ikke får plass: {LONG}. Bedriften er stor.

## Slutt {EVIL}

Bedriften styrer lederen, og kundene liker den godt.
""",
    "fi": f"""# Otsikko {EVIL}

Tämä on tarpeeksi pitkä suomenkielinen teksti, jotta kieli tunnistetaan. {EVIL} Yrityksellä on johtaja.

- kohta {EVIL}
- [linkki {EVIL}](evil.nb.md)

{ODD} Asiakkaat ovat tyytyväisiä.

> lainaus {EVIL}

```
koodi {EVIL}
\tsisennys
```

Sana, joka ei mahdu: {LONG}. Yritys on suuri.

## Loppu {EVIL}

Yritys ohjaa johtajaa, ja asiakkaat pitävät siitä kovasti.
""",
}
CJK = {
    "zh": """# 城市图书馆

## 什么是图书馆？

图书馆把书借给所有住在城里的人。它每天开放，而且不收费。读者可以在[网上](https://example.org)找书，也可以问*馆员*。

- 书籍和报纸
- 电影、音乐和 `GNU/Linux` 光盘

> 没有书的房间，就像没有灵魂的身体。这句话很有名，大家都喜欢在墙上写它。

## 谁在那里工作？

图书管理员认识所有的书。她帮助读者找到他们要找的东西。冬天图书馆里很暖和，很多学生整天坐在那里学习。
""",
    "ja": """# 町の図書館

## 図書館とは何ですか。

図書館は町に住むすべての人に本を貸します。毎日開いていて、料金はかかりません。読者は[インターネット](https://example.org)で本を探したり、*司書*に聞いたりできます。

- 本と新聞
- 映画、音楽、`GNU/Linux` のディスク

> 本のない部屋は、魂のない体のようなものです。この言葉は有名で、みんな壁に書くのが好きです。

## 誰がそこで働いていますか。

司書はすべての本を知っています。彼女は読者が探しているものを見つける手伝いをします。冬の図書館は暖かく、多くの学生が一日中そこで勉強しています。
""",
}
RIGHT_TO_LEFT = {
    "ar": """# مكتبة المدينة

## ما هي المكتبة؟

تعير المكتبة الكتب لجميع سكان المدينة. وهي مفتوحة كل يوم ولا تكلف شيئا.
يبحث القراء عن الكتب في [الشبكة](https://example.org) أو يسألون *أمين المكتبة*.

- الكتب والصحف
- الأفلام والموسيقى و`GNU/Linux`

> غرفة بلا كتب كجسد بلا روح، وهذه الجملة مشهورة ويحب الناس كتابتها على الجدران.

## من يعمل هناك؟

يعرف أمين المكتبة كل الكتب. وهو يساعد القراء في العثور على ما يبحثون عنه.
""",
    "he": """# ספריית העיר

## מהי ספרייה?

הספרייה משאילה ספרים לכל תושבי העיר. היא פתוחה בכל יום ואינה עולה דבר.
הקוראים מחפשים ספרים [ברשת](https://example.org) או שואלים את *הספרן*.

- ספרים ועיתונים
- סרטים, מוזיקה ו-`GNU/Linux`

> חדר בלי ספרים הוא כמו גוף בלי נשמה, והמשפט הזה מפורסם ואנשים אוהבים לכתוב אותו על הקירות.

## מי עובד שם?

הספרן מכיר את כל הספרים. הוא עוזר לקוראים למצוא את מה שהם מחפשים.
""",
    "en": """# The city library

## What is a library?

The library lends books to all who live in the city. It is open every day and costs nothing.
Readers look for books on the [net](https://example.org) or ask the *librarian*.

- Books and newspapers
- Films, music and `GNU/Linux`

> A room without books is like a body without a soul; the sentence is famous and people like to write it on walls.

## Who works there?

The librarian knows all the books. He helps the readers to find what they look for.
""",
}
MIXED = """# 混合 text العربية

普通话是一种语言，它没有空格。这是第二句话。

Hindi: यह एक किताब है। Thai: สวัสดีครับ ผมชื่อสมชาย

- item one with a [link](/a) and `code`
- item *two*

> A quotation that is long enough to be broken into more than one line of this narrow page.

```
def f(x):
    return x
```
"""
"""Scripts of which cells are not letters, in one text."""
TABLES: dict[str, Table] = {
    "zh:ja": (
        ("图 书 馆", "図 書 館", SURE), ("所 有", "す べ て", LIKELY), ("每 天", "毎 日", SURE),
        ("读 者", "読 者", SURE), ("城 市", "町", LIKELY), ("书", "本", FAINT),
    ),
    "ar:he": (("المكتبة", "הספרייה", SURE), ("الكتب", "ספרים", LIKELY), ("المدينة", "העיר", SURE)),
    "ar:en": (("المكتبة", "library", SURE), ("الكتب", "books", LIKELY), ("المدينة", "city", SURE)),
    "nb:fi": (
        ("bedriften", "yrityksellä", SURE), ("leder", "johtaja", SURE), ("bedriften", "yritys", LIKELY),
        ("kundene", "asiakkaat", SURE),
    ),
}  # fmt: skip
"""Words that answer each other, by hand, in these texts."""


def put(folder: Path, name: str, texts: dict[str, str], title: str = "") -> Path:
    """Write an article into a folder, an edition a language."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, text in texts.items():
        head = f"lang: {language}\narticle: {name}\n" + (f'title: "{title}"\n' if title else "")
        (folder / f"{name}.{language}.md").write_text(f"---\n{head}---\n{text}", encoding="utf-8")
    return folder
