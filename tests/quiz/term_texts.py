"""One small article in three languages, with everything key terms are made of: headings, links, bold type, letters in
brackets, figures and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tui_learn.bitext import build_bitext, same_edition
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.quiz.material import Material
from tui_learn.quiz.proof import prove
from tui_learn.text import Edition

ENGLISH = """# Lighthouses of the coast

Ships have always needed a sign that tells them where the land begins.

## The tower

The tower carries the light high above the sea. Masons in Lindholm used granite, because the stone withstands the waves.
The oldest building of this kind was finished in 1841 and is 36 metres high. A [harbour master](/harbour-master) chose
the place with great care. Every spring the keepers painted the tower white and red.

## The lamp

The lamp burned oil until 1902, when gas came to the islands. Every night the keepers carried 12 litres of oil up the
stairs. A [gas valve](/gas-valve) spared them that work in the end. In bad weather the lamp had to be watched all night.

## The lens

The lens gathers a weak flame into one strong beam. Glass workers in Marstad ground it by hand for 14 weeks. A good
[prism](/prism) sends the beam 28 kilometres out to sea. Nobody was allowed to touch the lens with bare fingers.

## The horn

The horn warns sailors when fog hides the coast. It can be heard 9 kilometres away in calm weather. The first
[steam engine](/steam-engine) for it was bought in 1887. On quiet nights the horn woke the whole village of Norrby.

## People

- **Keeper:** lives beside the station and looks after the light every night of the year.
- **Pilot:** goes on board foreign ships and leads them safely between the rocks.
- **Inspector:** visits each island twice a year and writes a long report about its state.

A young keeper earned 40 crowns a month, which was less than a carpenter got. An old pilot earned 65 crowns a month and
owned his boat. The inspector had 90 crowns a month and a house in town. Nobody envied the keeper in winter.
Only one pilot of the district never lost a ship. Each inspector had to learn to swim first.

## Organisations

The Northern Board of Pilots (NBP) trains young people for work at sea. The Royal Coast Office (RCO) pays for repairs
of every station. The Free Union of Keepers (FKU) asks for better wages and warmer houses. Since the great storm the RCO
has kept a boat ready day and night. Members of the NBP meet in Lindby each summer.
After long talks the FKU got two free days a month for its members.
"""

SWEDISH = """# Kustens fyrar

Fartyg har alltid behövt ett tecken som visar dem var landet börjar.

## Tornet

Tornet bär ljuset högt över havet. Murare i Lindholm använde granit, eftersom stenen står emot vågorna.
Den äldsta byggnaden av detta slag blev färdig 1841 och är 36 meter hög. En [hamnkapten](/harbour-master) valde
platsen med stor omsorg. Varje vår målade vaktarna tornet vitt och rött.

## Lampan

Lampan brände olja till 1902, när gasen kom till öarna. Varje natt bar vaktarna 12 liter olja uppför trapporna.
En [gasventil](/gas-valve) besparade dem det arbetet till slut. I dåligt väder måste lampan bevakas hela natten.

## Linsen

Linsen samlar en svag låga till en stark stråle. Glasarbetare i Marstad slipade den för hand i 14 veckor. Ett gott
[brytningsglas](/prism) skickar strålen 28 kilometer ut till havs. Ingen fick röra linsen med bara fingrar.

## Luren

Luren varnar sjömän när dimman döljer kusten. Den hörs 9 kilometer bort i lugnt väder. Den första
[ångmaskinen](/steam-engine) för den köptes 1887. Under stilla nätter väckte luren hela byn Norrby.

## Människor

- **Fyrvaktare:** bor bredvid stationen och sköter ljuset varje natt under hela året.
- **Lots:** går ombord på främmande fartyg och leder dem säkert mellan skären.
- **Inspektör:** besöker varje ö två gånger om året och skriver en lång rapport om dess skick.

En ung fyrvaktare tjänade 40 kronor i månaden, vilket var mindre än en snickare fick. En gammal lots tjänade 65 kronor
i månaden och ägde sin båt. En sträng inspektör hade 90 kronor i månaden och ett hus i staden. Ingen avundades en
fyrvaktare på vintern. Bara en enda lots i distriktet förlorade aldrig ett skepp. Varje ny inspektör måste först
lära sig att simma.

## Organisationer

Norra lotsarnas styrelse (NBP) utbildar unga människor för arbete till sjöss. Kungliga kustverket (RCO) betalar för
reparationer av varje station. Vaktarnas fria förbund (FKU) kräver bättre löner och varmare bostäder. Sedan den stora
stormen har RCO hållit en båt redo dag och natt. Medlemmar av NBP träffas i Lindby varje sommar.
Efter långa samtal fick FKU två lediga dagar i månaden åt sina medlemmar.
"""

CHINESE = """# 海岸的灯塔

船只一直需要一个标志告诉它们陆地从哪里开始。

## 石头高塔

石头高塔把灯光高高举在海面之上。林德霍尔姆的石匠使用花岗岩因为这种石料经得起海浪。
这一类建筑中最古老的于1841年完工高36米。一位[港务长官](/harbour-master)非常仔细地选定了位置。
每年春天看守人把石头高塔漆成白色和红色。

## 煤油灯具

煤油灯具一直烧油到1902年那时煤气来到了群岛。看守人每天夜里把12升油搬上楼梯。
一个[煤气阀门](/gas-valve)最终省去了他们的这项劳动。在恶劣天气里煤油灯具必须整夜有人看管。

## 玻璃透镜

玻璃透镜把微弱的火焰聚成一道强光。马尔斯塔德的玻璃工人用手把它磨了14周。
一块好的[三棱镜片](/prism)把光束送到28公里外的海上。谁也不许用手指直接碰玻璃透镜。

## 雾中号角

雾中号角在大雾遮住海岸时警告水手。在平静的天气里9公里外都能听到它。
为它买的第一台[蒸汽机器](/steam-engine)是在1887年。在安静的夜里雾中号角吵醒了整个北村。

## 人们

- **灯塔看守:** 住在站旁并且一年到头每天夜里照看灯光。
- **引水领航:** 登上外国船只并且带它们安全地穿过礁石。
- **灯塔督察:** 每年两次视察每个岛屿并写一份关于其状况的长报告。

年轻的灯塔看守每月挣40克朗这比木匠挣的少。年老的引水领航每月挣65克朗并且拥有自己的船。
严格的灯塔督察每月有90克朗还有城里的一座房子。冬天没有人羡慕灯塔看守这个行当。
全区只有一位引水领航从来没有丢过船。每位新的灯塔督察都必须先学会游泳。

## 组织

北方引水员委员会(NBP)培训年轻人到海上工作。皇家海岸局(RCO)支付每个站的修理费用。
看守人自由联盟(FKU)要求更高的工资和更暖和的住房。自从那场大风暴以来RCO日夜都备有一条船。
NBP的成员每年夏天在林德比会面。经过长时间的谈判FKU为成员争取到每月两天假期。
"""

TEXTS = {"en": ENGLISH, "sv": SWEDISH, "zh": CHINESE}


def material_of(
    edition_of: Callable[[str, str], Edition],
    pair: str,
    texts: Mapping[str, str] = TEXTS,
    *,
    exclude: Iterable[str] = (),
    seed: int = 0,
) -> Material:
    """What the kinds draw on: the two languages of a pair, every other text as a witness."""
    editions = {language: edition_of(text, language) for language, text in texts.items()}
    known, learned = pair.split(":")
    bitext = same_edition(editions[known]) if known == learned else build_bitext(editions[known], editions[learned])
    others = [edition for language, edition in editions.items() if language not in (known, learned)]
    return Material(bitext, others, Exclusions(exclude), seed)


def problems_of(exercise: Exercise, material: Material) -> list[str]:
    """What is wrong with an exercise that will not be asked, or that will be asked last."""
    refuted = prove(exercise, material.editions, sure=material.parallel)
    return refuted + [f"{flaw.code} {flaw.severity}" for flaw in flaws(exercise)]


def wrong_options(exercise: Exercise) -> set[str]:
    """The texts of the options that are not the key."""
    return {option.text for option in exercise.options if not option.key}
