"""Function words, by language: what a text is held together with, and no learner wants to be asked.

Articles, pronouns, prepositions and postpositions, conjunctions, auxiliaries and modal verbs, negation,
question words, particles of degree. Words with a meaning of their own ("often", "new", "year") are not
here, nor are numerals, but for the one that is an article. Written by hand, lower case, NFC.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from tui_learn.text.fold import lower, primary
from tui_learn.text.languages import has_word_spaces

_WORDS: dict[str, str] = {
    "fi": """minä minun minut minua minulla minulle minulta minusta minuun sinä sinun sinut sinua sinulla sinulle
    sinulta hän hänen hänet häntä hänellä hänelle häneltä hänessä hänestä häneen me meidän meidät meitä meillä meille
    meiltä meistä te teidän teidät teitä teillä teille teiltä he heidän heidät heitä heillä heille heiltä heissä heistä
    heihin se sen sitä siinä siitä siihen sillä sille siltä siksi ne niiden niitä niissä niistä niihin niillä niille
    niiltä tämä tämän tätä tässä tästä tähän tällä tälle tältä nämä näiden näitä näissä näistä näihin näillä näille tuo
    tuon tuota tuossa tuosta nuo noita joka jonka jota jossa josta johon jolla jolle jolta jona joksi jotka joiden joita
    joissa joista joihin joilla joille joilta mikä minkä mitä missä mistä mihin millä mille miltä miksi mitkä kuka kenen
    ketä kenellä kenelle keneltä ketkä jokin jonkin jotakin jotain jossakin jossain jostakin jostain joku jonkun jotkut
    jotkin joidenkin joitakin mikään minkään mitään missään mistään mihinkään kukaan kenenkään ketään kenellekään
    jokainen jokaisen jokaista jokaisella jokaiselle jokaisesta kukin kunkin kaikki kaiken kaikkea kaikkien kaikkia
    kaikissa kaikilla kaikille kaikista kaikkiin muu muun muuta muut muiden muita muissa muilla muille muista muihin
    toinen toisen toista toiset toisten toisia toisiaan toistensa itse itsensä itseään itselleen sellainen sellaisen
    sellaista sellaiset sellaisia sellaisten tällainen tällaisen tällaista tällaiset tällaisia molemmat kumpi kumpikin
    ja tai että jotta kun jos vaan mutta sekä eli joko vaikka koska kuin kuten ettei ellei jollei mikäli kunnes olla on
    ovat olen olet olemme olette oli olivat olin olit olimme olisi olisivat olisin ollut olleet ole oltava ollaan oltiin
    lienee ei en et emme ette eivät älä älköön eikä eivätkä enkä voi voivat voin voit voimme voitte voida voisi voisivat
    voidaan voitiin voinut pitää pitäisi täytyy saa kanssa mukaan ilman varten vuoksi takia ennen jälkeen aikana kohti
    kohtaan vastaan välillä välissä alla alle päällä päälle edessä takana luona kautta läpi yli puolesta sijaan sijasta
    lisäksi asti saakka suhteen paitsi myös vain ainoastaan edes jopa niin näin siis hyvin erittäin enemmän eniten
    enempi vähemmän vähiten liian yhtä miten kuinka milloin onko täytyä sellaiseen minkäänlaista minkäänlaisen
    myöskään""",
    "sv": """en ett den det de dem dom jag mig du dig han honom hon henne vi oss ni er hans hennes dess deras min mitt
    mina din ditt dina sin sitt sina vår vårt våra ert era denna detta dessa denne man ens sig själv självt själva som
    vilken vilket vilka vars vem vems vad någon något några någonting ingen inget inga intet ingenting alla allt all
    allas varje var vart varandra annan annat andra andras sådan sådant sådana båda både envar i på av för till från med
    om vid hos mot emot mellan under över efter före innan genom utan åt ur inom utom utanför bland enligt omkring kring
    gentemot trots sedan ned ner upp ut in och eller men att så då när där hur varför eftersom medan fast fastän samt än
    ju varken antingen vare är varit vara vore har hade haft ha hava kan kunde kunnat kunna ska skall skulle vill ville
    vilja måste får fick få fått bör borde må måtte blir blev bli blivit bliva inte ej icke också även bara endast blott
    mer mera mest mycket mindre minst lika alltför såsom såväl äro enär""",
    "nb": """en ei et den det de dem jeg meg du deg han ham hun henne vi oss dere hans hennes dens dets deres min mi
    mitt mine din di ditt dine sin si sitt sine vår vårt våre denne dette disse man seg selv som hvem hva hvilken
    hvilket hvilke hvis hvor når hvordan hvorfor noen noe ingen intet ingenting alle alt all alles hver hvert hverandre
    enhver ethvert annen annet annens andre andres slik slikt slike sånn begge både i på av for til fra med om ved hos
    mot imot mellom under over etter før gjennom uten ut inn opp ned innen innenfor utenfor overfor blant ifølge omkring
    rundt siden langs og eller men at så da der fordi enn mens dersom hvorvidt verken enten samt såvel er var vært være
    har hadde hatt ha kan kunne kunnet skal skulle vil ville må måtte bør burde får få fikk fått blir ble bli blitt ikke
    å også bare kun mer mest mindre minst meget svært veldig jo""",
    "nn": """ein ei eit den det dei eg meg du deg han ho henne honom vi me oss de dykk dykkar hans hennar deira min mi
    mitt mine din di ditt dine sin si sitt sine vår vårt våre denne dette desse man seg sjølv sjølve som kven kva kvar
    kvart kor korleis kvifor når nokon noka noko nokre ingen inga inkje ingenting alle alt all kvarandre einkvan annan
    anna andre andres slik slikt slike begge både i på av for til frå med om ved hos mot imot mellom under over etter
    før gjennom utan ut inn opp ned innan innanfor utanfor overfor blant ifølgje omkring rundt sidan langs og eller men
    at så då der fordi enn medan dersom korkje anten samt såvel er var vore vere vera ver har hadde hatt ha kan kunne
    kunna kunnet skal skulle vil ville må måtte bør burde får få fekk fått blir vart blei bli blitt verte verta vert
    vorte ikkje å òg også au berre meir mest mindre minst svært jo""",
    "da": """en et den det de dem jeg mig du dig han ham hun hende vi os jer hans hendes dens dets deres min mit mine
    din dit dine sin sit sine vor vort vore vores jeres denne dette disse man sig selv som der hvem hvad hvilken hvilket
    hvilke hvis hvor hvornår hvordan hvorfor når nogen noget nogle ingen intet ingenting alle alt al hver hvert hinanden
    enhver ethvert enhvers anden andet andens andre andres sådan sådant sådanne begge både i på af for til fra med om
    ved hos mod imod mellem under over efter før gennem uden ud ind op ned inden indenfor udenfor blandt ifølge omkring
    rundt siden overfor langs og eller men at så da fordi end mens medens dersom hvorvidt hverken enten samt såvel
    selvom er var været være har havde haft have kan kunne kunnet skal skulle vil ville må måtte bør burde får få fik
    fået bliver blev blive blevet ikke ej også kun bare mere mest mindre mindst meget jo""",
    "is": """ég mig mér mín þú þig þér þín hann honum hans hún hana henni hennar það því þess við okkur okkar þið ykkur
    ykkar þeir þá þeim þeirra þær þau sá sú þann þeirri þeirrar þessi þetta þennan þessa þessari þessarar þessum þessir
    þessar þessara minn mitt mínum mína minni míns þinn þitt þínum þína sinn sín sitt sínum sinni sína sínar sínir síns
    sinna sinnar sig sér sjálfur sjálf sjálft sjálfan sjálfum sem hver hvern hverjum hvers hverja hverjar hverrar hverri
    hvert hvað hvor hvort hvar hvenær hvernig hví einhver einhvern einhverju einhverjum einhverja eitthvað enginn engin
    ekkert engan engum einskis neinn neitt nein neinum allir allar öll allur allt alla öllum allra allri alls allrar
    annar önnur annað annan öðrum annars aðrir aðrar aðra annarra annarri slíkur slík slíkt slíkum slíka slíkar slíks
    báðir bæði hinn hin hið hinir hina hinum hins hinna hinni í á af fyrir til frá með um hjá gegn móti milli undir yfir
    eftir áður gegnum án úr inn út upp niður innan utan samkvæmt meðal vegna síðan að og eða en svo þegar þar ef nema
    þótt þó meðan hvorki né annaðhvort heldur enda er eru var voru verið vera sé séu væri væru ert erum hef hefur hefir
    hafa hafði höfðu haft hafi hefði get getur geta gat gátu getað skal skulu skuli skyldi mun munu myndi mundi má mega
    mátti megi verður verða varð urðu verði orðið vill vilja ekki ei eigi einnig líka aðeins bara einungis jafnt meira
    meir mest minna minnst mjög eins""",
    "de": """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines ich mich
    mir du dich dir er ihn ihm sie es wir uns ihr euch ihnen man sich mein meine meinen meinem meiner meines dein deine
    deinen deinem deiner deines sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere unseren
    unserem unserer unseres euer eure euren eurem eurer dieser diese dieses diesen diesem jener jene jenes jenen jenem
    jeder jede jedes jeden jedem jedermann alle alles allen aller allem welcher welche welches welchen welchem solche
    solcher solches solchen solchem andere anderer anderes anderen anderem deren dessen denen derer wer wen wem wessen
    was wo wann warum wie wieso wohin woher etwas nichts niemand niemanden niemandem jemand jemanden jemandem einander
    selbst beide beiden irgendein irgendeine irgendeiner irgendwelche in im ins an am ans auf aufs aus bei beim mit nach
    von vom zu zum zur für fürs durch ohne um gegen über unter vor hinter neben zwischen seit während wegen trotz bis
    gegenüber innerhalb außerhalb außer statt anstatt gemäß pro per ab und oder aber denn sondern dass daß ob weil wenn
    als da damit obwohl bevor nachdem falls sowie sowohl weder noch entweder doch indem sofern soweit je desto dann bin
    bist ist sind seid war waren warst wäre wären gewesen sei seien habe hast hat haben habt hatte hatten hätte hätten
    gehabt werde wirst wird werden wurde wurden würde würden worden kann kannst können könnt konnte konnten könnte
    könnten darf dürfen durfte dürfte dürften muss muß müssen musst müsst musste mussten müsste soll sollen sollte
    sollten solltest will willst wollen wollte mag mögen möchte möchten nicht auch nur sogar ja so sehr mehr meist
    meiste meisten weniger wenigsten dabei dafür dagegen dazu daran darauf daraus davon darüber dadurch darin darum
    wobei wofür womit wodurch worauf also""",
    "nl": """de het een t der den des n ik mij me m'n jij je jou u hij hem zij ze haar wij we ons jullie hun hen mijn
    jouw uw zijn onze deze dit die dat men zich zichzelf zelf elkaar wie wat welke welk wiens waar wanneer waarom hoe
    hoeveel iemand iets niemand niets alle allen alles al elk elke ieder iedere iedereen eenieder ander andere anderen
    anders zulk zulke zo'n geen beide degene degenen er ervan erin eraan ermee erop ervoor hiervan daarvan daarmee
    daarbij daarin daaraan daarvoor waarbij waarin waarvan waarop waarmee waardoor waaraan waarvoor in op aan van voor
    met naar bij uit over onder tot door om te ten ter tegen tegenover tussen zonder na sinds tijdens vanaf binnen
    buiten achter naast volgens wegens ondanks rond via per behalve af mee toe en of maar want als omdat toen hoewel
    terwijl zodat indien dan noch hetzij zowel ofwel mits tenzij alsmede opdat ben bent is was waren geweest wees heb
    hebt heeft hebben had hadden gehad word wordt worden werd werden geworden zal zult zullen zou zouden kan kun kunt
    kunnen kon konden mag mogen mocht mochten moet moeten moest moesten wil wilt willen wilde wilden hoeft hoeven niet
    ook slechts wel zo zeer meer meest meeste minder minst toch""",
    "en": """the a an this that these those i me my mine myself you your yours yourself yourselves he him his himself
    she her hers herself it its itself we us our ours ourselves they them their theirs themselves one one's oneself who
    whom whose which what where when why how whoever whatever whichever wherever whenever someone somebody something
    anyone anybody anything no nobody none nothing everyone everybody everything all some any every each either neither
    other others another such both there of in on at by for with without from to into onto upon about above below over
    under between among through during before after against toward towards until till since across along around behind
    beside besides beyond despite within throughout via per off out up down and or but nor so if because although though
    while whereas unless whether than then as once be am is are was were been being have has had having do does did
    doing done can could may might must shall should will would ought cannot not also only just even too very more most
    less least s t d m ll re ve don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't can't couldn't
    won't wouldn't shouldn't mustn't ain't""",
    "fr": """le la les l un une des du de d au aux ce cet cette ces c ça cela ceci celui celle ceux celles celui-ci
    celle-ci ceux-ci celles-ci je j me m moi tu te t toi il elle on nous vous ils elles se s soi lui leur leurs eux
    lui-même elle-même eux-mêmes vous-même y en mon ma mes ton ta tes son sa ses notre nos votre vos qui que qu quoi
    dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles quel quelle quels
    quelles quand comment pourquoi combien quelque quelques quelqu quiconque quelconque chaque chacun chacune tout toute
    tous toutes autre autres autrui rien aucun aucune nul nulle tel telle tels telles même mêmes à dans par pour sur
    sous avec sans entre vers chez contre depuis pendant avant après dès durant selon parmi malgré envers sauf hors
    jusque jusqu via devant derrière outre et ou ni mais or car donc si comme lorsque lorsqu puisque puisqu quoique
    parce tandis afin ainsi lors quant soit est-ce est-à-dire être est sont suis es sommes êtes était étaient étais
    étions été étant soient sois fut furent fût sera seront serait seraient seriez avoir ai as a avons avez ont avait
    avaient avais avions eu ayant ait aient aura auront aurait auraient a-t-il a-t-on est-il peut peuvent peux pouvons
    pouvez pouvait pourra pourront pourrait pourraient pourriez puisse puissent puissiez pouvoir doit doivent dois
    devons devez devait devra devront devrait devraient devriez devoir faut fallait faudra faudrait ne n pas non aussi
    plus moins très trop seulement tant""",
    "es": """el la los las lo un una unos unas al del yo me mí mi mis tú te ti tu tus él ella ello ellos ellas nosotros
    nosotras vosotros vosotras usted ustedes se sí le les nos os conmigo contigo consigo su sus nuestro nuestra nuestros
    nuestras vuestro vuestra vuestros vuestras mío mía míos mías tuyo tuya suyo suya suyos suyas este esta esto estos
    estas éste ésta ese esa eso esos esas aquel aquella aquello aquellos aquellas que qué quien quién quienes quiénes
    cual cuál cuales cuáles cuyo cuya cuyos cuyas donde dónde cuando cuándo como cómo cuanto cuánto cuanta cuánta
    cuantos cuántos cuantas cuántas algo alguien algún alguno alguna algunos algunas nada nadie ningún ninguno ninguna
    todo toda todos todas cada cualquier cualquiera otro otra otros otras demás tal tales ambos ambas a de en con por
    para sin sobre entre desde hasta hacia según contra ante bajo tras durante mediante y e o u ni pero sino si aunque
    porque pues mientras así ser es son soy eres somos era eran fue fueron sea sean seas será serán sería serían siendo
    sido fuera fuese fueran estar está están estoy estás estamos estaba estaban esté estén estés haber ha han he has
    hemos había habían haya hayan hayas habrá habrán habría hubiera hubiese habido hay hubo poder puede pueden puedo
    puedes podemos podía podían podrá podrán podrás podría podrían podrías pueda puedan puedas deber debe deben debo
    debes debemos debería deberían deberías deberá deberán no también tampoco sólo solo solamente más menos muy tan
    tanto incluso antes""",
    "it": """il lo la i gli le l un uno una del dello della dei degli delle dell al allo alla ai agli alle all dal dallo
    dalla dai dagli dalle dall nel nello nella nei negli nelle nell sul sullo sulla sui sugli sulle sull col coi io mi
    me tu ti te lui lei egli ella esso essa essi esse noi ci voi vi loro li ne si se sé c v m t s mio mia miei mie tuo
    tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre questo questa questi queste
    quest quello quella quelli quelle quel quei quegli quell ciò che chi cui quale quali qual dove dov quando come com
    perché quanto quanta quanti quante qualcosa qualcuno qualche qualsiasi qualunque alcuno alcuna alcuni alcune alcun
    niente nulla nessuno nessuna nessun ogni ognuno tutto tutta tutti tutte altro altra altri altre altrui tale tali
    ciascuno ciascun ciascuna entrambi entrambe di d a ad da in con su per tra fra senza sopra sotto dopo prima durante
    contro verso presso fino mediante tramite entro oltre e ed o od oppure né ma però anche poiché mentre sebbene
    affinché cioè nonché essere è sono siamo siete era erano fu furono sia siano sarà saranno sarebbe sarebbero fosse
    fossero essendo avere ho hai ha abbiamo avete hanno aveva avevano abbia abbiano avrà avranno avrebbe avrebbero
    avesse avuto avendo potere può possono posso puoi possiamo poteva potevano potrà potranno potrebbe potrebbero possa
    possano dovere deve devono debbono devo devi dobbiamo doveva dovevano dovrà dovranno dovrebbe dovrebbero debba
    debbano non solo soltanto più meno molto così tanto troppo pure""",
    "pt": """o a os as um uma uns umas ao à aos às do da dos das no na nos nas num numa dum duma pelo pela pelos pelas
    deste desta disto destes destas desse dessa disso desses dessas daquele daquela daqueles daquelas neste nesta nisto
    nestes nestas nesse nessa nisso nesses nessas naquele naquela dele dela deles delas nele nela neles nelas eu me mim
    tu te ti ele ela eles elas nós vós vos se si consigo comigo lhe lhes você vocês meu minha meus minhas teu tua teus
    tuas seu sua seus suas nosso nossa nossos nossas vosso vossa este esta isto estes estas esse essa isso esses essas
    aquele aquela aquilo aqueles aquelas que quê quem qual quais cujo cuja cujos cujas onde quando como quanto quanta
    quantos quantas porquê algo alguém algum alguma alguns algumas nada ninguém nenhum nenhuma todo toda todos todas
    tudo cada qualquer quaisquer outro outra outros outras outrem tal tais ambos ambas de em por para pra com sem sobre
    entre desde até sob contra perante ante após durante mediante conforme e ou nem mas embora porque pois enquanto
    senão ser é são sou és somos era eram foi foram seja sejam será serão seria seriam sendo sido fosse fossem for estar
    está estão estou estamos estava estavam esteja estejam esteve ter tem têm tenho temos tinha tinham tido tenha tenham
    terá terão teria haver há houve havia haja poder pode podem posso podemos podia podiam poderá poderão poderia
    poderiam possa possam dever deve devem devo devemos devia deveria deveriam deverá deverão não também só apenas
    somente mais menos muito tão tanto assim""",
    "ca": """el la els les lo los l n na un una uns unes al als del dels pel pels jo em m me mi tu et t te ell ella ells
    elles nosaltres ens nos vosaltres us vostè vostès es se s si li hi ho en ne meu meva meus meves teu teva teus teves
    seu seva seus seves nostre nostra nostres vostre vostra vostres llur llurs aquest aquesta aquests aquestes aquell
    aquella aquells aquelles això allò que què qui qual quals quin quina quins quines on quan com quant quants perquè
    algú algun alguna alguns algunes res ningú cap tot tota tots totes cada qualsevol qualssevol altre altra altres tal
    tals ambdós ambdues cadascun cadascuna a de d amb per sense sobre entre des fins contra segons durant mitjançant
    sota davant darrere vers dins i o ni però sinó doncs mentre així ser ésser és són soc sóc ets som sou era eren fou
    foren fos fossin sigui siguin serà seran seria serien estar està estan estic estem estava estaven estigui estiguin
    haver ha han he has hem heu havia havien hagi hagin haurà hauran hauria haurien hagut va van vaig vas vam poder pot
    poden puc pots podem podia podien podrà podran podria podrien pugui puguin deu deuen cal calia caldria no pas també
    tampoc només més menys molt tan tant""",
    "ro": """un o unui unei niște al a ai ale cel cea cei cele celui celei celor eu mă mine mie îmi tu te tine ție îți
    el îl lui îi ea ei ele le lor noi ne voi vă vouă se își sine sieși meu mea mei mele tău ta tăi tale său sa săi sale
    nostru noastră noștri noastre vostru voastră voștri voastre acest această acestui acestei acești aceste acestor
    acesta aceasta acestea aceștia acestora acel acea acelui acelei acei acele acelor acela aceia acelea care căruia
    căreia cărora cărui cărei căror ce cine cui unde când cum cât câtă câți câte ceva cineva nimic nimeni nimănui niciun
    nicio nici orice oricare oricine oricui oricărui oricărei fiecare fiecărui fiecărei tot toată toți toate tuturor alt
    altă alți alte altul alta alții altele altora altor altei altui unii unele unor unora ambele ambii astfel asemenea
    de la în din pe cu pentru prin fără între spre după până despre sub peste contra împotriva asupra către lângă dintre
    printre întru conform pană și sau dar ci iar dacă deși că să fiindcă deoarece încât ori fie ca decât precum însă
    într-un într-o dintr-un dintr-o printr-un printr-o sunt sînt este e ești suntem sunteți era erau fost fi fii fiind
    am au ați avea avem are aveau avut aibă aș ar va vor vei vom veți poate pot poți putem puteți putea puteau poată
    trebuie trebuia nu mai doar numai foarte prea atât chiar așa s-a s-au s-ar m-a m-am n-a n-am n-au n-ar l-a l-au l-am
    i-a i-au i-ar le-a le-au le-ar ne-a ne-am v-a v-am și-a și-au mi-a ți-a ce-l să-l să-i să-și să-mi de-a nu-i
    trebui""",
    "pl": """w we z ze na do od o po pod nad przed przy dla bez między przez za ku u wśród według wobec podczas poza
    przeciw przeciwko ponad spośród oprócz mimo wraz oraz i a lub albo ani ale lecz że żeby aby by jeśli jeżeli gdy
    kiedy gdyż ponieważ bo więc choć chociaż niż jak jako czy czyli niech ja mnie mi mną ty ciebie cię ci tobie tobą on
    jego go niego jemu mu niemu nim ona jej niej ją nią ono oni ich nich im nimi one je my nas nam nami wy was wam wami
    się siebie sobie sobą mój moja moje mojego mojej moim moich twój twoja twoje twojego twojej twoim twoich swój swoja
    swoje swojego swojej swoją swoim swoich swoimi swą swego swej swych nasz nasza nasze naszego naszej naszym naszych
    wasz wasza wasze ten ta to tego tej tę tą tym te tych tymi temu tamten tamta tamto taki taka takie takiego takiej
    taką takim takich takimi który która które którego której któremu którym którą którzy których którymi kto kogo komu
    kim co czego czemu czym jaki jaka jakie jakiego jakiej jaką jakim jakich gdzie skąd dokąd dlaczego ile ktoś kogoś
    komuś coś czegoś jakiś jakaś jakieś jakiejkolwiek ktokolwiek nikt nikogo nikomu nic niczego żaden żadna żadne
    żadnego żadnej żadnemu żadnym żadnych każdy każda każde każdego każdej każdemu każdym każdą wszystko wszystkie
    wszyscy wszystkich wszystkim wszystkimi wszystkiego inny inna inne inni innego innej innemu innych innym innymi inną
    sam sama sami oba obie być jest są jestem jesteś jesteśmy jesteście był była było były byli będzie będą będę
    będziesz będziemy będąc byłby byłaby byłoby byłyby może mogą mogę możesz możemy możecie mógł mogła mogło mogli
    mógłby mogłoby można móc musi muszą muszę musisz musimy musieć powinien powinna powinno powinni powinny należy
    trzeba ma mają mam masz mamy mieć został została zostało zostały zostali zostanie zostaną nie też także również
    tylko jedynie nawet bardzo bardziej najbardziej mniej najmniej więcej najwięcej tak tyle zbyt poprzez zarówno""",
    "cs": """v ve z ze na do od ode o po pod nad před při pro bez mezi přes za k ke ku u s proti podle během kromě místo
    kolem vůči mimo i a nebo ani ale že aby by bych bys bychom byste kdyby když jestliže pokud li protože neboť však ač
    ačkoli než nežli jak jako jakož zda buď či já mě mne mi mně mnou ty tebe tě ti tobě tebou on jeho ho jej něho něj
    jemu mu němu jím ním něm ona její jejího jejím jejích jí ji ní ni ono oni ony jich nich jim nim jimi nimi my nás nám
    námi vy vás vám vámi se sebe si sobě sebou můj moje mého mé mou mých mým tvůj tvoje tvého tvé svůj svá své svého
    svou svým svých svými svoje svoji svému svém náš naše našeho naší našich našim našem váš vaše vašeho vaší vašich
    jejich ten ta to toho té tu tou tím tom tomu těch těm těmi tento tato toto tohoto této tuto touto tímto tomto tomuto
    tito tyto těchto těmto těmito takový taková takové takového takovém takových takovým který která které kterého
    kterému kterém kterým kterou kteří kterých kterými jenž jež jehož jejíž jejichž němž níž jímž kdo koho komu kým
    kdokoli co čeho čemu čím čem což jaký jaká jaké jakého jakých jakékoli jakéhokoli kde kam odkud proč kdy kolik někdo
    někoho někomu něco něčeho nějaký nějaká nějaké některý některá některé některých nikdo nikoho nikomu nic ničeho
    žádný žádná žádné žádného žádném žádných každý každá každé každého každému každou každým každém všechno vše všechny
    všichni všech všem všemi všeho jiný jiná jiné jiného jiném jinému jiných jiným jinými sám sama oba obě obou být je
    jsou jsem jsi jsme jste byl byla bylo byly byli bude budou budu budeš budeme není nejsou nebyl nebylo nebude může
    mohou můžu můžeš můžeme můžete mohl mohla mohlo mohly mohli moci nemůže musí musím musíš musíme musejí muset smí
    smějí nesmí má mají mám máš máme mít ne nikoli také též jen jenom pouze dokonce více nejvíce méně nejméně velmi tak
    příliš ať moct""",
    "sk": """v vo z zo na do od odo o po pod nad pred pri pre bez medzi cez za k ku u s so proti podľa počas okrem
    namiesto okolo voči mimo i a aj alebo ani ale že aby by keby keď ak lebo pretože však hoci než ako či buď kým ja mňa
    ma mne mi mnou ty teba ťa tebe ti tebou on jeho ho neho jemu mu nemu ňom ním ona jej ju ňu nej ňou ono oni ony ich
    nich im nim nimi my nás nám nami vy vás vám vami sa seba si sebe sebou môj moja moje môjho mojej moju mojich mojím
    tvoj tvoja tvoje tvojho tvojej svoj svoja svoje svojho svojej svoju svojou svojím svojich svojimi svojmu svojom náš
    naša naše nášho našej našu našich našim váš vaša vaše vášho vašej vašich ten tá to toho tej tú tou tým tom tomu tí
    tie tých tými tento táto toto tohto tejto túto touto týmto tomto tomuto tieto títo týchto týmito taký taká také
    takého takej takých takým ktorý ktorá ktoré ktorého ktorému ktorom ktorým ktorej ktorú ktorou ktorí ktorých ktorými
    kto koho komu čo čoho čomu čím čom aký aká aké akého akej akých akýkoľvek akékoľvek ktokoľvek kde kam odkiaľ prečo
    kedy koľko niekto niekoho niekomu niečo niečoho nejaký nejaká nejaké niektorý niektorá niektoré niektorých nikto
    nikoho nikomu nič ničoho žiadny žiadna žiadne žiadneho žiadnej žiadnych každý každá každé každého každému každej
    každú každým každom všetko všetky všetci všetkých všetkým všetkými všetkého iný iná iné iného inej inému iných iným
    inými sám sama oba obaja obe oboch byť je sú som sme ste bol bola bolo boli bude budú budem budeš budeme nie nebol
    nebola nebolo nebude môže môžu môžem môžeš môžeme môžete mohol mohla mohlo mohli môcť nemôže nesmie musí musia musím
    musíme musieť smie smú má majú mám máme mať tiež taktiež iba len dokonca viac najviac menej najmenej veľmi tak
    príliš""",
    "sl": """v na s z k h o od iz za po pod nad pred pri brez do med skozi čez proti zaradi glede poleg namesto razen
    kljub okoli in ali ter a pa vendar toda ne niti da če ko ker kot kakor kjer čeprav dokler saj naj bi jaz mene me
    meni mi mano ti tebe te tebi tabo on njega ga njemu mu njim ona nje je njej ji njo jo ono oni njih jih jim njimi one
    nas nam nami vi vas vam vami se sebe si sebi seboj sabo moj moja moje mojega moji mojo tvoj tvoja tvoje svoj svoja
    svoje svojega svojo svojih svojim svoji svojem njegov njegova njegovo njegove njegovega njegovi njegovih njen njena
    njeno njene njihov njihova njihove njihovo naš naša naše našega naši naših vaš vaša vaše vašega ta to tega tem temu
    tej teh temi tisti tista tisto tiste tak taka takega takšen takšna takšno takšne takšnega ki kateri katera katero
    katerega kateremu katerem katerim katere katerih katerimi katerikoli katerekoli kdo koga komu kdor kdorkoli kaj česa
    čemu čem čim kar karkoli kakšen kakšna kakšno kakšne kam kje kdaj zakaj kako koliko nekdo nekoga nekaj neki nek neka
    neko neke nekega nihče nikogar nikomur nič ničesar noben nobena nobeno nobenega nobene vsak vsaka vsako vsakega
    vsake vsakemu vsakdo vsakogar vsakomur ves vsa vse vsi vseh vsem vsemi vsega drug drugi druga drugo druge drugega
    drugih drugim sam sama oba obe biti sem sva sta smo ste so bil bila bilo bili bile bo bodo bom boš bomo boste ni
    niso nisem nismo ima imajo imam imamo nima imeti more morejo moremo lahko mora morajo moram moramo morati treba sme
    smejo tudi samo le celo bolj najbolj manj najmanj več največ zelo tako preveč""",
    "hr": """u na s sa k ka o od iz za po pod nad pred pri bez do među kroz uz preko protiv prema radi zbog nakon
    poslije prije tijekom osim umjesto kod oko između izvan i a ali ili ni niti no nego te da kad kada ako jer što kako
    kao dok iako premda li ne neka bi bih bismo biste ja mene me meni mi mnom ti tebe tebi tobom on njega ga njemu mu
    njim njime ona nje je njoj joj nju ju njom ono oni njih ih njima im one nas nam nama vi vas vam vama se sebe si sebi
    sobom moj moja moje mojeg moju mojim mojih tvoj tvoja tvoje svoj svoja svoje svojeg svoju svojim svojih svojoj svome
    svojom svojem njegov njegova njegovo njegove njegovu njegovih njegovim njezin njezina njezino njezine njen njena
    njihov njihova njihovo njihove njihovih njihovu naš naša naše našeg naših našu vaš vaša vaše vašeg vaših ovaj ova
    ovo ovog ovoga ovom ovome ovim ove ovi ovih ovu ovoj taj ta to tog toga tom tome tim tu tih toj onaj onog onoga onih
    takav takva takvo takve takvih takvog takvim koji koja koje kojeg kojega kojem kojim kojima koju kojoj kojom kojih
    tko koga kome komu kim čega čemu čime čiji čija čije kakav kakva kakvo gdje kamo odakle zašto koliko netko nekoga
    nešto neki neko neke nekih nekog nekom nitko nikoga ništa ničega nikakav nikakva nijedan nijedna svatko svakoga
    svaki svaka svako svakog svake svakom svaku sav sva sve svi svih svim svima svega svemu drugi druga drugo drugog
    drugih drugim drugu druge drugom sam sama oba obje biti jest jesu su smo ste bio bila bilo bili bile će ću ćeš ćemo
    ćete nije nisu nisam nismo bude budu budući ima imaju imam imamo nema imati može mogu možeš možemo možete mogao
    mogla mogli moći mora moraju moram moramo morati treba trebaju trebao trebala trebalo smije smiju također samo čak
    više najviše manje najmanje vrlo tako previše""",
    "uk": """в у на з зі із до від о об за по під над перед при про для без між через серед проти після крім замість
    біля щодо згідно навколо поза і й та а але або чи ні не же ж б би що щоб якщо коли як ніж так то тому хоча поки бо
    адже також теж я мене мені мною ти тебе тобі тобою він його нього йому ньому ним вона її неї їй ній нею воно вони їх
    них їм ними ми нас нам нами ви вас вам вами себе собі собою мій моя моє мої мого моєї моїх твій твоя твоє твої твого
    твоєї свій своя своє свої свого своєї своїх своїм своїми своєму свою своїй своєю наш наша наше наші нашого нашої
    наших нашу ваш ваша ваше ваші вашого вашої ваших вашу їхній їхня їхнє їхні їхніх їхнього цей ця це ці цього цієї
    цьому цим цих цими цю цій той те ті того тієї тим тих тими ту тій такий така таке такі такого такої таких таким
    такими такому який яка яке які якого якої якому яким яких якими яку якій якою хто кого кому ким чого чому чим де
    куди звідки навіщо скільки ніхто нікого нікому ніщо нічого жоден жодна жодне жодного жодної жодних хтось щось якийсь
    якась якесь будь-який будь-яка будь-яке будь-які будь-яких будь-якої будь-якого будь-якому будь-хто будь-що
    хто-небудь що-небудь кожен кожний кожна кожне кожного кожної кожному кожну весь вся все всі увесь уся усе усі всього
    усього всієї всіх усіх всім усім всіма усіма інший інша інше інші іншого іншої іншому інших іншим іншими іншу сам
    сама само самі самого обидва обидві бути є був була було були буде будуть буду будемо будучи може можуть можу можеш
    можемо можете міг могла могло могли могти можна треба потрібно слід повинен повинна повинно повинні мусить мусять
    більш менш найбільш найменш дуже лише тільки навіть саме надто""",
    "ru": """в во на с со к ко у о об обо от ото из изо за по под подо над перед при про для без до между через среди
    против после кроме вместо около ради согласно вокруг вне и а но или либо ни да же ли бы б не нет что чтобы если
    когда как чем так то потому хотя пока ибо также тоже я меня мне мной ты тебя тебе тобой он его него ему нему им ним
    нём нем она её ее неё нее ей ней ею оно они их них ими ними мы нас нам нами вы вас вам вами себя себе собой мой моя
    моё мое мои моего моей моих моим моему мою твой твоя твоё твое твои твоего твоей свой своя своё свое свои своего
    своей своих своим своими своему свою своём своем наш наша наше наши нашего нашей наших нашим нашу ваш ваша ваше ваши
    вашего вашей ваших вашим вашу вашем вашему этот эта это эти этого этой этому этим этом этих этими эту тот та те того
    той тому тем том тех теми ту такой такая такое такие такого таких таким такими такую таком который которая которое
    которые которого которой которому которым котором которую которых которыми кто кого кому кем ком чего чему чём какой
    какая какое какие какого каких каким какую каком какими где куда откуда почему зачем сколько кто-то что-то кто-либо
    что-либо кто-нибудь что-нибудь какой-то какая-то какие-то какой-либо какого-либо какому-либо какое-либо никто никого
    никому ничто ничего никакой никакая никакое никаких никаким никакого каждый каждая каждое каждого каждой каждому
    каждым каждую каждом весь вся всё все всего всей всех всем всеми всему всю всём другой другая другое другие другого
    других другим другими другому другую иной иная иное иные иных иного сам сама само сами самого самой самому самим
    самый самая самое самые самых оба обе обоих быть был была было были будет будут буду будем будете будучи есть
    является являются может могут могу можешь можем можете мог могла могло могли мочь можно нужно надо нельзя должен
    должна должно должны более менее наиболее очень слишком только лишь даже именно ведь вот пусть""",
    "bg": """в във на с със към у о от за по под над пред при през без до между сред против след освен вместо около
    спрямо според извън чрез поради и а но или нито че да ако когато както като докато защото понеже макар дори също
    нека не ще ли аз мене мен ми ти теб те той него му го тя нея й ѝ я то тях им ги ние нас ни вие вас ви се си себе мой
    моя мое мои моят моята моите твой твоя твое твои свой свое свои своя своята своето своите негов негова негово негови
    неговата неговия неговите неговото неин нейна нейно нейни нейната наш наша наше наши нашата нашите ваш ваша ваше
    ваши вашата вашите техен тяхна тяхно техни техните тяхната този тази това тези тоя онзи онази онова онези такъв
    такава такова такива който която което които когото кой коя кое кои кого чийто чиято чието чиито какъв каква какво
    какви каквото къде където кога как защо колко колкото откъде някой някоя някое някои някого нещо някакъв някаква
    някакво някакви никой никоя никое никого нищо никакъв никаква никакво никакви всеки всяка всяко всички всичко
    всекиго друг друга друго други другия другата другите другото сам сама само сами един една едно едни съм е сме сте
    са бе беше бяха бях бил била било били бъде бъдат бъда бъдем би биха бих има няма имат нямат имаше може могат мога
    можеш можем можете можеше можеха трябва трябваше повече много твърде така толкова""",
    "el": """ο η το οι τα του της των τον την τη τους τις ένας ένα έναν ενός μια μία μιας μίας στο στη στην στον στους
    στις στα στου στης σε με για από προς κατά μετά χωρίς δίχως παρά πριν μέχρι ως έως μέσα επί υπό διά μεταξύ εκτός
    πάνω εναντίον ανάμεσα λόγω εξαιτίας σύμφωνα ανά αντί κατ απ σ γι μ αφ εφ καθ μέσω και κι ή ούτε είτε αλλά μα ότι πως
    που να θα ας αν εάν όταν ενώ επειδή διότι γιατί αφού ώστε όπως σαν καθώς δηλαδή εγώ εμένα μου εσύ εσένα σου αυτός
    αυτή αυτό αυτοί αυτές αυτά αυτού αυτής αυτών αυτόν αυτήν αυτούς εμείς εμάς μας εσείς εσάς σας τες εαυτός εαυτό
    εαυτού δικός δική δικό δικού δικής δικά εκείνος εκείνη εκείνο εκείνοι εκείνες εκείνα εκείνου εκείνων τέτοιος τέτοια
    τέτοιο τέτοιες τέτοιου οποίος οποία οποίο οποίοι οποίες οποίων οποίου οποίας οποίον οποίους όποιος όποια όποιο
    οποιοσδήποτε οποιαδήποτε οποιοδήποτε οποιασδήποτε όσος όση όσο όσοι όσα όσες ό,τι ποιος ποια ποιο ποιοι ποιες ποιον
    ποιου τι πού πότε πώς πόσο πόσα κάποιος κάποια κάποιο κάποιοι κάποιες κάποιον κάποιου κάτι κανείς κανένας καμία
    καμιά κανένα κανέναν κανενός καμιάς τίποτα τίποτε κάθε καθένας καθεμία καθένα όλος όλη όλο όλοι όλες όλα όλων όλους
    όλου όλης άλλος άλλη άλλο άλλοι άλλες άλλα άλλων άλλους άλλου άλλης άλλον είμαι είσαι είναι είμαστε είστε ήταν ήμουν
    έχω έχεις έχει έχουμε έχετε έχουν είχε είχαν είχα μπορώ μπορείς μπορεί μπορούμε μπορείτε μπορούν μπορούσε μπορέσει
    πρέπει έπρεπε δεν δε μη μην όχι επίσης μόνο μόνον πολύ πιο πλέον τόσο περισσότερο λιγότερο έτσι όπου""",
    "hu": """a az egy és s is vagy avagy de hogy ha mert mint amint hanem sem se nem ne ám pedig illetve illetőleg
    valamint akár bár noha habár így úgy csak én engem nekem enyém te téged neked ő őt neki övé mi minket nekünk velünk
    ti titeket nektek ők őket nekik ön önt önnek önök maga magát magam magad maguk magának magunk ez ezt ezek ezeket
    ennek ezzel erre ebben ebből ehhez ezen ettől erről ezeknek ezekben azt azok azokat annak azzal arra abban abból
    ahhoz azon attól arról azoknak azokban ilyen olyan ilyenek olyanok aki akit akik akiket akinek akiknek akivel ami
    amit amik amely amelyet amelyek amelyeket amelynek amelyeknek amelyben amelyből amelyre amelyik amikor ahol ahogy
    ahogyan amíg miközben ki kit kik kinek mit minek mely melyik milyen hol mikor miért hogyan hová honnan mennyi valaki
    valakit valakinek valami valamit valamely valamilyen valamennyi senki senkit senkinek semmi semmit semmilyen
    semmiféle mindenki mindenkit mindenkinek mindenkire minden mindent bárki bármely bármilyen bármi más mást mások
    másokat másoknak másik egyéb egymás egymást mindkét alatt alá alól felett fölött fölé mellett mellé mögött előtt elé
    után között közötti közé közül által miatt nélkül szerint iránt ellen elleni óta helyett felé felől körül kívül
    belül során révén való meg el be fel le át van vannak vagyok vagyunk vagytok volt voltak voltam voltunk lesz lesznek
    leszek lenne lennének legyen legyenek lenni lett lettek volna nincs nincsenek sincs fog fogja fognak fogják kell
    kellett kellene kellenek lehet lehetett lehetne lehetnek nagyon több legtöbb kevésbé leginkább túl annyi mind""",
    "tr": """bir ve ile veya veyahut ya yahut da de ki bu şu o bunu bunun buna bunda bundan bunlar bunları bunların
    bunlara şunu şunun onu onun ona onda ondan onlar onları onların onlara onlardan ben beni benim bana bende benden sen
    seni senin sana sende senden biz bizi bizim bize bizde bizden siz sizi sizin size sizde sizden kendi kendini kendisi
    kendine kendisine kendisini kendinin kendisinin kendileri kendilerine birbirini birbirine her herkes herkesin
    herkese herkesi hiç hiçbir hiçbiri kimse kimsenin kimseye kimseyi bazı bazıları biri birisi birinin tüm bütün hepsi
    diğer diğerleri başka başkası başkalarının hangi herhangi ne neyi kim kimi kimin kime nerede nereye nereden nasıl
    niçin neden kaç ama fakat ancak lakin çünkü zira eğer şayet ise hem gibi kadar için göre karşı rağmen dolayı ötürü
    beri önce sonra üzere üzerinde üzerine üzerinden altında altına arasında arasındaki içinde içine içinden dışında
    hakkında tarafından olarak diye itibaren boyunca gerek gerekse yoksa değil değildir değilse mi mı mu mü midir mıdır
    idi imiş iken olan olanlar olduğu olduğunu olur olup olsa olsun olmak oldu olması olmalı olmalıdır olmaksızın
    olabilir olacak olacaktır olmayan olmuş olsalar olursa var vardır yok yoktur gerekir gerekiyor lazım dahi bile
    sadece yalnızca daha en çok pek böyle böylece şöyle öyle""",
    "et": """ja ning või aga kuid ega ehk et kui kuigi kuna sest vaid nagu nii kas ka ei mitte ära ainult isegi väga
    kõige enam rohkem vähem siis just küll ma mina minu mind mulle minule mul minul minust sa sina sinu sind sulle sul
    sinul ta tema teda talle temale tal temal temast temaga me meie meid meile meil meist te teie teid teile teil teist
    nad nemad nende neid neile neil neist nendest nendega see selle seda sellele sellel sellest selles sellega sellesse
    need too tolle oma ise enda ennast endale endast enese iseenda end kes kelle keda kellele kellel kellega kellest mis
    mille mida millele millel millest milles millega milleks mil kus kuhu kust millal miks kuidas keegi kellegi kedagi
    kellelgi kellelegi miski millegi midagi mingi mingit mingisugune iga igal igale igat igas igaüks igaühel igaühe
    igaühele kõik kõigi kõiki kõigile kõigil kõikide kõigis kõigist kõikidele muu muud muude muudel muul teine teise
    teised teiste teisi teistele teistega üksteise üksteist selline sellise sellist sellised selliseid niisugune mõni
    mõne mõnda mõned mõlemad mõlema ükski ühegi ühtki olema olla on oled olen oleme olete oli olid olin olime oleks
    oleksid olnud ole pole polnud olev oldud võib võivad võin võid võime võite võis võisid võiks võiksid võinud võima
    võidakse peab peavad pean pead peame peate pidi pidid peaks peaksid pidama tohib tohi tohivad saab saavad juures
    juurde alla all alt peal peale ees ette eest taga üle läbi vastu kohta järgi järele poolt pärast enne ilma koos
    kaudu vahel vahele vahelised seas hulgas sees sisse suhtes jaoks asemel ajal kuni alates mööda ümber tõttu
    sellisele""",
    "lt": """ir bei ar arba bet o tačiau kad jog jei jeigu nes kai kaip nei negu tai taip pat ne nė gi juk tik net nors
    todėl kol aš manęs man mane manimi tu tavęs tau tave tavimi jis jo jam jį juo jame ji jos jai ją ja joje mes mūsų
    mums mus mumis jūs jūsų jums jus jie jų jiems juos jais joms jas jomis savo save sau savęs savimi mano tavo pats
    pati paties patys šis ši šio šios šį šią šiuo šia šiam šiame šioje šie šių šiems šiuos šiais šiomis tas ta to tos
    tam tą tuo tame toje tie tų tiems tuos tais tomis toks tokia tokio tokios tokį tokią tokie tokių tokius tokiu
    tokiais kuris kuri kurio kurios kuriam kuriai kurį kurią kuriuo kuria kuriame kurioje kurie kurių kuriems kuriuos
    kurias kuriais kuriomis kas ko kam ką kuo koks kokia kokio kokios kokie kokių kokį kokią kokiu kur kada kodėl kiek
    kažkas kažką niekas nieko niekam niekuo joks jokia jokio jokios jokių jokiu kiekvienas kiekviena kiekvieno
    kiekvienam kiekvieną kiekvienos kiekvienai kiekvienu visi visos visų visiems visus visas visa viso visais visą
    visomis visame visoje kitas kita kito kitos kiti kitų kitiems kitus kitam kitą kitais kitomis kitaip abu abi į iš su
    be prie po per už nuo iki dėl apie ant prieš tarp pagal virš aplink šalia link pas tarpusavyje yra esu esi esame
    esate buvo buvau buvome bus būti būtų būdamas būdami esant nėra nebuvo nebus gali galiu galite galime galėjo galėtų
    galės galima galėti negali turi turiu turite turime turėjo turėtų turės turėti privalo reikia reikėtų labai daugiau
    labiau labiausiai mažiau tiek pernelyg""",
    "lv": """un vai bet kā ka lai ja jo gan arī ne nav nē tikai pat nedz kaut kamēr tad vien es manis man mani tu tevis
    tev tevi viņš viņa viņam viņu viņai viņas viņā mēs mūsu mums mūs jūs jūsu jums viņi viņiem viņus viņām sevis sev
    sevi savs sava savu savas savam savā savai savus saviem mans mana manu manas tavs tava tavu tavas pats pati paši
    pašu paša pašas pašam šis šī šo šā šīs šajā šai šim šie šiem šos šīm šās šāds šāda šādu šādas šādi šādā šādos tas tā
    to tās tajā tai tam tie tiem tos tām tāds tāda tādu tādas tādā kurš kura kuru kuras kuram kurā kurai kuri kuriem
    kurus kurām kas kam ko kāds kāda kādu kādam kādas kādi kādā kur kad kāpēc kādēļ cik neviens neviena nevienu nevienam
    nekas neko nekā nekāds nekāda nekādu nekādas katrs katra katram katru katrai ikviens ikviena ikvienam ikvienu
    ikvienai viss visi visa visas visu visiem visām visus visā visos cits cita citu citi citas citiem citam citām citus
    abi abas abu jebkurš jebkura jebkuru jebkuram jebkāds jebkāda jebkādas jebkādu uz no ar bez pie pēc par pa pār zem
    virs līdz caur starp pret kopš dēļ pirms aiz ap labad ārpus ir esmu esi esam esat bija biju bijām būs būt būtu esot
    bijis bijusi nebija nebūs nevar var varu varat varam varēja varētu varēs varēt drīkst nedrīkst jābūt vajag tiek tika
    tiks tikt tiktu netiek ļoti vairāk visvairāk mazāk tik pārāk""",
    "eu": """eta edo ala baina baizik ez bai ere zein baldin ba nahiz bezala bezain baino hala bat batek baten bati
    batean batzuk batzuek batzuen hau honek honen honi honetan hauek hauen hauetan hori horrek horren horri horretan
    horiek horien hura hark haren hari hartan haiek haien ni nik nire niri zu zuk zure zuri hi gu guk gure guri zuek
    zuen bere beren euren bera berak haiei elkar nor nork noren nori zer zerk zeina zeinak non nora nondik noiz nola
    nolako zergatik zenbat norbait norbaitek zerbait inor inork inoren inori ezer ezein inongo guztiak guztiek guztien
    guztia guztiei guztietan guzti dena denak oro beste besteak besteek besteen bestea bakoitza bakoitzak bakoitzaren
    edozein edonor edonork da dira naiz zara gara zarete zen ziren izan izango izaten zaio zait du dute dut duzu dugu
    ditu dituzte ditut ditugu zuten dituen duen duten dituzten den diren dela direla dituela duela dutela dezake
    dezakete daiteke daitezke dezan dezaten bedi litzateke luke lukete liteke dio diote zion zaion zitzaion ari ahal
    ezin behar beharko al arte gabe gainean gainera azpian aurrean atzean aurka buruz arabera artean artekoak bidez
    kontra zehar barruan oso gehiago gehien gutxiago hain""",
    "af": """die n ŉ dié ek my jy jou hy hom sy haar dit ons julle hulle hul u myne joune syne hare hierdie daardie wie
    wat watter waar wanneer waarom hoekom hoe hoeveel iemand iets niemand niks elke elkeen alle alles almal ander andere
    sulke sodanige geen albei enige enigiets self homself mekaar men daarvan daarmee daarin daaraan hiervan waarin
    waarvan waarop waarmee waardeur waaraan waarby in op aan van vir met na by uit oor onder tot deur om te teen teenoor
    tussen sonder sedert tydens vanaf binne buite agter langs naas volgens weens ten ter per via behalwe ondanks af mee
    toe en of maar want dat as omdat hoewel terwyl sodat indien dan nóg sowel asook tensy totdat is was wees het had hê
    gehad word sal sou kan kon mag moet moes wil wou behoort durf nie ook slegs net so baie meer mees meeste minder
    minste se daar""",
    "az": """və ilə ya yaxud da də ki bu o onun onu ona onda ondan onlar onların onları onlara bunun bunu buna bunlar
    mən məni mənim mənə sən səni sənin biz bizi bizim bizə siz sizin sizə öz özü özünün özünə özünü özlərinin hər heç
    hamı hamının bütün digər başqa hansı nə kim kimin harada necə niyə nədən bir biri bəzi amma lakin ancaq çünki əgər
    isə həm kimi qədər üçün görə qarşı sonra əvvəl üzrə üzərində arasında içində haqqında tərəfindən olaraq etibarən
    həmçinin olan olduğu olmaq olur olsun ola oldu olması olmalıdır olmayan bilər bilməz gərək deyil deyildir mi mı mu
    mü var vardır yox yoxdur yalnız hətta daha ən çox belə elə həmin""",
    "ar": """في من إلى على عن مع أن إن لا لم لن ما هو هي هم هن هما أنا أنت أنتم نحن هذا هذه ذلك تلك هؤلاء أولئك الذي
    التي الذين اللذين اللاتي كل كان كانت كانوا يكون تكون يكونوا ليس ليست أو أم و ف ثم بل لكن قد سوف إذا لو حتى بين عند
    عندما بعد قبل دون بدون تحت فوق حول ضد خلال منذ غير لدى نحو له لها لهم لك لنا لي به بها بهم بك فيه فيها فيهم منه منها
    منهم عليه عليها عليهم عليك إليه إليها إليهم عنه عنها عنهم معه أي أية كما كيف متى أين لماذا ماذا هل بعض كذلك أيضا
    أيضًا فقط لأن لكي كي مما عما حيث إلا سواء ولا ولم وأن وإن ولكن وهو وهي وهم وفي ومن وعلى وكان ومع وقد وما أنه أنها
    أنهم أنك بأن لأي بأي لكل ولكل وكل وهذا وهذه بما فيما أكثر أقل جدا جدًا يجب يمكن يمكنك ينبغي مثل هناك لديك كنت تم يتم
    جميع آخر أخرى الآخرين""",
    "he": """של את על אל עם מן לא אין יש זה זו זאת אלה אלו הזה הזאת הזו האלה ההוא ההיא הוא היא הם הן אני אתה אתם אנחנו
    אנו מי מה איך למה מתי איפה היכן כיצד איזה איזו כל כי אם או גם אך אבל אלא רק אשר כמו בין לבין לפי כדי עד ללא בלי בלא
    לפני אחרי אחר אחרת אחרים אחרות תחת נגד כנגד בפני מפני לגבי אצל בתוך מתוך בגלל היה הייתה היתה היו יהיה תהיה יהיו יהא
    תהא להיות לו לה להם להן לי לך לנו לכם בו בה בהם בהן ממנו ממנה מהם אותו אותה אותם אותן עליו עליה עליהם אליו אליה שלו
    שלה שלהם שלי שלך שלנו שבו שבה שהוא שהיא שהם עצמו עצמה עצמם אינו אינה אינם יותר פחות מאוד ביותר יכול יכולה יכולים
    צריך צריכה חייב חייבים ולא ואת ועל וכל ואין וכי וכן ואם ואף אף לכל בכל מכל שלא שאינו שאינה שאין""",
    "hi": """का के की को से में पर ने और या एवं तथा अथवा है हैं था थी थे हो हूँ हूं होगा होगी होंगे होना होने होता होती
    होते हुआ हुई हुए मैं मुझे मेरा मेरी मेरे हम हमें हमारा हमारी हमारे तुम तुम्हें आप आपका आपकी आपके आपको यह ये वह वे इस
    इसका इसकी इसके इसे इसमें इन इनका इनके इन्हें उस उसका उसकी उसके उसे उसने उसको उन उनका उनकी उनके उन्हें जो जिस जिसका
    जिसकी जिसके जिसे जिसमें जिन जिनका जिनकी जिनके किसी कोई कुछ कौन क्या कब कहाँ कहां क्यों कैसे कैसा किस किन सब सभी हर
    प्रत्येक अन्य दूसरा दूसरी दूसरे दूसरों अपना अपनी अपने स्वयं कि तो भी ही न ना नहीं मत लेकिन किन्तु किंतु परन्तु परंतु
    अगर यदि क्योंकि ताकि जब तब तक लिए द्वारा साथ बिना बीच प्रति विरुद्ध अनुसार जैसे जैसा जैसी ऐसा ऐसी ऐसे सकता सकती सकते
    सके चाहिए जाए जाएगा जाएगी जाएंगे जाता जाती जाते गया गई गए रहा रही रहे बहुत सिर्फ केवल एक चूंकि अधिक""",
    "ko": """이 그 저 및 또는 그리고 그러나 하지만 또한 즉 혹은 나 나의 너 우리 우리의 그는 그의 그녀 그들 그들의 그것
    이것 자기 자신의 자기의 모든 각 어떤 어떠한 누구 누구도 누구든지 무엇 어디 언제 왜 어떻게 다른 더 가장 매우 아주 수
    것 것이 것이다 등 등의 있다 있는 있으며 없다 없는 아니다 아니한다 이다 된다 대한 대하여 대해 위한 위하여 위해 의한
    의하여 의해 관한 관하여 때문에 따라 따른 함께 통해 통하여 만약 만일 이러한 보다 아니된다""",
    "zh": """的 地 得 了 着 著 过 過 是 不 没 沒 无 無 在 于 於 和 与 與 及 或 而 且 但 并 並 也 又 就 都 才 还 還 则 則
    因 若 虽 雖 以 为 為 被 把 将 將 由 从 從 自 对 對 向 到 给 給 跟 比 至 之 其 所 者 此 该 該 这 這 那 哪 谁 誰 何 什
    么 麼 怎 吗 嗎 呢 吧 啊 我 你 您 他 她 它 们 們 个 個 些 每 各 某 任 有 能 会 會 可 应 應 须 須 必 很 更 最 太 只 等
    如 我们 你们 他们 自己 这个 那个 什么 怎么 因为 所以 如果 但是 没有 可以""",
    "ja": """は が を に の と で も へ や か ね よ な だ て し から まで より でも では には とは など だけ そして また
    または です ます これ それ あれ この その あの""",
}
_ALIASES = {"no": "nb", "bs": "hr"}
_JOINERS = str.maketrans("’ʼ‐‑", "''--")
_ROMANIAN = str.maketrans("şţ", "șț")
"""Romanian is often written with a cedilla for the comma."""
_ALPHABETS = ("LATIN ", "GREEK ", "CYRILLIC ", "ARMENIAN ", "GEORGIAN ")
_SHORT = 2
"""Letters a word may have to pass for a function word where we know no list."""


@lru_cache(maxsize=64)
def function_words(language: str) -> frozenset[str]:
    """The function words of a language, in lower case; empty where we know none."""
    code = primary(language)
    words = _WORDS.get(_ALIASES.get(code, code), "").split()
    if not has_word_spaces(language):
        from tui_learn.text.unspaced_function_words import WORDS

        words += WORDS.get(code, "").split()
    return frozenset(words)


@lru_cache(maxsize=65536)
def is_function_word(word: str, language: str) -> bool:
    """Whether ``word`` is grammar rather than vocabulary; ``qu'il`` is, as both its parts are.

    Where we know no list, short words of an alphabetic script are.
    """
    lowered = lower(word, language)
    if not any(character.isalpha() for character in lowered):
        return False
    known = function_words(language)
    if not known:
        return len(lowered) <= _SHORT and all(_is_alphabetic(character) for character in lowered)
    if primary(language) == "ro":
        lowered = lowered.translate(_ROMANIAN)
    lowered = lowered.translate(_JOINERS)
    return lowered in known or all(part in known for part in lowered.split("'"))


def _is_alphabetic(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").startswith(_ALPHABETS)
