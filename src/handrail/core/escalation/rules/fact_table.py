"""The one vocabulary of rules: every fact they may use, as declared to CEL and written to docs/reference/facts.md."""

from collections.abc import Mapping
from typing import Final

from handrail.core.escalation.noticed import URGENCIES
from handrail.core.escalation.rules.fact_type import FactType, FactValue, Kind
from handrail.core.identity.levels import IdentityLevel
from handrail.core.money import CURRENCIES
from handrail.core.supervision.levels import Level

B, N, D, S, L = Kind.BOOL, Kind.INT, Kind.DOUBLE, Kind.STRING, Kind.STRINGS

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SIGNALS: Final[Mapping[str, str]] = {
    "wants_person": "The customer wants a person. An explicit wish hands over before any rule is asked.",
    "out_of_scope": "The message belongs to no topic this company taught.",
    "near_domain": "It sounds like our business, yet matches nothing we taught.",
    "distress": "The customer is in distress, over the last turns.",
    "frustration": "The customer is frustrated, over the last turns. Not mood: effort without result.",
    "loop": "The customer asked nearly the same again, or got the same answer again.",
    "contradiction": "The customer says that an answer was wrong or did not help.",
    "repeat_contact": "The customer came back about the same thing.",
    "rights": "The customer invokes a right: dispute, cancellation, withdrawal, complaint, their data.",
    "legal": "A lawyer, a court, or a threat of either.",
    "press": "Press, influencers or researchers ask.",
    "regulator": "A regulator or an ombudsman is named.",
    "danger": "Somebody may be hurt. Words of danger hand over before any rule is asked.",
    "vulnerability": "Health, a life event, hardship or capability: something calls for more care.",
    "abuse": "The message insults or threatens.",
    "injection": "The message tries to give the assistant orders.",
    "personal_data": "The message holds personal data: a card, an account, an identity number.",
}

_SAID = (
    FactType("text", S, "What the customer wrote in this turn, as written (the first 8,000 characters).", ""),
    FactType("text_plain", S, "The same in lower case, without accents, runs of space as one.", ""),
    FactType("language", S, "Its language as a code; `und` when not known. A low score means unknown, not English.", "en"),
    FactType("language_confidence", D, "How sure that is.", 1.0, "0 to 1"),
    FactType("channel", S, "Where it was written.", "chat", words=("chat", "email", "api")),
    FactType("has_files", B, "Files came with it. The assistant cannot read files.", False),
    FactType("small_talk", S, "A message that is only courtesy; empty otherwise.", "",
             words=("", "greeting", "thanks", "are_you_ai")),
    FactType("wants_person", B, "An explicit wish for a person. It is granted before any rule is asked.", False),
    FactType("danger", B, "Words of injury, fire or despair. They go to a person before any rule is asked.", False),
)  # fmt: skip

_WHEN = (
    FactType("hour", N, "The hour of the day in the workspace's time zone.", 10, "0 to 23"),
    FactType("weekday", S, "The day of the week in the workspace's time zone.", "wednesday", words=WEEKDAYS),
    FactType("staffed", B, "Somebody who takes conversations is on shift now.", True),
    FactType("conversation_age_minutes", N, "Since the conversation was opened.", 1, "minutes"),
)

_ABOUT = (
    FactType("topic", S, "The taught topic's short name; empty when there is none.", ""),
    FactType("topic_confidence", D, "The calibrated confidence in it; 0 without a topic.", 0.0, "0 to 1"),
    FactType("in_scope", B, "The message is about something this company taught.", True),
    FactType("accepted", B, "The confidence reaches the threshold that was certified for the topic.", True),
    FactType("level", S, "The topic's level of autonomy; empty without a topic.", "",
             words=("", *(level.value for level in Level))),
    FactType("moments", L, "The moments that were noticed, by their short names in the register.", ()),
    FactType("moment_urgency", S, "The gravest of them. P0 hands over before any rule is asked.", "none", words=URGENCIES),
)  # fmt: skip

_EVIDENCE = (
    FactType("evidence_enough", B, "An approved passage answers all that was asked.", True),
    FactType("evidence_margin", D, "How clearly it stands above what would not be enough.", 0.3, "below 0: not enough"),
    FactType("has_article", B, "There is a passage to quote.", True),
    FactType("article", S, "The key of the article it stands in; empty without one.", ""),
    FactType("article_age_days", N, "Since that article was last approved.", 30, "days",
             may_be_missing="there is no article", guard="has_article"),
)  # fmt: skip

_BEFORE = (
    FactType("turns", N, "The customer's turns in this conversation, this one included.", 1),
    FactType("times_asked", N, "Earlier turns of this conversation that asked nearly the same.", 0),
    FactType("times_answered", N, "How often the same passage was already quoted in it.", 0),
    FactType("times_asked_back", N, "How often the assistant has asked back in it.", 0),
    FactType("contradictions", N, "Turns that rejected an answer, since a person last wrote.", 0),
    FactType("contacts_in_window", N, "Conversations on this topic within its window, this one included.", 1),
)

_CUSTOMER = (
    FactType("customer.known", B, "They were here before, or the site says who they are.", True),
    FactType(
        "customer.verified", B, "Who they are is proven here: the site's signed token, or a code they gave back.", False
    ),
    FactType(
        "customer.identity",
        S,
        "How surely they are known in this conversation, in rising order.",
        "claimed",
        words=tuple(level.word for level in IdentityLevel),
    ),
    FactType("customer.language", S, "The language they are known to speak; `und` when not known.", "und"),
)

_SIGNALS = tuple(FactType(f"signal.{name}", D, meaning, 0.0, "0 (not seen) to 1") for name, meaning in SIGNALS.items())
_MONEY = (
    FactType("has_amount", B, "A sum of money is named, whether or not its currency can be told.", False),
    FactType("amount_clear", B, "Every sum that is named could be read, with its currency.", True),
)
_AMOUNTS = tuple(
    FactType(f"amount.{code}", N, f"The largest sum in {code} that this turn names; 0 when it names none.", 0,
             f"minor units of {code}", may_be_missing="a sum is named whose currency or number cannot be told",
             guard="amount_clear")
    for code in CURRENCIES
)  # fmt: skip

SECTIONS: Final[Mapping[str, tuple[FactType, ...]]] = {
    "What the customer wrote": _SAID,
    "Topic and moments": _ABOUT,
    "What knowledge has": _EVIDENCE,
    "This conversation": _BEFORE,
    "The customer": _CUSTOMER,
    "Time": _WHEN,
    "Signals": _SIGNALS,
    "Money": (*_MONEY, *_AMOUNTS),
}
FACTS: Final[Mapping[str, FactType]] = {one.name: one for section in SECTIONS.values() for one in section}
USUAL: Final[Mapping[str, FactValue]] = {name: fact.usual for name, fact in FACTS.items()}
FACTS_TABLE_VERSION: Final = "facts/1"
