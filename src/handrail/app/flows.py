"""The flows of one desk, each given what it needs."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from secrets import token_bytes
from uuid import UUID

from handrail.app.playbooks import Acting, build_acting, build_end_runs, build_hearing
from handrail.core.escalation.moments.examples import NoticingOf
from handrail.flows.ask_approval import AskApproval
from handrail.flows.ask_model import AskModel
from handrail.flows.attach import Attach
from handrail.flows.close import Close
from handrail.flows.decide import Decide
from handrail.flows.deliver import Deliver
from handrail.flows.escalate_late import EscalateLate
from handrail.flows.fixed_text import SayFixedText
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.gather import Gather
from handrail.flows.hand_off import AnswerWish, HandOn, HandOver
from handrail.flows.mail import Mail
from handrail.flows.mail_code import MailCode
from handrail.flows.mark_shown import MarkShown
from handrail.flows.moments_so_far import MomentsSoFar
from handrail.flows.notice import NothingRead, Notice
from handrail.flows.notify import Notify
from handrail.flows.page_on_call import PageOnCall, Ways
from handrail.flows.pass_on import PassOn
from handrail.flows.phrase import Phrase
from handrail.flows.presence import ShowPresence
from handrail.flows.press_button import PressButton
from handrail.flows.publish_register import PublishRegister
from handrail.flows.rate import RateConversation
from handrail.flows.ready_for_grave import ReadyForGrave
from handrail.flows.receive import Receive
from handrail.flows.register_in_force import RegisterInForce
from handrail.flows.remove_files import RemoveFiles
from handrail.flows.replace_owner import ReplaceOwner
from handrail.flows.reply import Reply
from handrail.flows.ring_alarm import RingAlarm
from handrail.flows.settle_approval import ExpireApprovals, SettleApproval
from handrail.flows.settle_effect import SettleEffect
from handrail.flows.sign_text import SignText
from handrail.flows.start_conversation import StartConversation
from handrail.flows.summarise import Summarise
from handrail.flows.take_over import TakeOver
from handrail.flows.try_message import TryMessage
from handrail.flows.try_wording import TryWording
from handrail.flows.undo_effect import UndoEffect
from handrail.flows.use_tool import UseTool
from handrail.flows.verify_identity import Secret, VerifyIdentity
from handrail.flows.when_noticed import StartClocks, WhenNoticed
from handrail.flows.word import Compare, Word
from handrail.flows.word_draft import WordDraft
from handrail.models.language import detect_language
from handrail.ports import Clock, NewId, SendMail
from handrail.ports.files import Bucket
from handrail.ports.language_model import LanguageModel
from handrail.ports.paging import PostWebhook
from handrail.ports.playbooks import Bookshelf
from handrail.ports.tools import ToolServers
from handrail.ports.understanding import Rulebook, Understanding
from handrail.search.evidence import Evidence
from handrail.settings import Settings
from handrail.storage.attachments import files_within
from handrail.storage.bell import Bell
from handrail.storage.clocks import clocks_within
from handrail.storage.configuration import configurations_within
from handrail.storage.desk import PgDesk
from handrail.storage.door import Door
from handrail.storage.fixed_texts import signatures_within
from handrail.storage.model_use import model_use_within
from handrail.storage.notices import notices_within
from handrail.storage.paging import paging_within
from handrail.storage.ratings import ratings_within
from handrail.storage.shared_commit import PgInbox


@dataclass(frozen=True, slots=True)
class Flows:
    start: StartConversation
    receive: Receive
    press_button: PressButton
    answer_wish: AnswerWish
    gather: Gather
    decide: Decide
    deliver: Deliver
    reply: Reply
    attach: Attach
    remove_files: RemoveFiles
    rate: RateConversation
    show_presence: ShowPresence
    take_over: TakeOver
    close: Close
    hand_on: HandOn
    replace_owner: ReplaceOwner
    escalate_late: EscalateLate
    mail: Mail
    mark_shown: MarkShown
    notify: Notify
    page_on_call: PageOnCall
    in_force: RegisterInForce
    publish_register: PublishRegister
    sign_text: SignText
    ready_for_grave: ReadyForGrave
    try_message: TryMessage
    notice: Notice
    ask_model: AskModel
    word: Word
    use_tool: UseTool
    acting: Acting
    undo_effect: UndoEffect
    settle_effect: SettleEffect
    ask_approval: AskApproval
    settle_approval: SettleApproval
    verify_identity: VerifyIdentity
    mail_code: MailCode
    word_draft: WordDraft | None
    summarise: Summarise


def build_flows(
    settings: Settings,
    door: Door,
    bell: Bell,
    desk: PgDesk,
    evidence: Evidence,
    clock: Clock,
    ids: NewId,
    send_mail: SendMail,
    post: PostWebhook,
    bucket: Bucket | None,
    in_force: RegisterInForce,
    tool_servers: ToolServers,
    shelf: Bookshelf,
    code_secret: Secret,
    understanding: Understanding | None = None,
    rulebook: Rulebook | None = None,
    noticing: NoticingOf | None = None,
    model: LanguageModel | None = None,
    compare: Compare | None = None,
) -> Flows:
    """All flows over one door. `shelf`: the workspace's playbooks."""
    end_runs = build_end_runs(shelf)
    clocks = StartClocks(in_force, clocks_within)
    forbid = ForbidPhrases(in_force)
    ring = RingAlarm(paging_within, ids, settings.on_call_minutes)
    hand_over = HandOver(
        clock,
        ids,
        say_first=SayFixedText(in_force, ids),
        running=clocks,
        ring=ring,
        so_far=MomentsSoFar(in_force),
        summarise=model is not None,
        end_runs=end_runs,
    )
    answer_wish = AnswerWish(desk, hand_over, clock, ids)
    hand_on = HandOn(desk, hand_over, clock, ids)
    close = Close(desk, clock, end_runs.waits_until)
    gather = Gather(desk, evidence, detect_language, clock, understanding, build_hearing(desk, shelf))
    take_over = TakeOver(desk, clock, alarm=ring, hand_on=hand_on)
    ways = _ways(settings, send_mail, post)
    page_on_call = PageOnCall(desk, paging_within, ways, clock, ring, take_over, PassOn(hand_on, clock))
    noticed = WhenNoticed(ring, clocks, hand_on)
    verify = VerifyIdentity(desk, hand_on, code_secret, clock, ids)
    decide = Decide(desk, gather, hand_over, clock, ids, rulebook, clocks, verify.take)
    expire = ExpireApprovals(desk, hand_on, clock, ids)
    replace_owner = ReplaceOwner(desk, hand_on, clock)
    ask_model = AskModel(desk, model, model_use_within, clock, ids)
    word = Word(ask_model, detect_language, compare)
    phrase = None if model is None else Phrase(desk, ask_model, word, model_use_within, forbid, clock, ids)
    use_tool, ask_approval = UseTool(desk, tool_servers, clock, ids), AskApproval(ids)
    acting = build_acting(
        desk,
        shelf,
        hand_over,
        use_tool,
        rulebook,
        clock,
        ids,
        ask_approval=ask_approval,
        send_code=verify.send_code,
        forbid=forbid,
    )
    debounce = timedelta(seconds=settings.debounce_seconds)
    return Flows(
        start=StartConversation(desk, clock, ids),
        receive=Receive(PgInbox(door, bell), clock, ids, lambda: token_bytes(16), debounce=debounce),
        press_button=PressButton(desk, answer_wish, clock, ids),
        answer_wish=answer_wish,
        gather=gather,
        decide=decide,
        deliver=Deliver(desk, hand_on, clock, ids, forbid, phrase, model_use_within),
        reply=Reply(desk, clock, ids, forbid, ring),
        attach=Attach(desk, files_within, clock, ids, bucket),
        remove_files=RemoveFiles(desk, files_within, bucket, clock),
        rate=RateConversation(desk, ratings_within, clock, ids),
        show_presence=ShowPresence(desk, bell.presence),
        take_over=take_over,
        close=close,
        hand_on=hand_on,
        replace_owner=replace_owner,
        escalate_late=EscalateLate(desk, answer_wish, hand_on, replace_owner, close, clock, ids, ring, expire),
        mail=Mail(desk, send_mail, clock, bucket),
        mark_shown=MarkShown(desk, clock),
        notify=Notify(desk, notices_within, send_mail, clock, ids, partial(_in_console, settings)),
        page_on_call=page_on_call,
        in_force=in_force,
        publish_register=PublishRegister(desk, configurations_within, in_force, clock, noticing),
        ready_for_grave=ReadyForGrave(
            desk, paging_within, in_force, clock, settings.on_call_webhook, settings.on_call_minutes
        ),
        sign_text=SignText(desk, signatures_within, in_force, clock, ids),
        try_message=TryMessage(desk, decide, clock, ids, TryWording(desk, ask_model, word, clock)),
        ask_model=ask_model,
        word=word,
        use_tool=use_tool,
        acting=acting,
        undo_effect=UndoEffect(desk, tool_servers, clock, ids),
        settle_effect=SettleEffect(desk, hand_on, clock),
        notice=Notice(desk, detect_language, understanding or NothingRead(), clock, noticed, verify.take),
        ask_approval=ask_approval,
        settle_approval=SettleApproval(desk, hand_on, clock, ids),
        verify_identity=verify,
        mail_code=MailCode(desk, send_mail, code_secret, clock),
        word_draft=None if model is None else WordDraft(desk, ask_model, word, model_use_within, forbid, clock, ids),
        summarise=Summarise(desk, ask_model, model_use_within, clock, compare),
    )


def _ways(settings: Settings, send_mail: SendMail, post: PostWebhook) -> Ways:
    place = partial(_in_console, settings)
    return Ways(send_mail, post, place, settings.on_call_webhook)


def _in_console(settings: Settings, slug: str, conversation: UUID) -> str:
    return f"{settings.address}/desk/{slug}/conversations/{conversation}"
