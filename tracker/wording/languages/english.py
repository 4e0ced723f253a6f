"""English."""

from tracker.vocabulary import Metric, Qualifier
from tracker.wording.language import Language, Role

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ONES += " seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"

ENGLISH = Language(
    code="en",
    group_marks=",",
    atoms={word: value for value, word in enumerate(ONES.split())}
    | {word: 10 * value for value, word in enumerate(TENS.split(), start=2)}
    | {
        "fourty": 40,
        "a single": 1,
        "a hundred": 100,
        "a thousand": 1000,
        "a million": 1_000_000,
        "a dozen": 12,
        "half a dozen": 6,
        "half-a-dozen": 6,
        "a half dozen": 6,
        "a score": 20,
        "half a million": 500_000,
        "a million and a half": 1_500_000,
        "a thousand and a half": 1500,
        "half a thousand": 500,
        "half a hundred": 50,
    },
    scales={
        "hundred": 100,
        "dozen": 12,
        "thousand": 1000,
        "million": 1_000_000,
        "mln": 1_000_000,
        "mn": 1_000_000,
        "billion": 1_000_000_000,
        "bn": 1_000_000_000,
    },
    glued_scales={"k": 1000, "m": 1_000_000},
    plural_scales={
        "dozens": 12,
        "scores": 20,
        "hundreds": 100,
        "thousands": 1000,
        "millions": 1_000_000,
    },
    joined_from=100,
    before={
        Qualifier.MORE_THAN: (
            "more than | over | exceeding | exceeds | exceed | exceeded | has exceeded | in excess of "
            "| upwards of | upward of | north of | greater than | higher than | larger than | above "
            "| just over | well over | well above | slightly over | slightly more than | just more than "
            "| just above | a little over | a little more than | far more than | many more than "
            "| much more than | significantly more than | considerably more than | well in excess of "
            "| topped | tops | topping | surpassed | surpasses | surpassing | better than | beyond "
            "| more then"
        ),
        Qualifier.AT_LEAST: (
            "at least | at the least | at the very least | no fewer than | no less than | not fewer than "
            "| not less than | not fewer then | no less then | a minimum of | as few as | as little as "
            "| minimum | minimum of | min. | at a minimum | at minimum | a minimum | starting from "
            "| not under | not below"
        ),
        Qualifier.APPROX: (
            "about | around | some | approximately | approx | approx. | roughly | circa | c. | ca. | ca "
            "| in the region of | in the neighborhood of | in the neighbourhood of | in the vicinity of "
            "| on the order of | in the order of | of the order of | somewhere around "
            "| somewhere in the region of | an estimated | estimated | an estimate of | estimated at "
            "| an approximate | more or less | or so | just about | closer to | give or take"
        ),
        Qualifier.NEARLY: (
            "nearly | almost | close to | just under | just below | just shy of | shy of | approaching "
            "| nearing | not quite | slightly under | slightly less than | slightly fewer than "
            "| a little less than | a little under | just short of | short of | verging on "
            "| almost as many as | close on"
        ),
        Qualifier.LESS_THAN: (
            "fewer than | less than | under | below | well under | well below | lower than | smaller than "
            "| far fewer than | far less than | much less than | less then | fewer then | not as many as "
            "| not even"
        ),
        Qualifier.UP_TO: (
            "up to | as many as | as much as | no more than | not more than | at most | at the most "
            "| at the very most | a maximum of | maximum | maximum of | max. | no greater than | not over "
            "| not exceeding | not above | no higher than | may have reached | could reach | may reach "
            "| might reach | could have reached | might have reached | could be as high as | as high as "
            "| anything up to | may be as high as | not in excess of | no over | does not exceed "
            "| did not exceed | doesn't exceed | didn't exceed | not upwards of"
        ),
        Qualifier.EXACT: (
            "a total of | total of | the total of | a toll of | just | only | exactly | precisely "
            "| another | a further | an additional | a confirmed | a combined | all | the | these | those "
            "| the other"
        ),
    },
    after={
        Qualifier.MORE_THAN: "and more | and over",
        Qualifier.AT_LEAST: (
            "or more | or over | or above | plus | and counting | at least | at the least "
            "| at the very least | at a minimum | at minimum | minimum | and upwards | or greater "
            "| and rising | if not more | , if not more | , possibly more | , perhaps more | , maybe more "
            "| possibly more | and possibly more | or even more | , or more | , and possibly more "
            "| , and perhaps more | and perhaps more | , and counting | , and rising"
        ),
        Qualifier.APPROX: (
            "or so | or thereabouts | approximately | roughly | approx | approx. | more or less "
            "| give or take | odd | -odd | , give or take | , more or less"
        ),
        Qualifier.UP_TO: (
            "at most | at the most | at the very most | maximum | max | max. | or less | or fewer "
            "| or under | tops | at a maximum"
        ),
        Qualifier.NEARLY: "or nearly so",
    },
    vague={
        1: (
            "an unknown number of | an undisclosed number of | an unspecified number of "
            "| an undetermined number of | unknown number of | unspecified number of"
        ),
        2: (
            "a couple | a couple of | a number of | a large number of | a very large number of "
            "| a great number of | a significant number of | a considerable number of "
            "| a substantial number of | a small number of | large numbers of | great numbers of "
            "| significant numbers of | huge numbers of | a huge number of | many | so many | numerous "
            "| countless | multiple | a handful of | a handful | untold numbers of"
        ),
        3: "several | a few | quite a few | a good few",
        10: "tens | tens of | in the tens",
        12: (
            "several dozen | a few dozen | several dozens | many dozens | a couple of dozen "
            "| a couple dozen | in the dozens | dozens of | some dozens | dozens upon dozens"
        ),
        20: "scores of | several scores",
        100: (
            "several hundred | a few hundred | several hundreds | many hundreds | a couple of hundred "
            "| a couple hundred | in the hundreds | hundreds of | some hundreds | hundreds upon hundreds"
        ),
        1000: (
            "several thousand | a few thousand | several thousands | many thousands "
            "| a couple of thousand | a couple thousand | in the thousands | thousands of "
            "| some thousands | thousands upon thousands"
        ),
        10_000: ("tens of thousands | tens of thousands of | in the tens of thousands | several tens of thousands"),
        12_000: "dozens of thousands | dozens of thousands of",
        100_000: "hundreds of thousands | hundreds of thousands of | in the hundreds of thousands",
        1_000_000: "millions of | several million | a few million",
    },
    harms={
        (Role.HARMED, Metric.KILLED): (
            "killed | kill | kills | killing | slain | slaying | murdered | massacred | shot dead "
            "| eliminated | eliminating | martyred | executed | liquidated | neutralised | neutralized "
            "| claimed the lives of | drowned | buried | exterminated | assassinated"
        ),
        (Role.HARMED, Metric.WOUNDED): (
            "wounded | wounding | wounds | injured | injuring | injures | hurt | harmed | hospitalised "
            "| hospitalized | maimed"
        ),
        (Role.HARMED, Metric.CAPTURED): (
            "captured | capturing | taken prisoner | taken captive | detained | abducted | taken hostage | surrendered"
        ),
        (Role.HARMED, Metric.LOSSES_UNSPECIFIED): "lost | loses | lose | losing",
        (Role.DIED, Metric.KILLED): (
            "dead | kia | died | die | dying | dies | perished | deceased | lost their lives "
            "| lost his life | lost her life | succumbed"
        ),
        (Role.DIED, Metric.MISSING): (
            "missing | mia | went missing | gone missing | unaccounted for | unaccounted | disappeared | vanished"
        ),
        (Role.DIED, Metric.WOUNDED): "wia | sustained | traumatic brain injuries",
        (Role.TOLL, Metric.KILLED): (
            "loss of life | death | fatality | death toll | death tolls | graves | remains of | lives | body bags"
        ),
        (Role.DEATHS, Metric.KILLED): ("deaths | fatalities | killings | bodies | corpses | victims | martyrs"),
        (Role.TOLL, Metric.WOUNDED): "injury",
        (Role.DEATHS, Metric.WOUNDED): "injuries",
        (Role.TOLL, Metric.CAPTURED): "prisoners of war taken | captives | hostages",
        (Role.TOLL, Metric.CASUALTIES_TOTAL): "casualty | toll",
        (Role.DEATHS, Metric.CASUALTIES_TOTAL): "casualties",
        (Role.TOLL, Metric.LOSSES_UNSPECIFIED): "losses",
    },
    words={
        Role.HALF: "and a half",
        Role.NO: (
            "no | none | no one | no-one | nobody | none of | not a single | not one | zero "
            "| did not suffer any | did not cause any | did not suffer | caused no | nil | not any "
            "| neither"
        ),
        Role.WITHOUT: (
            "without | without any | without causing any | without causing | without inflicting any "
            "| without suffering any"
        ),
        Role.OPEN: (
            "between | anywhere from | anywhere between | somewhere between | ranging from "
            "| ranging between | range from | ranges from | range between | ranges between | ranged from "
            "| of between | from between"
        ),
        Role.TO: "to | through",
        Role.AND: "and | as well as",
        Role.HEDGE: "or | or even | if not | even | or as many as",
        Role.POSSIBLY: (
            "possibly | perhaps | maybe | and possibly | and perhaps | or possibly | or perhaps "
            "| or maybe | potentially | and maybe | perhaps even | possibly even | maybe even | probably"
        ),
        Role.BUT: "but | yet | while",
        Role.PEOPLE: (
            "people | persons | sons | daughters | wives | parents | siblings | soldiers | servicemen "
            "| servicewomen | service members | troops | men | women | children | civilians "
            "| noncombatants | combatants | fighters | militants | insurgents | terrorists | rebels "
            "| personnel | members | officers | guards | crew | crewmen | sailors | marines | pilots "
            "| conscripts | recruits | mercenaries | prisoners | pows | inmates | detainees | residents "
            "| citizens | inhabitants | individuals | patients | babies | infants | kids | girls | boys "
            "| students | pupils | teenagers | adults | passengers | journalists | reporters | medics "
            "| doctors | nurses | workers | staff | employees | firefighters | rescuers | policemen "
            "| police officers | protesters | protestors | demonstrators | worshippers | villagers "
            "| refugees | migrants | pilgrims | relatives | families' members | comrades | defenders "
            "| occupiers | invaders | guardsmen | paratroopers | infantrymen | tankers | gunners "
            "| operatives | commandos | militiamen | gunmen | jihadists | militaries | non-combatants "
            "| others | allies | supporters | brothers | females | males | elderly | russians "
            "| ukrainians | palestinians | israelis | americans | iraqis | afghans | syrians | iranians "
            "| rohingya | indians | britons | germans | lebanese | yemenis | houthis | foreigners "
            "| lawyers | priests | monks | settlers | aid workers | paramedics | peacekeepers "
            "| hostages' relatives | reservists | volunteers | crew members | legionnaires | cadets "
            "| generals | commanders | airmen | seamen | strong contingent"
        ),
        Role.PERSON: (
            "person | wife | husband | son | daughter | mother | father | brother | sister | soldier "
            "| serviceman | servicewoman | service member | man | woman | child | civilian | fighter "
            "| militant | insurgent | terrorist | rebel | member | officer | guard | sailor | marine "
            "| pilot | conscript | mercenary | prisoner | resident | citizen | individual | patient "
            "| baby | infant | girl | boy | student | teenager | adult | passenger | journalist | medic "
            "| doctor | nurse | worker | employee | firefighter | rescuer | policeman | police officer "
            "| protester | villager | refugee | victim | body | corpse | crewman | peacekeeper | american "
            "| russian national | palestinian | israeli"
        ),
        Role.UNIT: (
            "years | year | yrs | months | month | weeks | week | days | day | hours | hour | hrs "
            "| minutes | minute | seconds | year-old | years-old | years old | o'clock | am | pm | a.m. "
            "| p.m. | gmt | utc | kilometres | kilometers | kilometre | kilometer | km | miles | mile "
            "| metres | meters | metre | meter | m from | m away | m north | m south | m east | m west "
            "| m of | m high | m long | m deep | m wide | yards | feet | ft | acres | hectares | kg "
            "| kilograms | tonnes | tons | tonne | ton | pounds | lb | litres | mm | cm | rockets "
            "| rocket | missiles | missile | drones | drone | shells | shell | bombs | bomb | rounds "
            "| mines | munitions | grenades | tanks | tank | vehicles | vehicle | trucks | cars "
            "| aircraft | planes | plane | jets | jet | helicopters | helicopter | ships | ship | boats "
            "| boat | vessels | submarines | buildings | building | houses | homes | apartments | schools "
            "| hospitals | floors | rooms | storeys | stories | villages | towns | cities | settlements "
            "| districts | countries | states | regions | strikes | strike | attacks | attack "
            "| airstrikes | raids | raid | sorties | explosions | blasts | incidents | allegations "
            "| events | cases | systems | launchers | howitzers | guns | mortars | pieces | units "
            "| battalions | brigades | regiments | companies | platoons | divisions | groups | teams "
            "| dollars | euros | roubles | rubles | hryvnias | shekels | usd | eur | pages | sources "
            "| countries' | families | households | -strong | strong | degrees | points | votes | camps "
            "| bases | positions | sites | targets | armoured vehicles | armored vehicles | apcs "
            "| ambulances | armored | armoured | himars | identifications needed | -meter | -metre "
            "| -kilometer | ambulance | buses | trains | flats | bunkers | tunnels | depots | warehouses "
            "| phones | calibre | caliber | nights | night | mornings | occasions | nationalities "
            "| facilities | hostels | dormitories | windows | graves sites | documents | videos | photos "
            "| -mm | -km | -mile | -hour | -day"
        ),
        Role.SHARE: (
            "percent | per cent | percentage points | half of | half the | a third of | one third of "
            "| two thirds of | two-thirds of | one-third of | a quarter of | three quarters of "
            "| a fifth of | a tenth of | most of | many of | some of | the majority of | a majority of "
            "| the bulk of | part of | out of | times | fold | -fold | a fraction of | double | twice "
            "| triple | the rest of | much of | all but | every | per | one in | some of the "
            "| a few of the | majority of | more than half of | more than half the"
        ),
        Role.RATE: (
            "a day | per day | each day | every day | a week | per week | a month | per month | a year "
            "| per year | an hour | per hour | an average of | on average | average | every month "
            "| every week | daily average"
        ),
        Role.MONTH: (
            "january | february | march | april | may | june | july | august | september | october "
            "| november | december | jan | feb | mar | apr | jun | jul | aug | sept | sep | oct | nov "
            "| dec | jan. | feb. | aug. | sept. | oct. | nov. | dec. | summer | winter | spring | autumn "
            "| monday | tuesday | wednesday | thursday | friday | saturday | sunday"
        ),
        Role.LABEL: (
            "number | no. | nr | nr. | hostel | dormitory | barracks | school | building | block | house "
            "| flat | apartment | room | unit | base | camp | brigade | battalion | regiment | division "
            "| army | corps | group | hospital | route | highway | road | street | ward | sector | grid "
            "| page | chapter | article | section | paragraph | table | figure | boeing | flight | mi "
            "| su | tu | ka | version | aged | he was | she was | he is | she is | age | ages | phase "
            "| operation | checkpoint | point | resolution | vocational school | detention centre "
            "| prison | colony | line | channel | zone | day | week | class | category | level | type "
            "| model | mark | nos. | dorm | shelter | facility | ptu | dated | chapter"
        ),
        Role.MONEY: "usd | eur | us $",
        Role.FUNCTION: (
            "a | an | the | that | this | these | those | it | its | they | them | their | he | she | his "
            "| her | we | our | who | which | whom | being | has | have | had | will | would | could "
            "| can | should | must | may have | might have | may be | as | so | also | too | there | here "
            "| then | now | already | still | since then | far | so far | said | says | say | saying "
            "| claimed | claims | claim | claiming | stated | states that | according | according to "
            "| official | officially | with | into | onto | amid | among | against | including the | when "
            "| where | because | due | due to | due to the | that's | than | up | down | nationwide "
            "| overall | altogether | in total | in all | alone | more were | more people were | more are "
            "| more have | dozen or so men of | number of | the number of | numbers of | numbering "
            "| estimate | estimates | figure of | the figure of | put | puts | putting | placed | stands "
            "| stood | standing | came | comes | come | resulted in | resulting in | results in | result "
            "| total | totals | totalling | totaling | either | both | such | spoke about | spoken about "
            "| speaking about | speaks about | talk about | talked about | talking about | talks about "
            "| about the | know about | knows about | flown | by the time | identified | named | listed "
            "| indicates | more than that | no doubt | no matter | no longer | one another | each other "
            "| one day | one night | at one point | in no way | for | over night | overnight | if "
            "| whether | what | while the | not only | like | today | yesterday | latest | final | more "
            "| another one | ukrainian | russian | syrian | iraqi | afghan | iranian | british | chinese "
            "| indian | regime | enemy | military | various | any | same | once | again | most | very"
        ),
        Role.WITHIN: (
            "in | on | upon | over the | across | inside | outside | near | within | since | during "
            "| until | till | in the year | in early | in late | in mid | between late"
        ),
        Role.OF: "of | by | after | before | from",
        Role.AT: "at",
        Role.AUXILIARY: (
            "was | is | be | been | has been | were | have been | had been | are | got | were being "
            "| will be | would be | were reportedly | was reportedly | have reportedly been | were also "
            "| may have been | were either | were confirmed | are confirmed | are reported"
        ),
        Role.CHANGED: (
            "rose | risen | rises | rising | increased | increases | increasing | climbed | climbs "
            "| climbing | grew | grown | growing | jumped | fell | fallen | dropped | decreased "
            "| declined | revised | raised | lowered | went up | gone up | goes up | updated | corrected "
            "| reduced | cut | doubled | tripled | reached | reaches | reaching | hit | up from "
            "| down from | changed | amended"
        ),
        Role.HAPPENED: (
            "reported | reports | report | reportedly | there were | there are | there have been | caused "
            "| causing | suffered | suffering | resulted | inflicted | confirmed | registered"
        ),
        Role.REPORT: (
            "information about | news about | reports about | verified | documented | counted | recorded "
            "| sign | signs | indication | indications | evidence | information | word | confirmation "
            "| data | figures | figure | count | breakdown | details | list | lists | known | immediate "
            "| visible | apparent | trace | traces | proof | mention | estimate available | estimates "
            "| statement | announcement | number | numbers | tally | record | records | reason "
            "| indicated | suggestion | hint | confirmed reports | news | comment | response | credible"
        ),
        Role.SAFE: (
            "rescued | evacuated | survived | survivors | saved | sheltering | sheltered | returned "
            "| freed | released | housed | housing | housed in | stationed | deployed | took part "
            "| deploy | sent | mobilised | mobilized | alive | unharmed | unhurt | attended | trained "
            "| training | treated | lived | escaped | exchanged | swapped | displaced | fled | joined "
            "| recruited | protested | arrived | accommodated | strength | participated | stayed | living "
            "| pulled out alive"
        ),
        Role.SUBGROUP: (
            "including | includes | included | among them | of whom | of which | among whom | of them "
            "| including at least | and of these | among those"
        ),
        Role.NOT: (
            "not | youngest | oldest | alongside | along with | together with | may exceed | could exceed "
            "| might exceed | n't | t | never | cannot | can't | unable | unable to | did not | didn't "
            "| doesn't | does not | don't | do not | won't | isn't | wasn't | weren't | aren't | haven't "
            "| hasn't | hadn't | couldn't | refused | refuses | neither | nor | no other | no further "
            "| no more | no additional | no new | instead of | rather than | one of | one of the "
            "| without confirming | unconfirmed whether | contrary to | unlike | were not | was not "
            "| no idea | no way | hardly | barely | scarcely"
        ),
        Role.DENIAL: (
            "denied | denies | deny | denying | denial | rejected | rejects | refuted | refutes "
            "| dismissed | dismisses | false | fake | untrue | nonsense | hoax | disputed | disputes "
            "| debunked | fabricated | lie | lies | incorrect | allegation that"
        ),
        Role.UNQUANTIFIED: (
            "heavy losses | heavy casualties | significant losses | serious losses | severe losses "
            "| huge losses | big losses | major losses | mass casualties | massive casualties "
            "| massive losses | large losses | great losses | substantial losses | considerable losses "
            "| enormous losses | many casualties' worth | high casualties | light casualties "
            "| light losses | minor losses | minimal losses | minimal casualties | catastrophic losses "
            "| colossal losses | horrific losses | a company | an entire company | a battalion "
            "| an entire battalion | a platoon | an entire platoon | a brigade | an entire brigade "
            "| a squad | a regiment | an entire regiment | a division | a unit | an entire unit | half "
            "| a third | a quarter | the majority | majority | mostly | most | clarified "
            "| being clarified | declined to | refused to give | would not say | did not say how many "
            "| did not give a number | did not give a figure | did not specify | no number | how many "
            "| unknown number | unclear | not known | not yet known | mass grave | few | two thirds "
            "| two-thirds | the entire | the whole"
        ),
        Role.INTENSE: (
            "heavy | massive | serious | significant | major | mass | big | severe | great | high | large "
            "| large-scale | considerable | substantial | obvious | huge | enormous | widespread"
        ),
    },
)
