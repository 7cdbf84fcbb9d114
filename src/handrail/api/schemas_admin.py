"""What the admins' side of the API takes and gives."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType, field

from handrail.api.fields import Email, LanguageTag, Line, Moment, Sentence, Skill, Slug, Zone

Role = Literal["agent", "reviewer", "supervisor", "lead", "admin"]
Presence = Literal["available", "away", "offline"]
Level = Literal["off", "shadow", "suggest", "approve", "monitored", "autonomous"]
Scope = Literal["read", "agent", "admin", "customer:write"]
Skills = Annotated[list[Skill], Meta(max_length=100)]
Languages = Annotated[list[LanguageTag], Meta(min_length=1, max_length=40)]
Capacity = Annotated[int, Meta(ge=0, le=1000, description="How many conversations they may write in at once.")]
ActionClass = Annotated[str, Meta(pattern=r"^(quote|phrase|playbook:[a-z0-9][a-z0-9-]{0,62})$")]
Days = Annotated[int, Meta(ge=1, le=90, description="How long a resolved conversation may come back.")]
Wall = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Wall-clock time, HH:MM.")]
Weekday = Annotated[int, Meta(ge=0, le=6)]


class PersonIn(Struct, forbid_unknown_fields=True, frozen=True):
    slug: Slug
    name: Line
    email: Email
    role: Role = "agent"
    team: UUID | None = None
    skills: Skills = []
    languages: Languages = field(default_factory=lambda: ["en"])
    capacity: Capacity = 6
    presence: Presence = "available"
    reserve: bool = False
    duty_manager: bool = False
    on_call: bool = False


class PersonChange(Struct, forbid_unknown_fields=True, frozen=True):
    """Only what is given changes."""

    name: Line | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    team: UUID | UnsetType | None = UNSET
    skills: Skills | UnsetType = UNSET
    languages: Languages | UnsetType = UNSET
    capacity: Capacity | UnsetType = UNSET
    presence: Presence | UnsetType = UNSET
    reserve: bool | UnsetType = UNSET
    duty_manager: bool | UnsetType = UNSET
    on_call: bool | UnsetType = UNSET


class Shift(Struct, forbid_unknown_fields=True, frozen=True):
    """Every week, by the wall clock of `timezone`. 0 is Monday. An end at or before the start is on the next day."""

    weekdays: Annotated[list[Weekday], Meta(min_length=1, max_length=7)]
    starts: Wall
    ends: Wall
    timezone: Zone


class ShiftsIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Takes the place of every shift there was."""

    shifts: Annotated[list[Shift], Meta(max_length=50)]


class AbsenceIn(Struct, forbid_unknown_fields=True, frozen=True):
    from_at: Moment
    until_at: Moment


class Absence(Struct, frozen=True):
    id: UUID
    from_at: datetime
    until_at: datetime


class Person(Struct, frozen=True):
    """`writing`: conversations this person writes in now. `gone`: no longer works here."""

    id: UUID
    slug: str
    name: str
    email: str
    role: Role
    team: UUID | None
    skills: list[str]
    languages: list[str]
    capacity: int
    presence: Presence
    writing: int
    gone: bool
    reserve: bool
    duty_manager: bool
    on_call: bool
    shifts: list[Shift]
    absences: list[Absence]


class People(Struct, frozen=True):
    people: list[Person]


class TeamIn(Struct, forbid_unknown_fields=True, frozen=True):
    slug: Slug
    name: Line
    lead: UUID | None = None


class TeamChange(Struct, forbid_unknown_fields=True, frozen=True):
    name: Line | UnsetType = UNSET
    lead: UUID | UnsetType | None = UNSET


class Team(Struct, frozen=True):
    id: UUID
    slug: str
    name: str
    lead: UUID | None


class Teams(Struct, frozen=True):
    teams: list[Team]


class TopicIn(Struct, forbid_unknown_fields=True, frozen=True):
    slug: Slug
    name: Line
    owner: UUID
    team: UUID | None = None
    skill: Skill | None = None
    level: Level = "suggest"
    window_days: Days = 7


class TopicChange(Struct, forbid_unknown_fields=True, frozen=True):
    """Only what is given changes. A level alone lets the assistant say nothing: a grant or a certificate does."""

    name: Line | UnsetType = UNSET
    owner: UUID | UnsetType = UNSET
    team: UUID | UnsetType | None = UNSET
    skill: Skill | UnsetType | None = UNSET
    level: Level | UnsetType = UNSET
    window_days: Days | UnsetType = UNSET


class GrantIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Lets the topic quote approved passages alone, or send what a language model worded of them (`phrase`) when every guard
    lets it pass, or work requests through by a playbook of the topic (`playbook:` and its slug). At most 60 days ahead."""

    expires_at: Moment
    action_class: ActionClass = "quote"


class Grant(Struct, frozen=True):
    """Granted by a lead, not yet earned."""

    id: UUID
    action_class: str
    signed_by: UUID
    signed_at: datetime
    expires_at: datetime
    in_force: bool


class Topic(Struct, frozen=True):
    slug: str
    name: str
    owner: UUID
    team: UUID | None
    skill: str | None
    level: Level
    window_days: int
    grants: list[Grant]


class Topics(Struct, frozen=True):
    topics: list[Topic]


class TokenIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Scope `agent` needs `person`: the agent who acts with it."""

    name: Line
    scopes: Annotated[list[Scope], Meta(min_length=1, max_length=4)]
    person: UUID | None = None
    expires_at: Moment | None = None


class TokenMade(Struct, frozen=True):
    """`secret` is shown this once and kept nowhere."""

    id: UUID
    secret: str


class Token(Struct, frozen=True):
    id: UUID
    name: str
    scopes: list[str]
    person: UUID | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class Tokens(Struct, frozen=True):
    tokens: list[Token]


class ArticleIn(Struct, forbid_unknown_fields=True, frozen=True):
    """One article, in Markdown. `key` names it for good: sending it again changes it. Without `audience` it is
    internal, and no customer ever reads a word of it."""

    key: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]
    title: Line
    content: Annotated[str, Meta(min_length=1, max_length=200_000, pattern=r"^[^\x00]*\S[^\x00]*$")]
    topic: Slug = "general"
    family: Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    audience: Literal["customer", "internal"] = "internal"
    owner: Annotated[str, Meta(max_length=254, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    review_at: date | None = None
    language: LanguageTag = "und"
    questions: Annotated[list[Sentence], Meta(max_length=100)] = []


class Article(Struct, frozen=True):
    id: UUID
    key: str
    title: str
    topic: str
    audience: str
    language: str
    version: int
    owner: str
    review_at: date | None
    updated_at: datetime | None


class Articles(Struct, frozen=True):
    """In order of `key`. With `more`, ask again with `after` = the last key."""

    articles: list[Article]
    more: bool


class Exported(Struct, frozen=True):
    """Everything kept about one customer."""

    customer: dict[str, Any]
