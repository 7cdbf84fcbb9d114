"""Words that decide whether two sentences say the same: equal in meaning, opposite, denying, limiting, binding."""

# ruff: noqa: E501, SIM905  (tables of words)

import re
from typing import Final

PHRASES: Final = {
    "business days": "businessday", "working days": "businessday", "business day": "businessday", "working day": "businessday", "money back": "refund", "paid back": "refunded", "pays back": "refunds", "pay back": "refund",
    "give back": "return", "send back": "return", "sent back": "returned", "sends back": "returns", "take back": "accept return", "no longer": "not", "free of charge": "free", "costs nothing": "is free", "cost nothing": "are free", "nothing is due": "free", 
    "any time": "anytime", "at all times": "always", "each time": "every", "sign up": "register", "signs up": "registers", "signed up": "registered", "log in": "login", "sign in": "login", "set up": "setup", "a month": "monthly", "per month": "monthly",
    "each month": "monthly", "every month": "monthly", "a year": "yearly", "per year": "yearly", "each year": "yearly", "every year": "yearly", "a day": "daily", "per day": "daily", "each day": "daily", "every day": "daily", "a week": "weekly",
    "per week": "weekly", "each week": "weekly", "every week": "weekly", "on top of": "additional", "as well": "also", "in advance": "before", "ahead of": "before", "prior to": "before", "no later than": "by", "at the latest": "by", "as long as": "if",
    "provided that": "if", "in case": "if", "on condition that": "if", "except for": "except", "apart from": "except", "other than": "except", "at least": "atleast", "no less than": "atleast", "not less than": "atleast", "or more": "atleast", "minimum of": "atleast",
    "a minimum": "atleast", "up to": "upto", "at most": "upto", "no more than": "upto", "not more than": "upto", "or less": "upto", "or fewer": "upto", "maximum of": "upto", "a maximum": "upto", "more than": "morethan", "less than": "lessthan", "fewer than": "lessthan",
    "have to": "must", "has to": "must", "had to": "must", "need to": "must", "needs to": "must", "is required": "must", "are required": "must", "able to": "can", "allowed to": "can", "permitted to": "can", "free to": "may", "do not have to": "may", "does not have to": "may", "need not": "may", "up front": "upfront", "turn on": "enable", "turned on": "enabled",
    "turn off": "disable", "turned off": "disabled", "switch on": "enable", "switched on": "enabled", "switch off": "disable", "switched off": "disabled", "call centre": "phone support", "credit card": "creditcard", "debit card": "debitcard", "gift card": "voucher",
    "electric vehicle": "ev", "look after": "care", "picked up": "collected", "pick up": "collect", "in writing": "written", "straight away": "immediately", "right away": "immediately", "at once": "immediately", "out of stock": "unavailable", "in stock": "available",
    "falls short": "miss", "falling short": "miss", "fall short": "miss", "kept open": "held", "go back": "return", "goes back": "returns", "does not count": "excluded", "do not count": "excluded", "not covered": "excluded", "not included": "excluded", "all of": "all",
}  # fmt: skip

SAME: Final = """
fee charge cost price rate tariff
refund reimburse repay rebate
cancel terminate end stop quit discontinue
close deactivate shut
open start begin launch
buy purchase order acquire
get receive obtain earn gain
give provide offer grant supply
pay paid payment
need require must necessary mandatory obligatory
may can could able allow permit possible let eligible
customer client user buyer shopper guest passenger subscriber traveller traveler patient policyholder tenant member you
company business firm enterprise
we us our ours team
send ship dispatch deliver post mail
arrive delivery reach come
package parcel shipment consignment
return exchange
phone telephone call mobile
email mail
voucher coupon code
discount reduction deduct
free complimentary gratis waive waived
monthly month
yearly annual annually year
daily day
weekly week
minimum least atleast floor
maximum most upto cap limit ceiling
only solely exclusively just
person someone somebody individual people anybody anyone
child kid minor
colleague employee staff worker agent representative adviser advisor
manager supervisor lead
document paperwork form paper file
proof evidence receipt invoice
identity id passport identification
address residence home
replace substitute swap
repair fix mend
damage broken defective faulty defect
lose lost missing misplace
steal stolen theft
change modify amend alter edit update adjust
raise increase grow higher up rise
lower decrease reduce drop less fall cut
extra additional further more surcharge supplement
before prior until
after following once since
within inside
immediately instantly instant
quick fast rapid
late overdue delay
early premature
keep retain hold maintain store
remove delete erase
choose select pick
use redeem apply
expire lapse run
valid good effective
approve approval authorise authorize consent agree
reject decline refuse deny
ask request apply claim submit
inform notify tell alert
answer reply respond
show display
check verify confirm inspect
include contain cover comprise come
exclude except omit
transfer move
account profile
plan package tier subscription membership
bonus reward
balance amount sum
withdraw withdrawal
domestic national local
abroad foreign international overseas
visit trip journey
luggage baggage suitcase bag
room accommodation
booking reservation book reserve
pet dog animal cat
warranty guarantee
owner holder
partner companion
shop store outlet branch
item product article goods
new unused unopened
used worn
bill invoice statement
average mean
interest apy apr
reach meet exceed hit
automatic automatically
separate separately
contact reach
finish complete done finalize finalise
adult grown
support help assist assistance
setup install installation activate activation
meal breakfast dinner lunch
seat place
question enquiry query inquiry
problem issue fault trouble
allow let
quarter quarterly
permanent permanently forever
big large
small little
cover insure insurance
test trial
"""
"""A line, words that a claim may use one for another."""

OPPOSITE: Final = """
accept reject|accept decline|accept refuse|allow forbid|allow prohibit|permit prohibit|include exclude|cover exclude|before after|early late|more less|higher lower|raise reduce|increase decrease|minimum maximum|atleast upto|morethan lessthan
open close|start end|enable disable|lock unlock|freeze unfreeze|free paid|free charged|optional mandatory|optional required|optional must|temporary permanent|temporarily permanently|automatic manual|automatically manually|always never|all none
with without|new used|opened unopened|online offline|domestic international|incoming outgoing|sender recipient|seller buyer|paid unpaid|valid invalid|valid expired|available unavailable|refundable nonrefundable|full partial|fully partly
first last|inside outside|indoor outdoor|adult child|weekday weekend|keep lose|keep return|keep forfeit|approve reject|approve decline|paid declined|allow decline|process decline|best worst|cheap expensive|same different|monthly yearly|daily monthly|daily yearly|weekly monthly
day night|succeed fail|win lose|past future|future retroactive|gross net|voluntary compulsory|private public|personal business|single joint|own rent|attend miss|remember forget|near far|possible impossible|eligible ineligible|on off|encrypted unencrypted|posting purchase|immediately later
"""

COUNTERPARTS: Final = """
app website online web portal browser phone telephone call email mail letter post fax chat desk counter store branch person sms text-message video settings dashboard api
customer company landlord employer employee parent child bank merchant insurer provider network airline hotel shop doctor vet driver courier manufacturer dealer sender recipient buyer seller coach studio club school organiser administrator owner editor installer supplier
monday tuesday wednesday thursday friday saturday sunday weekend weekday
january february march april june july august september october november december
spring summer autumn winter
card cash cheque invoice transfer paypal debit voucher wallet
morning noon afternoon evening night
"""
"""A line, things that stand in each other's place: where the source says one of them and the claim another, it says something else."""

NEGATIONS: Final = frozenset(
    (
        "not no never none nothing nobody nor neither without cannot can't cant won't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't shouldn't wouldn't couldn't mustn't n't unable impossible ineligible excluded excludes exclude exclusion exclusions"
        " prohibited forbidden nicht kein keine keinen keiner nie niemals ohne pas jamais aucun aucune sans nunca sin ningún ninguna non mai senza niet geen nooit zonder não nunca sem nenhum nie nigdy bez inte aldrig ingen utan değil yok"
        " non-qualifying non-refundable nonrefundable ineligible unavailable declined decline declines refused refuse refuses rejected reject rejects lost forfeited forfeit lose loses nowhere"
    ).split()
)
CONDITIONS: Final = frozenset(
    (
        "if when unless except only provided once until while whenever where otherwise save subject conditional depending eligible qualifying requires require requirement after wenn falls sofern nur außer si sauf seulement lorsque quand si solo salvo excepto cuando se solo salvo quando als alleen"
        " tenzij mits se só apenas quando exceto jeśli tylko chyba om bara endast såvida eğer sadece"
    ).split()
)
EXCEPTIONS: Final = frozenset(
    "unless except excluding save außer sauf excepto salvo tenzij exceto chyba utom eccetto".split()
)
CONTRAST: Final = frozenset("not never nicht non pas niet não nie inte".split())
ALL: Final = frozenset(
    "all every each any always everyone everybody anyone anybody anytime whatever whoever whichever alle jede jeder jedes immer tout tous toute toujours todo todos siempre tutti sempre alle altijd todos sempre wszystkie zawsze alla alltid unlimited unconditional even regardless irrespective".split()
)
SOME: Final = frozenset(
    "some certain selected most many few several usually generally typically often sometimes eligible qualifying participating manche einige meist certains quelques algunos ciertos alcuni certi sommige bepaalde alguns niektóre vissa".split()
)
ONLY: Final = frozenset(
    "only solely exclusively nur ausschließlich seulement uniquement solo solamente soltanto alleen uitsluitend só apenas somente tylko wyłącznie bara endast sadece yalnızca".split()
)
MUST: Final = frozenset(
    "must require required requires mandatory obligatory compulsory obliged obligated bound shall muss müssen doit devez debe deben deve devono moet moeten deve devem musi muszą måste zorunlu".split()
)
MAY: Final = frozenset(
    "may can could might optional optionally choose chooses choice voluntary wish wishes free-to kann können darf peut pouvez puede pueden può possono kan kunnen mag pode podem może mogą kan får isteğe".split()
)
LEAST: Final = frozenset(
    "atleast minimum least floor mindestens minimum moins mínimo minimo minstens mínimo najmniej minst asgari exceed exceeds over above morethan".split()
)
MOST: Final = frozenset(
    "upto maximum most cap caps capped limit ceiling höchstens maximal bis plus máximo hasta massimo maximaal hoogstens máximo até najwyżej högst azami under below lessthan".split()
)
BEFORE: Final = frozenset("before prior earlier vor bis avant antes prima voor antes przed före önce".split())
AFTER: Final = frozenset("after following later since nach après después dopo depois efter sonra".split())
MORE: Final = frozenset(
    "more higher increase raise rise greater larger longer extra up mehr höher plus más più meer mais więcej mer".split()
)
LESS: Final = frozenset(
    "less lower decrease reduce fewer smaller shorter down weniger niedriger moins menos meno minder menos mniej mindre".split()
)

STOP: Final = frozenset(
    (
        "a an the of to in on at for by with from and or as is are was were be been being am it its this that these those there here you your yours we our us i me my they them their he she his her who which what whom whose do does did has have had will would shall should can could may might"
        " must not no nor so if when than then too also just very about into over under out up down off again once per each any all some such own same one two get gets got make makes made let lets please however per via etc our upon between during both either while whether because how where why"
        " der die das den dem des ein eine einen einem einer und oder ist sind war wird werden haben hat mit von zu im am auf für sie ihr ihre ihnen wir es auch nach bei aus an le la les un une des du de et ou est sont à au aux en pour par sur vous votre nous notre il elle que qui se ce ces el los las una y o es son"
        " del al con por para su sus que lo il lo gli i e è sono di da del della nel con per che si suo sua het een en of is zijn van met voor op te dat u uw wij o os as um uma e é são do da dos das no na com por para que seu sua i w z na do jest są się to och en ett är att av på för med som du"
    ).split()
)

FREE: Final = (
    re.compile(r"\b(?:no|without(?: an?y?)?|not any) (?:(?!fee|charge|cost)\w+[ -]){0,3}(?:fee|charge|cost|payment)s?\b"),
    re.compile(r"\b(?:(?:do|does|did|will|need|must)(?: not|n't) (?:have to )?(?:pay|cost|charge)(?: (?:anything|for|the))?|never (?:charge|pay|cost)s?(?: anything| for)?|not charged?)\b"),
    re.compile(r"\$\s?0(?:[.,]0+)?(?![\d.,])|[€£]\s?0(?:[.,]0+)?(?![\d.,])|(?<![\d.,])0(?:[.,]0+)?\s?%|\b(?:waive[ds]?|drop(?:s|ped)? (?:the|this|that) (?:fee|charge))\b"),
)  # fmt: skip
"""Ways to say that nothing is paid, which deny no more than "it is free"; what stood between stays."""
