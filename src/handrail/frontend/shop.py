"""The demo company's shop page: a site with a strict policy of its own that embeds the widget."""

from html import escape
from importlib.resources import files
from string import Template

# What a careful site allows, and all that the widget needs: no inline script, no inline style, no foreign address.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


def shop_page(site_key: str, style: str, icon: str) -> bytes:
    """`style`, `icon`: addresses."""
    page = Template(files("handrail.frontend").joinpath("shop.html").read_text("utf-8"))
    return page.substitute(site_key=escape(site_key), style=escape(style), icon=escape(icon)).encode()
