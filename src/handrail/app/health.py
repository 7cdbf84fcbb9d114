"""Whether everything is there that a desk needs, each finding in a sentence that says what to do."""

import asyncio
import shutil
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from handrail.app.desk import Handrail
from handrail.core.escalation.rules import RulesAreWrong
from handrail.core.ownership.hours import next_shift_start, on_shift
from handrail.flows.hand_off import roster_of
from handrail.jobs.listing import count_jobs
from handrail.ports.files import FilesAway
from handrail.ports.understanding import NO_RULES_MARK
from handrail.storage.attachments import files_within
from handrail.storage.rounds import RoundSeen
from handrail.storage.workspaces import WorkspaceRow

Grade = Literal["good", "note", "bad"]
LITTLE_SPACE = 1 << 30
KEEPS_FAILING = 3
LONG_SINCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    grade: Grade
    says: str


async def findings(desk: Handrail) -> list[Finding]:
    found = [
        _database(desk),
        _embedder(desk),
        _model(desk),
        _mail(desk),
        _space(desk),
        await _jobs(desk),
        await _files(desk),
    ]
    every = await desk.workspaces.all()
    if not every:
        found.append(Finding("workspaces", "bad", "none: `handrail workspace create SLUG` makes one"))
    for where in every:
        found += [
            *await _workspace(desk, where),
            *await _rules(desk, where),
            *await _rounds(desk, where),
            *await _kept_files(desk, where),
            *await _model_use(desk, where),
        ]
        found += await _grave(desk, where)
    return found


def _database(desk: Handrail) -> Finding:
    which = "the bundled server in the data folder" if desk.settings.database_url is None else "yours (DATABASE_URL)"
    return Finding("database", "good", f"{which}, tables up to date")


def _embedder(desk: Handrail) -> Finding:
    chosen = desk.chosen
    return Finding("embedder", "note" if chosen.embedder is None else "good", chosen.reason)


def _model(desk: Handrail) -> Finding:
    return Finding("language model", "note" if desk.model.model is None else "good", desk.model.reason)


async def _model_use(desk: Handrail, where: WorkspaceRow) -> list[Finding]:
    """What a model costs here this month, and what keeps it from being asked."""
    if desk.model.model is None:
        return []
    ready = await desk.flows.ask_model.ready(where.tenant)
    what, spent = f"workspace {where.slug}", ready.spent
    cost = f"US$ {spent.cost / 1e6:.2f}" + (
        f" and {spent.unpriced} calls without a known price" if spent.unpriced else ""
    )
    says = f"language model: {spent.calls} calls, {spent.tokens:,} tokens, {cost} this month"
    found = [Finding(what, "good" if ready.may_ask else "note", says if ready.may_ask else f"{says}. {ready.because}")]
    if not desk.model.inside and not ready.setting.mask:
        found.append(
            Finding(what, "note", "customers' personal data goes to the language model unmasked, over the internet")
        )
    return found


def _mail(desk: Handrail) -> Finding:
    if desk.settings.smtp_host is None:
        return Finding("mail", "note", "printed, not sent: set HANDRAIL_SMTP_HOST to reach customers who have left")
    return Finding("mail", "good", f"by {desk.settings.smtp_host}")


def _space(desk: Handrail) -> Finding:
    free = shutil.disk_usage(desk.settings.data).free
    return Finding(
        "disk", "bad" if free < LITTLE_SPACE else "good", f"{free / (1 << 30):.1f} GiB free at the data folder"
    )


async def _jobs(desk: Handrail) -> Finding:
    counted = await asyncio.to_thread(count_jobs, desk.dsn)
    if failed := counted.get("failed", 0):
        return Finding("jobs", "bad", f"{failed} failed: `handrail jobs --status failed` shows them")
    return Finding("jobs", "good", f"{counted.get('queued', 0)} waiting, none failed")


async def _files(desk: Handrail) -> Finding:
    if desk.bucket is None:
        return Finding("files", "good", "kept in the database")
    try:
        await desk.bucket.probe()
    except FilesAway as error:
        return Finding("files", "bad", str(error))
    return Finding("files", "good", f"kept in the bucket {desk.bucket.place}: wrote, read and removed a probe")


async def _kept_files(desk: Handrail, where: WorkspaceRow) -> list[Finding]:
    """What is in the bucket of this workspace, and what should not be there any more."""
    async with desk.desk.as_system(where.tenant) as work:
        rows = files_within(work)
        (kept, size), removals = await rows.in_bucket(), await rows.removals()
    what, found = f"workspace {where.slug}", list[Finding]()
    if kept and desk.bucket is None:
        lost = f"{kept} files are in a bucket that is not set any more, and cannot be opened: set HANDRAIL_FILES_BUCKET"
        found.append(Finding(what, "bad", lost))
    elif kept:
        outside = f"{kept} files ({size / 1e6:.1f} MB) are in the bucket and not in what `handrail backup` writes"
        found.append(Finding(what, "note", f"{outside}: copy the bucket too"))
    if removals.waiting and (desk.bucket is None or removals.failed):
        since = "" if removals.since is None else f" since {removals.since.isoformat(timespec='seconds')}"
        waits = f"{removals.waiting} erased or unsent files wait{since} to be removed from the bucket"
        found.append(Finding(what, "bad", f"{waits}: `handrail up` removes them when it answers"))
    return found


async def _rounds(desk: Handrail, where: WorkspaceRow) -> list[Finding]:
    """What the workers do by themselves, over and over: whatever keeps failing is for a person to look at."""
    every = await desk.rounds.seen(where.tenant)
    what = f"workspace {where.slug}"
    found = [Finding(what, "bad", _failing(one)) for one in every if one.failures >= KEEPS_FAILING]
    last = max((one.succeeded_at for one in every if one.succeeded_at is not None), default=None)
    if last is None or desk.clock() - last > LONG_SINCE:
        since = "yet" if last is None else f"since {last.isoformat(timespec='seconds')}"
        found.append(Finding(what, "note", f"no worker has looked after it {since}: `handrail up` runs one"))
    return found


async def _grave(desk: Handrail, where: WorkspaceRow) -> list[Finding]:
    """A P0 moment may come at any hour."""
    ready, what = await desk.flows.ready_for_grave(where.tenant), f"workspace {where.slug}"
    if ready.somebody_is_paged:
        names = ", ".join(ready.on_call) or "nobody by name"
        by = " and by webhook" if ready.webhook else ""
        found = [Finding(what, "good", f"on call: {names}{by}, the next after {ready.every_minutes} min")]
    else:
        says = "nobody is on call: P0 moments page only the duty manager and the last resort, by mail. Name somebody"
        found = [Finding(what, "bad", f"{says} (`handrail on-call add`) or set HANDRAIL_ON_CALL_WEBHOOK")]
    if ready.on_call and not ready.webhook and desk.settings.smtp_host is None:
        says = (
            "pages would only be printed and shown in the console: set HANDRAIL_SMTP_HOST or HANDRAIL_ON_CALL_WEBHOOK"
        )
        found.append(Finding(what, "bad", says))
    if ready.unsigned:
        says = f"{ready.texts - ready.signed} of {ready.texts} fixed texts are unsigned and never said"
        gravest = f", P0 among them ({', '.join(one.moment for one in ready.gravest_unsigned)})"
        gravest = gravest if ready.gravest_unsigned else ""
        found.append(Finding(what, "note", f"{says}{gravest}: a lead signs (`handrail moments sign`)"))
    return found


def _failing(one: RoundSeen) -> str:
    well = "never yet" if one.succeeded_at is None else one.succeeded_at.isoformat(timespec="seconds")
    return f"{one.kind} failed {one.failures} times in a row ({one.error}), last went well {well}: see the worker's log"


async def _rules(desk: Handrail, where: WorkspaceRow) -> list[Finding]:
    try:
        rules = await desk.rules.rulebook.in_force(where.tenant)
    except RulesAreWrong as wrong:
        says = f"the rules in force cannot be read, so every turn goes to a person; publish them again: {wrong}"
        return [Finding(f"workspace {where.slug}", "bad", says)]
    says = "no rules of its own" if rules.mark == NO_RULES_MARK else f"rules {rules.mark} in force"
    return [Finding(f"workspace {where.slug}", "good", says)]


async def _workspace(desk: Handrail, where: WorkspaceRow) -> list[Finding]:
    now = desk.clock()
    async with desk.desk.as_system(where.tenant) as work:
        people = [person for person in (await roster_of(work)).people if not person.gone]
    here = [person for person in people if on_shift(person, now)]
    shifts = [start for person in people if (start := next_shift_start(person, now)) is not None]
    reserve = ", ".join(person.name for person in people if person.reserve)
    what = f"workspace {where.slug}"
    found = [Finding(what, "good" if reserve else "bad", f"last resort: {reserve or 'nobody'}")]
    if here:
        found.append(Finding(what, "good", f"{len(here)} of {len(people)} people on shift now"))
    elif shifts:
        found.append(Finding(what, "note", f"nobody on shift now; the next shift starts {min(shifts).isoformat()}"))
    else:
        found.append(Finding(what, "bad", "nobody has a shift: every promise would fall to the last resort"))
    if not any(person.duty_manager for person in people):
        found.append(
            Finding(what, "note", "no duty manager: unacknowledged conversations go straight to the last resort")
        )
    return found
