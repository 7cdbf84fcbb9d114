"""Every address of the console."""

from typing import Any

from handrail.console.acts import ACT_ROUTES
from handrail.console.acts_draft import ACT_DRAFT_ROUTES
from handrail.console.acts_take_over import ACT_TAKE_OVER_ROUTES
from handrail.console.alarms import ALARMS_ROUTES
from handrail.console.approvals import APPROVALS_ROUTES
from handrail.console.conversation import CONVERSATION_ROUTES
from handrail.console.conversation_others import CONVERSATION_OTHERS_ROUTES
from handrail.console.conversation_pieces import CONVERSATION_PIECES_ROUTES
from handrail.console.conversation_spam import CONVERSATION_SPAM_ROUTES
from handrail.console.conversation_tools import CONVERSATION_TOOLS_ROUTES
from handrail.console.customers import CUSTOMERS_ROUTES
from handrail.console.inbox import INBOX_ROUTES
from handrail.console.knowledge import KNOWLEDGE_READ_ROUTES
from handrail.console.knowledge_import import KNOWLEDGE_IMPORT_ROUTES
from handrail.console.knowledge_try import KNOWLEDGE_TRY_ROUTES
from handrail.console.knowledge_write import KNOWLEDGE_WRITE_ROUTES
from handrail.console.live import LIVE_ROUTES
from handrail.console.log import LOG_ROUTES
from handrail.console.moments import MOMENTS_READ_ROUTES
from handrail.console.moments_change import MOMENTS_CHANGE_ROUTES
from handrail.console.moments_sign import MOMENTS_SIGN_ROUTES
from handrail.console.notices import NOTICES_ROUTES
from handrail.console.palette import PALETTE_ROUTES
from handrail.console.playbooks import PLAYBOOKS_ROUTES
from handrail.console.presence import PRESENCE_ROUTES
from handrail.console.promises import PROMISES_ROUTES
from handrail.console.rules import RULES_READ_ROUTES
from handrail.console.rules_change import RULES_CHANGE_ROUTES
from handrail.console.saved_replies import SAVED_REPLIES_ROUTES
from handrail.console.search import SEARCH_ROUTES
from handrail.console.settings import SETTINGS_READ_ROUTES
from handrail.console.settings_model import SETTINGS_MODEL_ROUTES
from handrail.console.settings_start import SETTINGS_START_ROUTES
from handrail.console.settings_tokens import SETTINGS_TOKENS_ROUTES
from handrail.console.sign_in_routes import SIGN_IN_ROUTES
from handrail.console.team import TEAM_READ_ROUTES
from handrail.console.team_change import TEAM_CHANGE_ROUTES
from handrail.console.team_person import TEAM_PERSON_ROUTES
from handrail.console.tools import TOOLS_READ_ROUTES
from handrail.console.tools_change import TOOLS_CHANGE_ROUTES
from handrail.console.topics import TOPICS_READ_ROUTES
from handrail.console.topics_change import TOPICS_CHANGE_ROUTES
from handrail.console.topics_grant import TOPICS_GRANT_ROUTES
from handrail.console.topics_taught import TOPICS_TAUGHT_ROUTES


def all_routes() -> list[Any]:
    return [
        *LIVE_ROUTES,
        *PALETTE_ROUTES,
        *SIGN_IN_ROUTES,
        *INBOX_ROUTES,
        *CONVERSATION_ROUTES,
        *CONVERSATION_PIECES_ROUTES,
        *ACT_ROUTES,
        *ACT_DRAFT_ROUTES,
        *ACT_TAKE_OVER_ROUTES,
        *CONVERSATION_TOOLS_ROUTES,
        *CONVERSATION_OTHERS_ROUTES,
        *APPROVALS_ROUTES,
        *LOG_ROUTES,
        *PROMISES_ROUTES,
        *SEARCH_ROUTES,
        *SAVED_REPLIES_ROUTES,
        *CUSTOMERS_ROUTES,
        *NOTICES_ROUTES,
        *CONVERSATION_SPAM_ROUTES,
        *KNOWLEDGE_READ_ROUTES,
        *KNOWLEDGE_IMPORT_ROUTES,
        *KNOWLEDGE_TRY_ROUTES,
        *KNOWLEDGE_WRITE_ROUTES,
        *SETTINGS_READ_ROUTES,
        *SETTINGS_MODEL_ROUTES,
        *SETTINGS_START_ROUTES,
        *SETTINGS_TOKENS_ROUTES,
        *PRESENCE_ROUTES,
        *TEAM_READ_ROUTES,
        *TEAM_CHANGE_ROUTES,
        *TEAM_PERSON_ROUTES,
        *ALARMS_ROUTES,
        *MOMENTS_READ_ROUTES,
        *MOMENTS_CHANGE_ROUTES,
        *MOMENTS_SIGN_ROUTES,
        *TOPICS_READ_ROUTES,
        *TOPICS_CHANGE_ROUTES,
        *TOPICS_GRANT_ROUTES,
        *TOPICS_TAUGHT_ROUTES,
        *TOOLS_READ_ROUTES,
        *TOOLS_CHANGE_ROUTES,
        *PLAYBOOKS_ROUTES,
        *RULES_READ_ROUTES,
        *RULES_CHANGE_ROUTES,
    ]
