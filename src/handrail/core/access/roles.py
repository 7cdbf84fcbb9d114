"""What each role may do, in one table; the console and the flows ask nothing else."""

from collections.abc import Mapping
from enum import StrEnum

from handrail.core.ownership.person import Role


class Act(StrEnum):
    """Something that not everybody may do, or that could one day be kept from somebody."""

    SEE_CONVERSATIONS = "see_conversations"  # inbox, threads, customers, search
    SEE_KNOWLEDGE = "see_knowledge"
    SEE_TEAM = "see_team"
    SEE_PROMISES = "see_promises"
    SEE_LOG = "see_log"
    SET_OWN_PRESENCE = "set_own_presence"
    STOP_ASSISTANT = "stop_assistant"  # anywhere: stopping needs no permission
    WRITE = "write"  # reply, note, take over, give back, hand on, promise, resolve
    MARK_SPAM = "mark_spam"  # can be undone
    BLOCK_CUSTOMERS = "block_customers"  # by name, for a reason, until a time
    MERGE_CUSTOMERS = "merge_customers"
    APPROVE = "approve"  # actions and replies that wait for a yes; a workspace may let agents too
    LIFT_STOPS = "lift_stops"  # those wider than one conversation
    PLAN_SHIFTS = "plan_shifts"  # others' shifts, absences and presence
    EDIT_KNOWLEDGE = "edit_knowledge"
    SHARE_SAVED_REPLIES = "share_saved_replies"  # for everybody; one's own need no permission
    CHANGE_TOPICS = "change_topics"
    CHANGE_RULES = "change_rules"  # publish and roll back; reading, checking and trying need no permission
    SIGN_GRANTS = "sign_grants"
    SEE_MOMENTS = "see_moments"  # the register, and trying sentences against it
    CHANGE_MOMENTS = "change_moments"  # publish, roll back, and sign what customers read then
    CHANGE_ON_CALL = "change_on_call"  # where pages go, and who is on call
    SEE_TOOLS = "see_tools"  # what the assistant may call, how often it did, and what is in doubt
    CHANGE_TOOLS = "change_tools"  # risk, caps, who must be known
    ANSWER_FOR_EFFECTS = "answer_for_effects"  # take back what a tool did, or say what became of one in doubt
    EXPORT_CUSTOMERS = "export_customers"
    ERASE_CUSTOMERS = "erase_customers"
    ADMINISTER_PEOPLE = "administer_people"  # invite, reset, role, leaving
    CHANGE_SETTINGS = "change_settings"  # the workspace's name, widget, tokens


_EVERYBODY = frozenset(Role)
_SENIOR = frozenset({Role.SUPERVISOR, Role.LEAD, Role.ADMIN})
_LEADING = frozenset({Role.LEAD, Role.ADMIN})
_ADMINS = frozenset({Role.ADMIN})

MAY: Mapping[Act, frozenset[Role]] = {
    Act.SEE_CONVERSATIONS: _EVERYBODY,
    Act.SEE_KNOWLEDGE: _EVERYBODY,
    Act.SEE_TEAM: _EVERYBODY,
    Act.SEE_PROMISES: _EVERYBODY,
    Act.SEE_LOG: _SENIOR | {Role.REVIEWER},
    Act.SET_OWN_PRESENCE: _EVERYBODY,
    Act.STOP_ASSISTANT: _EVERYBODY,
    Act.WRITE: _EVERYBODY,  # whoever has room gets conversations, so whoever gets one must be able to answer
    Act.MARK_SPAM: _EVERYBODY,
    Act.BLOCK_CUSTOMERS: _LEADING,
    Act.MERGE_CUSTOMERS: _SENIOR,
    Act.APPROVE: _SENIOR,
    Act.LIFT_STOPS: _SENIOR,
    Act.PLAN_SHIFTS: _SENIOR,
    Act.EDIT_KNOWLEDGE: _SENIOR,
    Act.SHARE_SAVED_REPLIES: _SENIOR,
    Act.CHANGE_TOPICS: _LEADING,
    Act.CHANGE_RULES: _LEADING,
    Act.SIGN_GRANTS: _LEADING,
    Act.SEE_MOMENTS: _EVERYBODY,
    Act.CHANGE_MOMENTS: _LEADING,
    Act.CHANGE_ON_CALL: _LEADING,
    Act.SEE_TOOLS: _EVERYBODY,
    Act.CHANGE_TOOLS: _LEADING,
    Act.ANSWER_FOR_EFFECTS: _EVERYBODY - {Role.REVIEWER},
    Act.EXPORT_CUSTOMERS: _LEADING,
    Act.ERASE_CUSTOMERS: _ADMINS,
    Act.ADMINISTER_PEOPLE: _ADMINS,
    Act.CHANGE_SETTINGS: _ADMINS,
}

_IN_WORDS = {
    _SENIOR: "A supervisor, lead or admin does this.",
    _SENIOR | {Role.REVIEWER}: "A reviewer, supervisor, lead or admin sees this.",
    _EVERYBODY - {Role.REVIEWER}: "Whoever answers customers does this; a reviewer only looks on.",
    _LEADING: "A lead or an admin does this.",
    _ADMINS: "An admin does this.",
}


def may(role: Role, act: Act) -> bool:
    return role in MAY[act]


def who_may(act: Act) -> str:
    """One sentence for whoever may not."""
    return _IN_WORDS[MAY[act]]
