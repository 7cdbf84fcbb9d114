"""The console with everything it is made of."""

from collections.abc import Callable

from handrail.app.desk import Handrail
from handrail.console import ConsoleParts
from handrail.console.sign_in_parts import SignInParts
from handrail.flows.promise import MakePromise
from handrail.flows.stop import StopAssistant
from handrail.frontend import Frontend
from handrail.ports import TryAgain, WorkspaceFound
from handrail.storage.administration import setup_within
from handrail.storage.events import PgLog
from handrail.storage.promises import check_promises
from handrail.storage.reading import PgReading


def console_parts(desk: Handrail, frontend: Frontend) -> ConsoleParts:
    flows, given, log = desk.flows, (desk.desk, setup_within, desk.clock, desk.ids), PgLog(desk.door)
    return ConsoleParts(
        reading=PgReading(desk.door),
        check_promises=lambda tenant: check_promises(desk.door, tenant, desk.clock(), sealer=desk.sealer),
        read_log=log.lines,
        log_kinds=log.kinds,
        verify_log=desk.sealer.verify,
        conversation_of=log.conversation_of,
        live=desk.bell,
        sign_in=_sign_in(desk),
        reply=flows.reply,
        take_over=flows.take_over,
        close=flows.close,
        promise=MakePromise(*given),
        stop=StopAssistant(*given),
        administer=desk.administer,
        asset=_asset(frontend),
        clock=desk.clock,
        new_id=desk.ids,
        away=(TryAgain,),
    )


def _asset(frontend: Frontend) -> Callable[[str], str]:
    """Without a build pages still come, plain; the address then answers how to build."""
    return "/assets/{}".format if frontend.built is None else frontend.asset_url


def _sign_in(desk: Handrail) -> SignInParts:
    async def find(slug: str) -> WorkspaceFound | None:
        row = await desk.workspaces.find(slug)
        return None if row is None else WorkspaceFound(row.tenant, row.slug, row.name)

    flows, settings = desk.sign_in, desk.settings
    return SignInParts(
        find_workspace=find,
        sessions=flows.sessions,
        sign_in=flows.sign_in,
        invite=flows.invite,
        accept=flows.accept,
        public_url=settings.public_url,
        mail_arrives=settings.smtp_host is not None,
    )
