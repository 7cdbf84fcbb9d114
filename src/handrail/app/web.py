"""The web side of a desk: API, console and what browsers load; here the API with everything it is made of."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from litestar.types import ASGIApp

from handrail.api import create_api
from handrail.api.limits import Rate, RateLimits
from handrail.api.parts import ApiParts, ArticleSeen
from handrail.app.addresses import Addresses
from handrail.app.console import console_parts
from handrail.app.daily import daily_flows
from handrail.app.desk import Handrail
from handrail.app.vitals import Readiness
from handrail.console import create_console
from handrail.core.knowledge.article import Article
from handrail.demo.content import load_company
from handrail.flows.leave_email import LeaveEmail
from handrail.flows.promise import MakePromise
from handrail.flows.read_approvals import ReadApprovals
from handrail.flows.stop import StopAssistant
from handrail.frontend import Frontend
from handrail.ports import NotFound, TryAgain
from handrail.storage.administration import setup_within
from handrail.storage.articles import ArticleRow, article_called, list_articles
from handrail.storage.identities import PgIdentities
from handrail.storage.reading import PgReading


def web_app(desk: Handrail) -> ASGIApp:
    frontend = Frontend(demo_site=lambda: _demo_site(desk))
    return Addresses(create_api(api_parts(desk)), create_console(console_parts(desk, frontend)), frontend)


async def _demo_site(desk: Handrail) -> str | None:
    where = await desk.workspaces.find(load_company().workspace.slug)
    return None if where is None else where.site_key


def api_parts(desk: Handrail) -> ApiParts:
    flows, given, daily = desk.flows, (desk.desk, setup_within, desk.clock, desk.ids), daily_flows(desk)
    return ApiParts(
        reading=PgReading(desk.door),
        identities=PgIdentities(desk.door, desk.keys.unlock),
        live=desk.bell,
        follow=desk.follow,
        files=desk.files,
        presence=desk.bell.presence,
        start=flows.start,
        receive=flows.receive,
        press_button=flows.press_button,
        mark_shown=flows.mark_shown,
        leave_email=LeaveEmail(*given),
        reply=flows.reply,
        attach=flows.attach,
        rate=flows.rate,
        show_presence=flows.show_presence,
        take_over=flows.take_over,
        close=flows.close,
        promise=MakePromise(*given),
        read_approvals=ReadApprovals(desk.desk, desk.clock),
        settle_approval=flows.settle_approval,
        stop=StopAssistant(*given),
        administer=desk.administer,
        block=daily.block,
        merge=daily.merge,
        mark_spam=daily.mark_spam,
        saved_replies=daily.saved_replies,
        notify=flows.notify,
        leave=flows.replace_owner.leave,
        export_customer=desk.export_customer,
        erase_customer=desk.erase_customer,
        import_article=_Articles(desk).bring_in,
        list_articles=_Articles(desk).listed,
        ready=Readiness(desk).checks,
        registry=desk.meters.registry,
        clock=desk.clock,
        seconds=time.monotonic,
        new_id=desk.ids,
        secret=desk.keys.customer_tokens,
        limits=_limits(desk),
        origins=frozenset(desk.settings.allowed_origins),
        away=(TryAgain,),
    )


class _Articles:
    def __init__(self, desk: Handrail) -> None:
        self._desk = desk

    async def bring_in(self, tenant: UUID, article: Article) -> ArticleSeen:
        async with self._desk.desk.as_system(tenant) as work:
            if await work.topics.get(article.topic) is None:
                raise NotFound(f"There is no topic “{article.topic}”.")
        await self._desk.import_articles(tenant, [article])
        return _seen(await article_called(self._desk.door, tenant, article.key))

    async def listed(self, tenant: UUID, after_key: str, limit: int) -> Sequence[ArticleSeen]:
        return [_seen(row) for row in await list_articles(self._desk.door, tenant, after_key, limit)]


def _seen(row: ArticleRow) -> ArticleSeen:
    return ArticleSeen(**asdict(row))


def _limits(desk: Handrail) -> RateLimits:
    settings = desk.settings
    messages, requests = settings.messages_per_minute, settings.requests_per_minute
    newcomers = settings.newcomers_per_minute
    return RateLimits(
        customer=Rate(messages / 60, max(messages // 2, 1)),
        address=Rate(requests / 60, max(requests // 6, 1)),
        newcomers=Rate(newcomers / 60, newcomers),
        site=Rate(settings.site_requests_per_minute / 60, max(settings.site_requests_per_minute // 15, 1)),
    )
