"""How facts are written on a help page and how somebody then tells them: rightly, and wrongly in each of the ways we look for."""

# ruff: noqa: E501  (tables of sentences)

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Schema:
    """`sources` are wordings of one fact, `right` what follows from it, `wrong` what contradicts it, by the kind of edit.

    Slots: {p} a product, {q} another, {noun} {doing} {do} {done} an act, {thing} {excl} {group} {role} {role2} {duty} {chan} {chan2} {event},
    {cond} a clause and {ncond} its opposite, {n} a sum and {n2} another, {k} a count, {d} a time and {d2} another, {dw} the same time in another unit.
    """

    name: str
    sources: tuple[str, ...]
    right: tuple[str, ...]
    wrong: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


TUNED_ON = (
    Schema(
        "fee",
        ("- {Noun}: {n}", "A {noun} costs {n}.", "| {Noun} | {n} |", "For {doing} we charge {n}."),
        ("{Doing} costs {n}.", "You pay {n} for {doing}.", "The charge for a {noun} is {n}.", "A {noun} is {n}."),
        {
            "number": ("{Doing} costs {n2}.", "The charge for a {noun} is {n2}."),
            "negation": (
                "There is no charge for {doing}.",
                "A {noun} does not cost anything.",
                "You do not pay for {doing}.",
            ),
        },
    ),
    Schema(
        "waiver",
        (
            "- The {noun} fee of {n} is waived if {cond}.",
            "A {noun} costs {n}. We do not charge it when {cond}.",
            "{Noun} fee: {n} (waived when {cond})",
        ),
        (
            "If {cond}, you do not pay the {noun} fee.",
            "There is no {noun} fee when {cond}.",
            "The {noun} fee is dropped when {cond}.",
            "Unless {cond}, the {noun} fee is {n}.",
        ),
        {
            "condition_dropped": (
                "There is no {noun} fee.",
                "You do not pay the {noun} fee.",
                "{Doing} never costs anything.",
                "We waive the {noun} fee.",
            ),
            "number": ("Unless {cond}, the {noun} fee is {n2}.", "The {noun} fee of {n2} is waived if {cond}."),
            "negation": ("The {noun} fee is not waived if {cond}.", "Even if {cond}, you pay the {noun} fee."),
            "direction": ("The {noun} fee is waived if {ncond}.", "If {ncond}, you do not pay the {noun} fee."),
        },
    ),
    Schema(
        "deadline",
        (
            "- {Things} can be returned within {d} of {event}.",
            "You can send {things} back until {d} after {event}.",
            "Returns of {things}: {d} from {event}",
        ),
        (
            "You have {d} from {event} to return {things}.",
            "{Things} can be sent back for {dw} after {event}.",
            "{Things} can be returned up to {dw} after {event}.",
            "Within {d} of {event}, {things} may be returned.",
        ),
        {
            "number": (
                "You have {d2} from {event} to return {things}.",
                "{Things} can be returned within {d2} of {event}.",
            ),
            "negation": ("{Things} cannot be returned.", "{Things} cannot be returned within {d} of {event}."),
            "direction": (
                "{Things} can be returned only after {d} from {event}.",
                "{Things} can be returned until {d} before {event}.",
            ),
            "scope": ("Everything can be returned at any time.", "{Things} can always be returned."),
        },
    ),
    Schema(
        "maximum",
        (
            "- Each customer may have up to {k} {things}.",
            "No more than {k} {things} are allowed per customer.",
            "Maximum number of {things}: {k}",
        ),
        (
            "You can have at most {k} {things}.",
            "The limit is {k} {things} per customer.",
            "{K} {things} per customer are the maximum.",
        ),
        {
            "number": ("You can have at most {k2} {things}.", "The limit is {k2} {things} per customer."),
            "direction": ("You must have at least {k} {things}.", "{K} {things} per customer are the minimum."),
            "scope": ("There is no limit on {things}.", "Customers can have as many {things} as they like."),
            "negation": ("You may not have any {things}.",),
        },
    ),
    Schema(
        "minimum",
        (
            "- {Doing} requires a minimum contract of {d}.",
            "To {do} you need a contract of at least {d}.",
            "Minimum contract before {done}: {d}",
        ),
        (
            "Your contract must run for at least {d} before you {do}.",
            "You need a contract of {dw} or more to {do}.",
            "At least {d} of contract are needed to {do}.",
        ),
        {
            "number": (
                "You need a contract of at least {d2} to {do}.",
                "Your contract must run for at least {d2} before you {do}.",
            ),
            "direction": (
                "You can {do} with a contract of up to {d}.",
                "Your contract may run for at most {d} to {do}.",
            ),
            "condition_dropped": ("You can {do}.", "You can {do} with any contract."),
            "negation": ("No contract is needed to {do}.",),
        },
    ),
    Schema(
        "eligible",
        ("- Only {group} can {do}.", "{Doing} is reserved for {group}.", "{Doing}: for {group} only"),
        (
            "{Group} can {do}.",
            "You can {do} only if you are one of the {group}.",
            "Nobody but {group} can {do}.",
            "Only {group} may {do}.",
        ),
        {
            "scope": ("Everybody can {do}.", "All customers can {do}.", "Any customer can {do}."),
            "condition_dropped": ("You can {do}.", "It is possible to {do}."),
            "negation": ("{Group} cannot {do}.", "{Doing} is not possible for {group}."),
        },
    ),
    Schema(
        "excluded",
        (
            "- {Excl} are not covered.",
            "{p} does not cover {excl}.",
            "Not covered: {excl}",
            "{Excl} are excluded from {p}.",
        ),
        (
            "{p} does not pay for {excl}.",
            "{Excl} are excluded.",
            "There is no cover for {excl}.",
            "{p} excludes {excl}.",
        ),
        {
            "negation": ("{Excl} are covered.", "{p} covers {excl}.", "{p} pays for {excl}."),
            "scope": ("Everything is covered, {excl} too.",),
        },
    ),
    Schema(
        "renewal",
        (
            "- {p} renews automatically unless it is cancelled {d} before {event}.",
            "{p} renews by itself; to stop it, cancel at least {d} before {event}.",
        ),
        (
            "To stop {p} from renewing, cancel {d} before {event}.",
            "Unless you cancel {dw} before {event}, {p} renews automatically.",
            "{p} renews automatically if it is not cancelled {d} before {event}.",
        ),
        {
            "number": (
                "To stop {p} from renewing, cancel {d2} before {event}.",
                "Unless you cancel {d2} before {event}, {p} renews automatically.",
            ),
            "negation": ("{p} does not renew automatically.", "{p} never renews by itself."),
            "direction": (
                "To stop {p} from renewing, cancel within {d} after {event}.",
                "Unless you cancel {d} after {event}, {p} renews automatically.",
            ),
        },
    ),
    Schema(
        "channel",
        ("- You can {do} {chan} only.", "{Doing} is possible {chan}, not {chan2}.", "To {do}, ask {chan}."),
        ("You can {do} {chan}.", "{Doing} is done {chan}.", "To {do}, ask {chan}."),
        {
            "entity": ("You can {do} {chan2}.", "To {do}, ask {chan2}."),
            "negation": ("You cannot {do} {chan}.", "{Doing} is not possible {chan}."),
        },
    ),
    Schema(
        "role",
        (
            "- {Role} pays {duty}; {role2} does not.",
            "{Duty} is paid by {role}, not by {role2}.",
            "For {duty}, {role} is responsible.",
        ),
        ("{Role} pays {duty}.", "{Duty} is paid by {role}.", "{Role} has to pay {duty}."),
        {
            "role": ("{Role2} pays {duty}.", "{Duty} is paid by {role2}.", "{Role2} has to pay {duty}."),
            "negation": ("{Role} does not pay {duty}.",),
        },
    ),
    Schema(
        "may",
        (
            "- {Group} may {do}, but do not have to.",
            "{Group} can {do} if they wish.",
            "It is optional for {group} to {do}.",
        ),
        ("{Group} may {do}.", "{Group} can {do}.", "It is optional for {group} to {do}."),
        {
            "modality": ("{Group} must {do}.", "{Group} have to {do}.", "It is mandatory for {group} to {do}."),
            "negation": ("{Group} may not {do}.", "{Group} cannot {do}."),
        },
    ),
    Schema(
        "must",
        (
            "- {Group} must {do} within {d}.",
            "{Group} are required to {do} within {d}.",
            "{Group} have {d} in which they must {do}.",
        ),
        ("{Group} have to {do} within {d}.", "{Group} need to {do} within {dw}.", "Within {d}, {group} must {do}."),
        {
            "modality": ("{Group} may {do} within {d} if they like.", "For {group} it is optional to {do}."),
            "number": ("{Group} have to {do} within {d2}.", "Within {d2}, {group} must {do}."),
            "negation": ("{Group} do not have to {do}.", "{Group} need not {do}."),
        },
    ),
    Schema(
        "some",
        (
            "- Some {things} come with a free {noun}.",
            "Selected {things} include a {noun}.",
            "A {noun} is included with certain {things}.",
        ),
        (
            "Certain {things} include a {noun}.",
            "With some {things}, a {noun} is included.",
            "Not all {things} include a {noun}.",
        ),
        {
            "scope": (
                "All {things} include a {noun}.",
                "Every order of {things} comes with a free {noun}.",
                "A {noun} is always included with {things}.",
            ),
            "negation": ("No {things} include a {noun}.",),
        },
    ),
    Schema(
        "takes",
        ("- {Noun}: {b} business days", "{Doing} takes {b} business days.", "It takes {b} business days until {done}."),
        (
            "{Doing} takes {b} working days.",
            "Expect {b} business days for {doing}.",
            "A {noun} takes {b} business days.",
        ),
        {
            "number": ("{Doing} takes {b2} business days.", "A {noun} takes {b2} working days."),
            "entity": ("{Doing} takes {b} hours.", "A {noun} takes {b} weeks."),
            "negation": ("{Doing} does not take any time.", "{Doing} happens immediately."),
        },
    ),
    Schema(
        "tiers",
        (
            "| {p} | {n} |\n| {q} | {n2} |",
            "- {p}: {n} a month\n- {q}: {n2} a month",
            "{p} costs {n} monthly. {q} costs {n2} monthly.",
        ),
        ("{p} costs {n}.", "The price of {q} is {n2}.", "You pay {n2} for {q}.", "{q} costs {n2}."),
        {
            "entity": ("{p} costs {n2}.", "{q} costs {n}.", "You pay {n} for {q}.", "The price of {p} is {n2}."),
            "number": ("{p} costs {n3}.", "You pay {n3} for {q}."),
        },
    ),
    Schema(
        "except",
        (
            "- All {things} can be exchanged, except those bought on {event2}.",
            "We exchange {things} unless {cond}.",
            "{Things} may be exchanged except when {cond}.",
        ),
        ("Except when {cond}, {things} can be exchanged.", "Unless {cond}, you can exchange {things}."),
        {
            "condition_dropped": (
                "All {things} can be exchanged.",
                "You can always exchange {things}.",
                "{Things} can be exchanged.",
            ),
            "direction": ("{Things} can be exchanged only if {cond}.", "If {cond}, {things} can be exchanged."),
            "negation": ("{Things} cannot be exchanged.",),
        },
    ),
)

HELD_OUT = (
    Schema(
        "fee",
        ("* Price for {doing}: {n}", "We ask {n} for {doing}.", "{Noun} – {n} each", "| {Noun} | {n} each |"),
        ("{Noun} is billed at {n}.", "{n} is due for {doing}.", "If you want to {do}, it costs {n}."),
        {
            "number": ("{n2} is due for {doing}.", "{Noun} is billed at {n2}."),
            "negation": ("{Doing} is free of charge.", "Nothing is due for {doing}.", "We never charge for {doing}."),
        },
    ),
    Schema(
        "waiver",
        (
            "* Normally {doing} costs {n}. Where {cond}, it is free.",
            "{Doing} is free as long as {cond}; otherwise {n} is charged.",
        ),
        (
            "{Doing} is free where {cond}.",
            "As long as {cond}, {doing} costs nothing.",
            "Where {cond}, we make no charge for {doing}.",
        ),
        {
            "condition_dropped": ("{Doing} is free.", "{Doing} costs nothing.", "We make no charge for {doing}."),
            "number": ("Otherwise {n2} is charged for {doing}.", "Normally {doing} costs {n2}."),
            "negation": ("{Doing} is never free.", "Where {cond}, {doing} is not free."),
            "direction": ("{Doing} is free where {ncond}.", "Where {ncond}, {doing} costs nothing."),
        },
    ),
    Schema(
        "deadline",
        (
            "* Problems with {things} have to be reported no later than {d} after {event}.",
            "Report problems with {things} within {d} following {event}.",
        ),
        (
            "Report a problem with {things} within {dw} after {event}.",
            "For problems with {things} you have {d} after {event}.",
            "Problems with {things} must be reported at most {d} after {event}.",
        ),
        {
            "number": (
                "Report a problem with {things} within {d2} after {event}.",
                "For problems with {things} you have {d2} after {event}.",
            ),
            "negation": (
                "Problems with {things} need not be reported.",
                "There is no deadline for problems with {things}.",
            ),
            "direction": (
                "Report a problem with {things} at least {d} before {event}.",
                "Problems with {things} must be reported no earlier than {d} after {event}.",
            ),
            "scope": ("Problems with {things} can be reported whenever you like.",),
        },
    ),
    Schema(
        "maximum",
        ("* {K} {things} a year at most", "We accept {k} {things} a year and no more.", "Yearly limit: {k} {things}"),
        (
            "The yearly limit is {k} {things}.",
            "In one year you may have up to {k} {things}.",
            "No more than {k} {things} are accepted a year.",
        ),
        {
            "number": ("The yearly limit is {k2} {things}.", "No more than {k2} {things} are accepted a year."),
            "direction": ("The yearly minimum is {k} {things}.", "You need at least {k} {things} a year."),
            "scope": ("The number of {things} is unlimited.",),
            "negation": ("{Things} are not accepted.",),
        },
    ),
    Schema(
        "minimum",
        (
            "* You can {do} after {d} with us or more.",
            "{Doing} becomes possible once you have been with us for at least {d}.",
        ),
        (
            "You must have been with us for at least {d} to {do}.",
            "{Doing} takes at least {dw} with us.",
            "After at least {d} with us you can {do}.",
        ),
        {
            "number": ("You must have been with us for at least {d2} to {do}.",),
            "direction": (
                "{Doing} is possible during the first {d} only.",
                "You can {do} until you have been with us for {d}.",
            ),
            "condition_dropped": ("You can {do}.", "{Doing} is possible from the first day."),
            "negation": ("You can never {do}.",),
        },
    ),
    Schema(
        "eligible",
        (
            "* {Doing} – {group} exclusively",
            "We let {group}, and nobody else, {do}.",
            "You may {do} provided that you belong to {group}.",
        ),
        ("{Doing} is for {group}.", "Exclusively {group} may {do}.", "If you belong to {group}, you may {do}."),
        {
            "scope": ("Anybody may {do}.", "{Doing} is for all customers.", "Every customer may {do}."),
            "condition_dropped": ("You may {do}.", "We let you {do}."),
            "negation": ("{Group} may not {do}.", "{Doing} is closed to {group}."),
        },
    ),
    Schema(
        "excluded",
        ("* What {p} leaves out: {excl}", "{Excl} do not fall under {p}.", "{p} comes without {excl}."),
        ("{p} does not include {excl}.", "{Excl} are not part of {p}.", "{p} leaves out {excl}."),
        {
            "negation": ("{p} includes {excl}.", "{Excl} are part of {p}.", "{Excl} fall under {p}."),
            "scope": ("{p} includes everything.",),
        },
    ),
    Schema(
        "channel",
        (
            "* {Doing}: {chan}. We do not offer it {chan2}.",
            "Whoever wants to {do} does so {chan}.",
            "We take requests to {do} {chan}.",
        ),
        ("Requests to {do} are taken {chan}.", "If you want to {do}, do it {chan}.", "{Doing} is offered {chan}."),
        {
            "entity": (
                "Requests to {do} are taken {chan2}.",
                "If you want to {do}, do it {chan2}.",
                "{Doing} is offered {chan2}.",
            ),
            "negation": ("Requests to {do} are not taken {chan}.",),
        },
    ),
    Schema(
        "role",
        ("* {Duty}: borne by {role}", "{Role} bears {duty}, never {role2}.", "It is for {role} to bear {duty}."),
        ("{Role} bears {duty}.", "{Duty} is borne by {role}.", "It is for {role} to bear {duty}."),
        {
            "role": ("{Role2} bears {duty}.", "{Duty} is borne by {role2}.", "It is for {role2} to bear {duty}."),
            "negation": ("{Role} never bears {duty}.",),
        },
    ),
    Schema(
        "may",
        ("* {Group} are free to {do}; nobody is obliged to.", "{Group} might choose to {do}."),
        ("{Group} are allowed to {do}.", "{Group} may choose to {do}."),
        {
            "modality": ("{Group} are obliged to {do}.", "{Group} must {do}.", "{Doing} is compulsory for {group}."),
            "negation": ("{Group} are not allowed to {do}.",),
        },
    ),
    Schema(
        "must",
        ("* It is compulsory for {group} to {do} in {d}.", "{Group} are obliged to {do} within {d}."),
        ("{Group} must {do} within {d}.", "{Group} are required to {do} within {dw}."),
        {
            "modality": ("{Group} can choose whether to {do}.", "{Group} may {do} within {d}, but need not."),
            "number": ("{Group} must {do} within {d2}.",),
            "negation": ("{Group} are not obliged to {do}.",),
        },
    ),
    Schema(
        "some",
        (
            "* Many {things}, though not every one, are sold with a {noun}.",
            "Participating {things} are sold with a {noun}.",
        ),
        ("Some {things} are sold with a {noun}.", "A {noun} is sold with many {things}."),
        {
            "scope": ("Every one of the {things} is sold with a {noun}.", "All {things} are sold with a {noun}."),
            "negation": ("{Things} are never sold with a {noun}.",),
        },
    ),
    Schema(
        "takes",
        ("* Time needed for {doing}: {b} working days", "Allow {b} working days for {doing}."),
        ("{Doing} needs {b} business days.", "Allow {b} business days for {doing}."),
        {
            "number": ("{Doing} needs {b2} business days.", "Allow {b2} working days for {doing}."),
            "entity": ("{Doing} needs {b} minutes.", "Allow {b} months for {doing}."),
            "negation": ("{Doing} needs no time at all.",),
        },
    ),
    Schema(
        "tiers",
        ("| {p} | {n} | \n| {q} | {n2} |", "* {n} for {p}\n* {n2} for {q}", "We sell {p} at {n} and {q} at {n2}."),
        ("{p} is sold at {n}.", "{q} is sold at {n2}.", "For {q} we ask {n2}."),
        {
            "entity": ("{p} is sold at {n2}.", "{q} is sold at {n}.", "For {q} we ask {n}."),
            "number": ("{p} is sold at {n3}.", "For {q} we ask {n3}."),
        },
    ),
    Schema(
        "except",
        ("* We lend {things} to everybody; the exception: {cond}.", "{Things} are lent out save where {cond}."),
        ("Save where {cond}, {things} are lent out.", "{Things} are lent out except where {cond}."),
        {
            "condition_dropped": ("{Things} are lent out.", "We lend {things} to everybody."),
            "direction": ("{Things} are lent out only where {cond}.",),
            "negation": ("{Things} are never lent out.",),
        },
    ),
)

NUMBERS_INVENTED = (
    "{Doing} takes {b} hours.",
    "Up to {k} {things} can be stored.",
    "{p} has a limit of {n}.",
    "After {d} the {noun} expires.",
    "You must be {k} years old to {do}.",
    "The {noun} is repeated {k} times.",
)
