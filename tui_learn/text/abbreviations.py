"""Abbreviations that end in a full stop, by language.

``INNER`` ones are always followed by something (a name, a number, a noun): no sentence ends after them.
``NUMBERED`` ones are, but are words too ("no.", "art."): they count before a figure only.
``EITHER`` ones stand inside a sentence as well as at its end ("osv.", "jne."): what follows decides.
Written without the last full stop, in lower case.
"""

from __future__ import annotations

from functools import lru_cache

from tui_learn.text.fold import primary

_TITLES_EN = "dr mr mrs ms prof st gen col capt lt sgt rev hon messrs mt pres gov sen rep"
_MONTHS_EN = "jan feb aug sept oct nov dec"

_INNER: dict[str, str] = {
    "fi": "esim v n ns ks s mm nk huom tark vrt ent klo tri prof toim ym nro puh synt k os kpl joht ylim fil tekn "
    "dos maist lis kapt evl pj siht yht pvm alk virk",
    "sv": "ca c:a kl bl.a t.ex dvs s.k f.d nr resp dr prof jfr ev inkl exkl fr.o.m f.o.m t.o.m p.g.a m.a.o d.v.s "
    "kap sid tfn max uppl civ.ing doc lic ang bet ex f fig jmf jur med o.s.v p.s st:a tekn tr u.a övers",
    "nb": "ca kl bl.a f.eks dvs s.k nr kap dr prof jf ev inkl pkt tlf ang st.meld s utg mht pga "
    "f.o.m t.o.m fom tom m.a.o m.h.t p.g.a iht vedr jr f d pst pr",
    "nn": "ca kl m.a f.eks t.d dvs s.k nr kap dr prof jf ev inkl pkt tlf s f d f.o.m t.o.m pr pst",
    "da": "ca kl bl.a f.eks dvs nr kap dr prof jf jfr ev inkl ekskl pkt tlf s d pga mht civ.ing hhv f "
    "f.o.m t.o.m m.a.o m.h.t cand mag pct vedr iflg pr sml d.v.s p.g.a",
    "is": "kl t.d bls nr dr prof sbr þ.e ca m.a s f u.þ.b m.t.t a.m.k skv gr mgr",
    "fo": "kl t.d bls nr dr prof s f ca m.a t.e",
    "de": "z.b bzw ca dr prof nr abs vgl evtl inkl exkl d.h s.o s.u u.a o.ä sog bspw kap tel str st fr hr "
    "dipl ing geb gest hrsg bd s aufl jh abb tab ggf i.d.r z.t z.zt v.a u.u i.a m.e o.g a.d i.e.s "
    "mag rer nat phil jur med dr.med h.c zit dgl einschl entspr gegr mdl priv röm schwed sen verf zzgl",
    "lb": "z.b bzw ca dr prof nr kap tel här mme geb d.h s",
    "nl": "dr drs ir mr prof dhr mevr mw nr blz vgl bijv bv o.a d.w.z ca tel hfst fig m.b.t t.a.v i.p.v "
    "ds ing jhr mej resp ca evt incl excl i.v.m m.a.w m.n t.o.v t.g.v z.g red.aant afb cf zgn",
    "af": "mnr mev dr prof bv nr bl vgl nl d.w.s o.a mej ds adv tel i.v.m m.b.t",
    "fy": "dr prof nr bygl û.o mfr hear",
    "en": f"{_TITLES_EN} {_MONTHS_EN} figs eq nos vol vols pp e.g i.e vs approx cf viz dept univ ave blvd",
    "fr": "m mm mme mmes mlle mlles dr pr me mgr av boul bd cf p pp chap vol st ste éd env tél p.ex c.-à-d "
    "hab ann coll dir fasc ibid no nos nº réf trad",
    "es": "sr sra srta sres sras dr dra drs prof profa av avda núm nº n.º pág págs vol tel gral d dña p.ej aprox "
    "ee dpto admón arq ing lic sto sta mons c.c vid cfr izq dcha prov",
    "pt": "sr sra sres srs dr dra drs prof profa av núm nº n.º pág págs vol p.ex aprox eng arq exmo exma d fr sto sta "
    "tel ed trad séc",
    "gl": "sr sra dr dra prof profa av núm nº páx páxs p.ex avda d dna r",
    "ca": "sr sra dr dra prof av núm pàg pàgs p.ex c ctra cap pl vol st sta",
    "it": "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv pag "
    "pagg vol tel ca p.es geom rag arch on sen mons "
    "cfr ecc.mo gent egr spett vd n.b",
    "ro": "dl dna dra dr prof ing av nr pag p.ex art cap vol str bd bl sc ap et jud tel cca conf lect gen col lt cpt "
    "sf al alin vd ex",
    "pl": "godz ul al pl np m.in tj tzw tzn prof dr hab mgr inż ur zm nr str por rozdz św pkt ust art "
    "wg tys mln mld ks płk gen kpt im gł tel red wyd zob ob dot ds hr lek mec nadkom o.o os oz pil pn poz ppłk "
    "przyp rtm sp śp tłum wsch zach płd płn",
    "cs": "např tzv tj tzn str kap č dr mgr ing prof mudr judr phdr doc resp cca ul nám tel obr viz s mj bc mvdr "
    "rndr paeddr sv r nar zem čl odst vyd ed",
    "sk": "napr tzv tj t.j str kap č dr mgr ing prof mudr judr doc "
    "resp cca ul nám tel obr mj bc phdr rndr sv r čl odst",
    "sl": "dr prof mag inž npr tj oz ul c tel št str gl sv ga g gdč ing mr t.i t.j pribl roj",
    "hr": "dr prof mr ing npr tj tzv ul br str pogl sv gđa gosp g o.g tel čl st sl usp dipl doc",
    "sr": "dr prof mr ing npr tj tzv ul br str sv g gđa tel čl др проф мр инж нпр тј тзв ул бр стр св г гђа тел чл доц",
    "bg": "ул бул гр с стр вж напр гл проф доц инж акад св тел т.е т.нар ж.к бл ет ап чл ал сп г-н г-жа изд",
    "mk": "ул бул стр вид гл проф доц инж акад св тел т.е т.н бр чл",
    "lv": "dr prof nr sk plkst piem t.i t.s lpp c apm doc inž resp sv",
    "lt": "dr prof doc nr pvz žr t.y plg g pr al akad inž kun šv psl geg saus vas bal birž liep rugp rugs spal lapkr "
    "gruod vad",
    "tr": "t.c dr prof doç yrd av bkz örn cad sok mah apt ör haz çev yy yön hz gen alb alm fr sn öğr gör "
    "uzm arş üsteğ m.ö m.s i.ö i.s krş çvr müh bl böl",
    "az": "prof dr dos akad məs küç bax səh məh pr cən e.ə b.e h.b",
    "hu": "dr prof pl ún kb ill sz id ifj özv u.n ld vö i.e i.sz szt br gr ált kir okl",
    "et": "nt s.o s.t lk nr dr prof tel vt ca u mag vrd jr hr pr prl tn pst mnt dots ins s.a vrdl e.m.a m.a.j",
    "eu": "jn and jr dk dr prof ik ikus or orr zk adib",
    "ga": "an tuas lch m.sh uimh dr",
    "cy": "dr mr mrs prof e.e h.y st tud",
    "sq": "dr prof rr nr sh p.sh ing z zj fq",
    "mt": "dr prof sur sra nru paġ",
    "ru": "т.е т.к т.н ул д стр см рис им гл ст проф акад др.-греч напр р тыс млн млрд изд ред о пер пл просп "
    "доц кв корп обл оз пос пр-т п с соотв ср т табл тел чл.-корр инж св в.д ж.-д лат англ нем фр греч",
    "uk": "т.зв ім вул буд стор див рис гл ст проф акад напр тис "
    "млн млрд вид ред пер пл просп доц кв обл оз пос порівн "
    "табл тел т.б св інж лат англ нім",
    "be": "т.зв ім вул д стар гл рыс гл праф акад напр тыс млн млрд вул кв вобл пл дац св гл",
    "kk": "проф акад доц көш ул мыс т.б инж қ",
    "hy": "պրոֆ դոկտ փող տես օր",
    "ka": "პროფ ქ აკად ე.ი მაგ",
    "el": "π.χ δηλ βλ κ κα κος δρ καθ αρ σελ τηλ λ.χ πρβλ αγ στρ οδ εκδ κεφ",
    "ar": "د أ م ص ج ط ق.م هـ",
    "fa": "د ص ج ق.م آ",
    "he": "פרופ עמ מס רח טל גב",
    "hi": "डॉ श्री श्रीमती प्रो पं रु सं पृ कु",
    "mr": "डॉ श्री श्रीमती प्रा रु पृ",
    "ne": "डा श्री प्रा रु पृ",
    "bn": "ড ডা মো অধ্যাপক পৃ রু",
    "ta": "திரு டாக்டர் பக் ரூ",
    "vi": "ts ths pgs gs tp q p tr stt bs ks",
    "id": "dr drs prof ir jl no hlm h hj tn ny sdr tgl tlp bpk ibu a.n d.a u.p spd skm",
    "ms": "dr prof en pn jln no hlm tn hj sdr tel dato",
    "tl": "dr dra g gng bb prof blg",
    "sw": "dk prof bw bi uk",
    "eo": "d-ro s-ro s-ino prof ekz t.e p n-ro ĉ kp",
}  # fmt: skip
_NUMBERED: dict[str, str] = {
    "sv": "min tel bil avd fil s d art nº", "nb": "eks red forts tel art",
    "da": "art tel kbh", "is": "tel", "de": "art max mind min fol", "nl": "art no",
    "en": "no p ch sec art fig para pt dept app", "fr": "art fig", "es": "fig cap art ej ud uds s",
    "pt": "fig cap art ex",
    "it": "fig cap art es n", "ro": "fig", "pl": "ok in os im por zał rys tab", "cs": "p obr", "sk": "p",
    "hr": "slika čl", "tr": "no s sok org ing ş", "hu": "tel", "et": "p", "ru": "г м ч", "uk": "м ч п", "ca": "fig art",
    "gl": "fig cap art", "eu": "art", "lt": "d p", "lv": "p", "id": "bab ps", "vi": "số", "az": "s ş", "bg": "т ч",
}  # fmt: skip
_EITHER: dict[str, str] = {
    "fi": "jne yms ym tms milj mrd kr eur g kg ap ip jkr ekr oy",
    "sv": "osv m.m m.fl o.s.v etc o.dyl st kr milj mdkr f.kr e.kr d.y d.ä fl",
    "nb": "osv m.m m.fl o.l mv etc kr mill mrd f.kr e.kr stk d.y d.e",
    "nn": "osv m.m m.fl o.l mv etc kr mill mrd f.kr e.kr stk",
    "da": "osv m.m m.fl o.l mv etc kr mio mia f.kr e.kr kbh stk",
    "is": "o.s.frv o.fl o.þ.h kr f.kr e.kr m.kr",
    "fo": "o.s.fr o.a kr",
    "de": "usw etc u.s.w ff f v.chr n.chr u.ä u.dgl mio mrd ev a.m dgl e.v",
    "lb": "asw etc",
    "nl": "enz etc n.v b.v v.chr n.chr e.v e.d mln mld e.a",
    "af": "ens ens etc",
    "fy": "ensfh",
    "en": "etc inc ltd co corp jr sr a.m p.m u.s u.k d.c ph.d b.c a.d bros esq al",
    "fr": "etc av.j.-c j.-c apr.j.-c s",
    "es": "etc ee.uu uu a.c d.c s.a",
    "pt": "etc a.c d.c s.a ltda",
    "gl": "etc a.c d.c",
    "ca": "etc a.c d.c s.a",
    "it": "ecc etc a.c d.c s.p.a s.r.l",
    "ro": "etc ș.a ş.a î.hr d.hr ș.a.m.d",
    "pl": "itd itp r w zł gr m cm km kg n.e p.n.e ww ub br b.r",
    "cs": "atd apod aj r stol tis mil n.l př.n.l kč",
    "sk": "atď apod r stor tis mil n.l pred.n.l",
    "sl": "itd ipd idr l pr.kr n.š",
    "hr": "itd i.dr pr.kr god st n.e",
    "sr": "itd i.dr итд и.др год н.е",
    "bg": "т.н др г в лв хил млн пр.хр н.е",
    "mk": "итн др год н.е",
    "lv": "utt u.c utml g m.ē p.m.ē gs",
    "lt": "t.t pan m d val a mlrd mln e.m pr.kr",
    "tr": "vb vs vd",
    "az": "s b",
    "hu": "stb kr.e kr.u kft bt rt zrt u h",
    "et": "jne jms jt a e.m.a s kr",
    "eu": "etab e.a k.a",
    "ru": "т.д т.п др гг вв г в н.э руб коп н д.н.э",
    "uk": "тощо т.д т.п рр ст р н.е грн коп ін",
    "be": "т.д т.п г гг ст н.э руб",
    "kk": "т.б т.с.с ж ғ",
    "el": "κ.λπ κλπ κ.ά μ.χ π.χ. κτλ",
    "vi": "v.v",
    "id": "dll dsb dst tbk m sm",
    "ms": "dll dsb",
    "eo": "k.t.p ktp k.s a.k p.k",
    "ga": "srl etc",
    "cy": "ayyb ac",
    "sq": "etj",
}
_EVERYWHERE = "dr prof nr tel str vol art cap pag fig st mr mrs ca cf"
"""For languages without a list of their own."""
_ALIASES = {
    "no": "nb",
    "bs": "hr",
    "hbs": "hr",
    "sms": "fi",
    "se": "nb",
    "prs": "fa",
    "ur": "fa",
    "ps": "fa",
    "ckb": "fa",
}


@lru_cache(maxsize=256)
def _of(table: str, language: str) -> frozenset[str]:
    code = primary(language)
    code = _ALIASES.get(code, code)
    source = {"inner": _INNER, "numbered": _NUMBERED, "either": _EITHER}[table]
    words = source.get(code, "")
    if table == "inner" and not words:
        words = _EVERYWHERE
    return frozenset(words.split())


def inner_abbreviations(language: str) -> frozenset[str]:
    """Abbreviations of a language after which a sentence never ends."""
    return _of("inner", language)


def numbered_abbreviations(language: str) -> frozenset[str]:
    """Abbreviations of a language after which no sentence ends if a figure follows."""
    return _of("numbered", language)


def either_abbreviations(language: str) -> frozenset[str]:
    """Abbreviations of a language after which a sentence ends when a capital follows."""
    return _of("either", language)
