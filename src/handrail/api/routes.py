"""Which addresses there are, and who may come to which."""

from litestar import Router

from handrail.api.admin_desk import DESK_ROUTES
from handrail.api.admin_people import PEOPLE_ROUTES
from handrail.api.admin_replies import REPLY_ROUTES
from handrail.api.agents_act import ACT_ROUTES
from handrail.api.agents_approvals import APPROVAL_ROUTES
from handrail.api.agents_daily import DAILY_ROUTES
from handrail.api.agents_read import READ_ROUTES
from handrail.api.attachments import AGENT_FILE_ROUTES, CUSTOMER_FILE_ROUTES
from handrail.api.customer import CUSTOMER_ROUTES
from handrail.api.describe import CUSTOMER, TOKEN
from handrail.api.health import HEALTH_ROUTES
from handrail.api.house import admins_only, agents_only, customers_only, each_asked_once
from handrail.api.ratings import RATING_ROUTES
from handrail.api.typing import AGENT_PRESENCE_ROUTES, CUSTOMER_PRESENCE_ROUTES


def all_routes() -> list[Router]:
    return [
        Router(
            "/v1/customer",
            route_handlers=[*CUSTOMER_ROUTES, *CUSTOMER_FILE_ROUTES, *RATING_ROUTES, *CUSTOMER_PRESENCE_ROUTES],
            guards=[customers_only, each_asked_once],
            security=CUSTOMER,
            tags=["Customer"],
        ),
        Router(
            "/v1/agent",
            route_handlers=[
                *READ_ROUTES,
                *ACT_ROUTES,
                *APPROVAL_ROUTES,
                *DAILY_ROUTES,
                *AGENT_FILE_ROUTES,
                *AGENT_PRESENCE_ROUTES,
            ],
            guards=[agents_only, each_asked_once],
            security=TOKEN,
            tags=["Agent"],
        ),
        Router(
            "/v1/admin",
            route_handlers=[*PEOPLE_ROUTES, *DESK_ROUTES, *REPLY_ROUTES],
            guards=[admins_only, each_asked_once],
            security=TOKEN,
            tags=["Admin"],
        ),
        Router("/", route_handlers=HEALTH_ROUTES, tags=["Process"]),
    ]
