"""Every address of signing in."""

from handrail.console.sign_in import front_door, sign_in, sign_in_page, sign_out, which_workspace
from handrail.console.sign_in_account import account, change_password, end_session, sign_out_everywhere
from handrail.console.sign_in_links import forgot, forgot_page, welcome, welcome_page

SIGN_IN_ROUTES = [
    which_workspace, front_door, sign_in_page, sign_in, sign_out, forgot_page, forgot, welcome_page, welcome,
    account, change_password, end_session, sign_out_everywhere,
]  # fmt: skip
