"""Every page there is, for whoever looks at all of them: axe, narrow screens, screenshots."""

import re

from playwright.async_api import Page, expect

from tests.browser import Running

WITHOUT_SIGN_IN = {
    "shop": "/shop",
    "which-desk": "/desk",
    "sign-in": "/desk/demo/sign-in",
    "forgot": "/desk/demo/forgot",
    "not-found": "/desk/demo/nowhere",
}
OF_THE_DESK = (
    "inbox", "inbox?of=all", "approvals", "search", "search?q=parcel", "saved-replies", "saved-replies/new", "knowledge",
    "knowledge/new", "knowledge/import", "topics", "topics/new", "topics/taught",
    "topics/shipping/taught", "topics/shipping/taught?pick=1", "topics/people/taught", "tools", "playbooks", "rules", "rules/edit",
    "moments", "moments/new/edit", "moments/sign", "moments/history", "team", "team/new", "promises", "log", "settings",
    "start", "account", "account/mail",
)  # fmt: skip
UUID = "[0-9a-f]{8}-[0-9a-f-]{27}"
BEHIND_A_LINK = {
    "conversation": ("inbox?of=all", f"/conversations/{UUID}"),
    "customer": ("conversation", f"/customers/{UUID}"),
    "article": ("knowledge", f"/knowledge/{UUID}"),
    "topic": ("topics", "/topics/(?!new|taught)[a-z-]+"),
    "tool": ("tools", "/tools/[a-z_]+"),
    "playbook": ("playbooks", "/playbooks/[a-z-]+"),
    "rules-version": ("rules", "/rules/versions/[0-9]+"),
    "moment": ("moments", "/moments/(?!new|sign|history)[a-z-]+"),
    "moment-edit": ("moment", "/moments/[a-z-]+/edit"),
    "person": ("team", f"/team/{UUID}"),
}
LATE = 20_000  # milliseconds: how long a page may take on a busy machine
ADMIN = "dominik.wieczorek@tarnwick.example"


async def sign_in(page: Page, running: Running, email: str) -> None:
    await page.goto(f"{running.address}/desk/demo/sign-in")
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(running.tokens["password"])
    await page.get_by_role("button", name="Sign in").click()
    await expect(page).to_have_url(f"{running.address}/desk/demo/inbox")


async def every_page(page: Page, running: Running) -> dict[str, str]:
    """Names and whole addresses of the desk's pages, those behind the first link of their kind among them."""
    at = f"{running.address}/desk/demo"
    pages = {one.replace("/", "-"): f"{at}/{one}" for one in OF_THE_DESK}
    for name, (where, pattern) in BEHIND_A_LINK.items():
        await page.goto(pages[where])
        links: list[str] = await page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        found = [re.search(rf"^.*{pattern}", link) for link in links]
        pages[name] = next(match[0] for match in found if match is not None)
    return pages
