"""The console with everything it is made of."""

from collections.abc import Callable
from functools import partial
from secrets import token_bytes

from handrail.app.articles import ArticleShelf, upload_reader
from handrail.app.daily import daily_flows
from handrail.app.desk import Handrail
from handrail.console import ConsoleParts
from handrail.console.approvals_parts import ApprovalsParts
from handrail.console.first_run import FirstRun
from handrail.console.model_parts import ModelParts
from handrail.console.moments_parts import MomentsParts
from handrail.console.playbooks_parts import PlaybooksParts
from handrail.console.rooms import Rooms
from handrail.console.rules_parts import RulesParts
from handrail.console.sign_in_parts import SignInParts
from handrail.console.tools_parts import ToolsParts
from handrail.flows.change_workspace import ChangeWorkspace
from handrail.flows.draft import DraftReply
from handrail.flows.keep_articles import KeepArticles
from handrail.flows.promise import MakePromise
from handrail.flows.read_approvals import ReadApprovals
from handrail.flows.read_tools import ReadTools
from handrail.flows.set_model import SetModel
from handrail.flows.stop import StopAssistant
from handrail.flows.try_question import TryQuestion
from handrail.frontend import Frontend
from handrail.models.language import detect_language
from handrail.ports import Process, TryAgain, WorkspaceFound
from handrail.search.hints import EnterAs, InternalHints
from handrail.storage.administration import setup_within
from handrail.storage.clocks import running_clocks
from handrail.storage.door import Viewer
from handrail.storage.events import PgLog
from handrail.storage.inbox_lines import PgInboxLines
from handrail.storage.model_use import conversation_use, model_use_within, wording_seen
from handrail.storage.paging import open_alarms
from handrail.storage.reading import PgReading
from handrail.storage.reading_articles import PgArticles
from handrail.storage.reading_daily import DailyReads
from handrail.storage.reading_house import PgHouse
from handrail.storage.reading_rows import Reader


def console_parts(desk: Handrail, frontend: Frontend) -> ConsoleParts:
    flows, given, log = desk.flows, (desk.desk, setup_within, desk.clock, desk.ids), PgLog(desk.door)
    daily, work = DailyReads(Reader(desk.door)), daily_flows(desk)
    rooms = Rooms(desk.follow, daily.waiting_for)
    desk.bell.presence.follow(rooms.looking)
    return ConsoleParts(
        reading=PgReading(desk.door),
        inbox_lines=PgInboxLines(desk.door),
        files=desk.files,
        check_promises=desk.check_promises,
        read_log=log.lines,
        log_kinds=log.kinds,
        verify_log=desk.sealer.verify,
        conversation_of=log.conversation_of,
        articles=PgArticles(desk.door),
        house=PgHouse(desk.door),
        first_run=FirstRun(PgHouse(desk.door).first_steps, desk.clock),
        live=desk.bell,
        follow=desk.follow,
        daily=daily,
        rooms=rooms,
        sign_in=_sign_in(desk),
        reply=flows.reply,
        draft=DraftReply(desk.desk, desk.evidence, InternalHints(_as_staff(desk)), detect_language, flows.word_draft),
        take_over=flows.take_over,
        close=flows.close,
        promise=MakePromise(*given),
        stop=StopAssistant(*given),
        administer=desk.administer,
        block=work.block,
        merge=work.merge,
        mark_spam=work.mark_spam,
        saved_replies=work.saved_replies,
        notify=flows.notify,
        show_presence=flows.show_presence,
        leave=flows.replace_owner.leave,
        change_workspace=ChangeWorkspace(
            desk.desk, setup_within, desk.clock, partial(token_bytes, 32), desk.keys.lock, desk.keys.unlock
        ),
        keep_articles=KeepArticles(desk.desk, desk.administer, ArticleShelf(desk)),
        read_upload=upload_reader(desk),
        try_question=TryQuestion(desk.desk, flows.try_message, desk.clock),
        teach_topics=desk.topics.teach,
        fit_topics=desk.topics.fit,
        rules=RulesParts(
            desk.rules.read, desk.rules.check, desk.rules.publish, desk.rules.back_test, desk.rules.rulebook
        ),
        playbooks=PlaybooksParts(
            desk.playbooks.read, desk.playbooks.publish, desk.playbooks.shelf, desk.playbooks.at_work
        ),
        moments=_moments(desk),
        model=_model(desk),
        approvals=ApprovalsParts(ReadApprovals(desk.desk, desk.clock), flows.settle_approval),
        tools=ToolsParts(ReadTools(desk.desk, desk.clock), desk.tools.change, flows.undo_effect, flows.settle_effect),
        process=_process(desk),
        asset=_asset(frontend),
        clock=desk.clock,
        new_id=desk.ids,
        away=(TryAgain,),
    )


def _model(desk: Handrail) -> ModelParts:
    return ModelParts(
        says=desk.model.reason,
        there=desk.model.model is not None,
        inside=desk.model.inside,
        set=SetModel(desk.desk, model_use_within, desk.flows.ask_model, desk.clock),
        use=partial(conversation_use, desk.door),
        wording=partial(wording_seen, desk.door),
    )


def _moments(desk: Handrail) -> MomentsParts:
    flows = desk.flows
    return MomentsParts(
        in_force=flows.in_force,
        publish=flows.publish_register,
        sign=flows.sign_text,
        page_on_call=flows.page_on_call,
        ready=flows.ready_for_grave,
        noticing=desk.understanding.noticing,
        alarms=partial(open_alarms, desk.door),
        clocks=partial(running_clocks, desk.door),
    )


def _as_staff(desk: Handrail) -> EnterAs:
    return lambda tenant, person: desk.door.enter(tenant, Viewer.staff(person))


def _asset(frontend: Frontend) -> Callable[[str], str]:
    """Without a build pages still come, plain; the address then answers how to build."""
    return "/assets/{}".format if frontend.built is None else frontend.asset_url


def _process(desk: Handrail) -> Process:
    settings = desk.settings
    printed = "Letters are printed by the server, not sent. Set HANDRAIL_SMTP_HOST to reach customers who have left."
    return Process(
        address=settings.address,
        mail=printed if settings.smtp_host is None else f"Letters go out by {settings.smtp_host}.",
        mail_arrives=settings.smtp_host is not None,
        embedder=desk.chosen.reason,
        embeds=desk.chosen.embedder is not None,
        origins=settings.allowed_origins,
    )


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
