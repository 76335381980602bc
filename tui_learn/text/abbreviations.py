"""Abbreviations that end in a full stop, by language.

``INNER`` ones are always followed by something (a name, a number, a noun): no sentence ends after them.
``EITHER`` ones stand inside a sentence as well as at its end ("osv.", "jne."): what follows decides.
Written without the last full stop, in lower case.
"""

from __future__ import annotations

from tui_learn.text.fold import primary

_TITLES_EN = "dr mr mrs ms prof st gen col capt lt sgt rev hon messrs"

_INNER: dict[str, str] = {
    "fi": "esim v n ns ks s mm nk huom tark vrt ent klo tri prof toim ym nro puh synt k os kpl joht ylim fil tekn",
    "sv": "ca c:a kl bl.a t.ex dvs s.k f.d nr resp dr prof jfr ev inkl exkl fr.o.m t.o.m p.g.a m.a.o d.v.s "
    "kap sid tel tfn max min uppl s bil avd civ.ing fil",
    "nb": "ca kl bl.a f.eks dvs s.k nr kap dr prof jf ev inkl pkt tlf ang eks st.meld s red utg forts mht pga",
    "da": "ca kl bl.a f.eks dvs nr kap dr prof jf jfr ev inkl ekskl pkt tlf ang s d kbh fx pga mht civ.ing hhv",
    "de": "z.b bzw ca dr prof nr abs vgl evtl inkl exkl d.h s.o s.u u.a o.ä sog bspw art kap tel str st fr hr "
    "dipl ing geb gest hrsg bd s aufl jh abb tab mind max ggf i.d.r",
    "en": f"{_TITLES_EN} fig figs eq no nos vol vols pp ch sec e.g i.e vs approx ed eds cf al est dept univ",
    "fr": "m mm mme mlle dr me av boul cf p pp art chap fig vol no st ste éd env tél p.ex",
    "es": "sr sra sres srta dr dra prof av avda núm nº pág págs ej vol cap fig ud uds tel gral d dña p.ej aprox",
    "pt": "sr sra dr dra prof av núm nº pág págs vol cap fig ex tel aprox p.ex",
    "it": "sig sigg sig.ra dott dott.ssa prof ing avv pag pagg vol cap fig es art n tel ca p.es",
    "nl": "dr drs ir mr prof dhr mevr nr blz vgl bijv o.a d.w.z ca tel art hfst fig m.b.t t.a.v i.p.v",
    "pl": "godz ul al pl np m.in tj tzw tzn ok prof dr hab mgr inż ur zm nr str por rozdz św ww pkt ust art "
    "wg tys mln mld ks płk gen kpt im gł os tel red wyd zob in",
    "cs": "např tzv tj tzn str kap č dr mgr ing prof mudr judr phdr doc resp cca ul nám tel obr viz s mj p",
    "sk": "napr tzv tj t.j str kap č dr mgr ing prof mudr judr doc resp cca ul nám tel obr mj p",
    "tr": "t.c dr prof doç yrd av sn bkz örn no s cad sok mah apt ör haz çev yy yön hz org gen alb alm ing fr",
    "hu": "dr prof pl ún kb ill sz id ifj özv tel vö u.n kft",
    "et": "nt s.o s.t lk nr dr prof tel vt ca u mag vrd jr",
    "ru": "т.е т.к т.н г ул д стр см рис им гл ст проф акад др.-греч напр р руб тыс млн млрд изд ред о пер пл просп",
    "uk": "т.зв ім вул буд стор див рис гл ст проф акад напр тис млн млрд вид ред пер пл просп м",
    "el": "π.χ δηλ βλ κ κα δρ καθ αρ σελ τηλ λ.χ",
}  # fmt: skip
_EITHER: dict[str, str] = {
    "fi": "jne yms ym tms milj mrd kr eur g kg ap ip",
    "sv": "osv m.m m.fl o.s.v etc o.dyl st kr milj",
    "nb": "osv m.m m.fl o.l mv etc kr mill mrd",
    "da": "osv m.m m.fl o.l mv etc kr mio mia",
    "de": "usw etc u.s.w ff f",
    "en": "etc inc ltd co corp jr sr a.m p.m u.s u.k d.c ph.d",
    "fr": "etc",
    "es": "etc ee.uu",
    "pt": "etc",
    "it": "ecc",
    "nl": "enz etc",
    "pl": "itd itp r w zł gr m cm km kg",
    "cs": "atd apod aj r stol tis mil",
    "sk": "atď apod r stor tis mil",
    "tr": "vb vs m.ö m.s",
    "hu": "stb",
    "et": "jne jms jt",
    "ru": "т.д т.п др гг вв",
    "uk": "тощо т.д т.п рр ст",
    "el": "κ.λπ κλπ κ.ά",
}
_ALIASES = {"nn": "nb", "no": "nb", "be": "ru"}


def _table(source: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in source.items()}


INNER = _table(_INNER)
EITHER = _table(_EITHER)


def inner_abbreviations(language: str) -> frozenset[str]:
    """Abbreviations of a language after which a sentence never ends."""
    code = primary(language)
    return INNER.get(_ALIASES.get(code, code), frozenset())


def either_abbreviations(language: str) -> frozenset[str]:
    """Abbreviations of a language after which a sentence ends when a capital follows."""
    code = primary(language)
    return EITHER.get(_ALIASES.get(code, code), frozenset())
