"""Every address of the console."""

from typing import Any

from handrail.console.acts import ACT_ROUTES
from handrail.console.conversation import CONVERSATION_ROUTES
from handrail.console.customers import CUSTOMERS_ROUTES
from handrail.console.inbox import INBOX_ROUTES
from handrail.console.live import LIVE_ROUTES
from handrail.console.log import LOG_ROUTES
from handrail.console.promises import PROMISES_ROUTES
from handrail.console.saved_replies import SAVED_REPLIES_ROUTES
from handrail.console.search import SEARCH_ROUTES
from handrail.console.sign_in_routes import SIGN_IN_ROUTES


def all_routes() -> list[Any]:
    return [
        *LIVE_ROUTES,
        *SIGN_IN_ROUTES,
        *INBOX_ROUTES,
        *CONVERSATION_ROUTES,
        *ACT_ROUTES,
        *LOG_ROUTES,
        *PROMISES_ROUTES,
        *SEARCH_ROUTES,
        *SAVED_REPLIES_ROUTES,
        *CUSTOMERS_ROUTES,
    ]
