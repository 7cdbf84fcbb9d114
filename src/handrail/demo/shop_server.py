"""The demo shop's systems as an MCP server: `python -m handrail.demo.shop_server --ledger FILE`, or with `--http PORT`.

It stands for a company's own order system: it knows nothing of Handrail, and does whatever it is asked.
"""

import argparse
import logging
import os
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel, Field

from handrail.demo.shop_ledger import Answer, Ask, ShopLedger, ShopRefuses

KEY = "handrail/idempotency-key"
Order = Annotated[str, Field(pattern="^TW-[0-9]{6}$", description="The order's number, as in TW-300001.")]
Appointment = Annotated[str, Field(pattern="^AP-[0-9]{4,6}$", description="The appointment's number, as in AP-4000.")]
Customer = Annotated[str, Field(description="The company's own id of the customer.")]
Said = Context[Any]


class Money(BaseModel):
    amount: int = Field(description="In minor units: 2490 is 24.90 EUR.")
    currency: str = Field(pattern="^[A-Z]{3}$")


def shop_server(ledger: ShopLedger) -> MCPServer:
    server = MCPServer("tarnwick-shop", log_level="ERROR")
    _orders(server, ledger)
    _account(server, ledger)
    _appointments(server, ledger)
    return server


def _orders(server: MCPServer, ledger: ShopLedger) -> None:
    @server.tool()
    def find_orders(customer: Customer) -> dict[str, Any]:
        """All orders of a customer."""
        return {"orders": list(ledger.orders(customer))}

    @server.tool()
    def order_status(order: Order, customer: Customer) -> dict[str, Any]:
        """Where an order is and when it is due."""
        return _told(lambda: ledger.order(order, customer))

    @server.tool()
    def invoice_copy(order: Order, customer: Customer) -> dict[str, Any]:
        """A copy of the invoice as text."""
        found = _told(lambda: ledger.order(order, customer))
        return {"order": order, "invoice": f"Invoice {order}: {found['thing']}", "total": found["total"]}

    @server.tool()
    def change_address(order: Order, customer: Customer, address: str, ctx: Said) -> dict[str, Any]:
        """Another delivery address, as long as the order has not left."""

        def do(rows: sqlite3.Connection) -> Answer:
            found = _found(rows, order, customer)
            if found["state"] not in ("paid", "packed"):
                raise ShopRefuses(f"The order is {found['state']}: its address cannot be changed any more.")
            rows.execute("UPDATE shop_order SET address_before = address, address = ? WHERE id = ?", [address, order])
            return {"order": order, "address": address}

        said = {"order": order, "address": address}
        return _told(lambda: ledger.once(Ask("change_address", customer, said, _key(ctx)), do))

    @server.tool()
    def change_address_back(order: Order, customer: Customer, receipt: str, ctx: Said) -> dict[str, Any]:
        """The address as it was before it was changed."""

        def do(rows: sqlite3.Connection) -> Answer:
            found = _found(rows, order, customer)
            if found["address_before"] is None or found["state"] not in ("paid", "packed"):
                raise ShopRefuses("There is no earlier address, or the order has left.")
            rows.execute("UPDATE shop_order SET address = address_before, address_before = NULL WHERE id = ?", [order])
            return {"order": order, "address": found["address_before"]}

        said = {"order": order, "receipt": receipt}
        return _told(lambda: ledger.once(Ask("change_address_back", customer, said, _key(ctx)), do))

    @server.tool()
    def cancel_order(order: Order, customer: Customer, ctx: Said) -> dict[str, Any]:
        """Cancels an order that has not left. It cannot be taken back."""

        def do(rows: sqlite3.Connection) -> Answer:
            found = _found(rows, order, customer)
            if found["state"] not in ("paid", "packed"):
                raise ShopRefuses(f"The order is {found['state']}: it cannot be cancelled any more.")
            rows.execute("UPDATE shop_order SET state = 'cancelled' WHERE id = ?", [order])
            return {"order": order, "state": "cancelled"}

        return _told(lambda: ledger.once(Ask("cancel_order", customer, {"order": order}, _key(ctx)), do))

    @server.tool()
    def refund_order(order: Order, customer: Customer, amount: Money, ctx: Said) -> dict[str, Any]:
        """Money back, up to what was paid."""

        def do(rows: sqlite3.Connection) -> Answer:
            found = _found(rows, order, customer)
            if amount.currency != found["currency"] or amount.amount <= 0:
                raise ShopRefuses(f"The order was paid in {found['currency']}.")
            if found["refunded"] + amount.amount > found["total"]:
                raise ShopRefuses("That is more than was paid.")
            rows.execute("UPDATE shop_order SET refunded = refunded + ? WHERE id = ?", [amount.amount, order])
            return {"order": order, "refunded": amount.model_dump()}

        said = {"order": order, "amount": amount.model_dump()}
        ask = Ask("refund_order", customer, said, _key(ctx), amount.amount, amount.currency)
        return _told(lambda: ledger.once(ask, do))


def _account(server: MCPServer, ledger: ShopLedger) -> None:
    @server.tool()
    def request_password_reset(customer: Customer, ctx: Said) -> dict[str, Any]:
        """Sends the customer a link for a new password, to the address of their account."""
        ask = Ask("request_password_reset", customer, {}, _key(ctx))
        return _told(lambda: ledger.once(ask, lambda rows: {"sent": True}))


def _appointments(server: MCPServer, ledger: ShopLedger) -> None:
    @server.tool()
    def find_appointments(customer: Customer) -> dict[str, Any]:
        """All appointments of a customer."""
        return {"appointments": list(ledger.appointments(customer))}

    @server.tool()
    def book_appointment(
        customer: Customer,
        store: Literal["Lisbon", "Porto", "Madrid", "Dublin"],
        starts: datetime,
        about: str,
        ctx: Said,
    ) -> dict[str, Any]:
        """A new appointment in a store."""

        def do(rows: sqlite3.Connection) -> Answer:
            number = rows.execute("SELECT count(*) FROM appointment").fetchone()[0] + 4_000
            values = [f"AP-{number}", customer, store, starts.isoformat(), about]
            rows.execute("INSERT INTO appointment VALUES (?, ?, ?, ?, ?, 'booked')", values)
            return {"appointment": f"AP-{number}", "store": store, "starts": starts.isoformat()}

        said = {"store": store, "starts": starts.isoformat(), "about": about}
        return _told(lambda: ledger.once(Ask("book_appointment", customer, said, _key(ctx)), do))

    @server.tool()
    def move_appointment(appointment: Appointment, customer: Customer, starts: datetime, ctx: Said) -> dict[str, Any]:
        """Another time for an appointment."""
        return _told(
            lambda: _changed(ledger, "move_appointment", appointment, customer, ctx, starts=starts.isoformat())
        )

    @server.tool()
    def cancel_appointment(appointment: Appointment, customer: Customer, ctx: Said) -> dict[str, Any]:
        """Gives an appointment up."""
        return _told(lambda: _changed(ledger, "cancel_appointment", appointment, customer, ctx, state="cancelled"))

    @server.tool()
    def confirm_appointment(appointment: Appointment, customer: Customer, ctx: Said) -> dict[str, Any]:
        """The customer will come."""
        return _told(lambda: _changed(ledger, "confirm_appointment", appointment, customer, ctx, state="confirmed"))


def _changed(ledger: ShopLedger, tool: str, appointment: str, customer: str, ctx: Said, **change: str) -> Answer:
    [(column, value)] = change.items()

    def do(rows: sqlite3.Connection) -> Answer:
        changed = rows.execute(
            f"UPDATE appointment SET {column} = ? WHERE id = ? AND customer = ? AND state <> 'cancelled'",
            [value, appointment, customer],
        )
        if not changed.rowcount:
            raise ShopRefuses("This customer has no such appointment.")
        return {"appointment": appointment, **change}

    return ledger.once(Ask(tool, customer, {"appointment": appointment, **change}, _key(ctx)), do)


def _found(rows: sqlite3.Connection, order: str, customer: str) -> Answer:
    found = rows.execute("SELECT * FROM shop_order WHERE id = ? AND customer = ?", [order, customer]).fetchone()
    if found is None:
        raise ShopRefuses("This customer has no such order.")
    return dict(found)


def _told(ask: Any) -> dict[str, Any]:
    try:
        return ask()
    except ShopRefuses as why:
        raise ToolError(str(why)) from why


def _key(ctx: Said) -> str | None:
    meta = cast(Mapping[str, Any], ctx.request_context.meta or {})
    found = meta.get(KEY)
    return found if isinstance(found, str) else None


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--ledger", type=Path, required=True, help="the shop's own books, made when it is missing")
    reading.add_argument("--http", type=int, default=None, metavar="PORT", help="serve on http://127.0.0.1:PORT/mcp")
    reading.add_argument(
        "--keyless", action="append", default=[], metavar="TOOL", help="does it again when asked again"
    )
    reading.add_argument("--pause", type=float, default=0.0, metavar="SECONDS", help="how slow the shop is")
    asked = reading.parse_args()
    logging.disable(logging.WARNING)
    os.umask(0o077)
    server = shop_server(ShopLedger(asked.ledger, keyless=asked.keyless, pause=asked.pause))
    if asked.http is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host="127.0.0.1", port=asked.http)


if __name__ == "__main__":
    main()
