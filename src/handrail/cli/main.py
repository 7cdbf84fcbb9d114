"""The list of commands; each one's module is read when it is called, so that asking for the list waits for none."""

from dataclasses import dataclass
from importlib import import_module

import click


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a command stands among the modules of this room, and the first line of its help."""

    module: str
    name: str
    says: str


COMMANDS = {
    "up": Listed("run", "up", "Run the desk: the web side, the worker, or both."),
    "demo": Listed("run", "demo", "Run the desk with the demo company: set up on first use, kept afterwards."),
    "try": Listed("ask", "try_command", "Decide on MESSAGE as always, but send, keep and promise nothing."),
    "promises": Listed("inspect", "promises", "Check the six promises now."),
    "doctor": Listed("inspect", "doctor", "Is everything there that the desk needs?"),
    "usage": Listed(
        "usage",
        "usage",
        "What language models cost in the last days, by purpose, and for each conversation that was resolved in them.",
    ),
    "jobs": Listed("inspect", "jobs", "What waits, runs and failed."),
    "log": Listed("inspect", "log", "The tamper-evident log."),
    "replay": Listed("replay", "replay", "Decide stored facts again, each under the rules it was decided under."),
    "rules": Listed("rules", "rules", "What holds the assistant back: check, test, compare, publish, roll back."),
    "knowledge": Listed("teach", "knowledge", "Approved articles."),
    "people": Listed("staff", "people", "Who works here."),
    "workspace": Listed("set_up", "workspace", "Make and list workspaces."),
    "token": Listed("staff", "token", "API tokens."),
    "moments": Listed(
        "moments", "moments", "Moments that decide trust: who comes, how fast, what is said and never said."
    ),
    "on-call": Listed("on_call", "on_call", "Who is paged about P0 moments, and where pages go."),
    "approvals": Listed("approvals", "approvals", "What waits for a person's yes."),
    "playbooks": Listed("playbooks", "playbooks", "How routine requests are worked through, step by step."),
    "tools": Listed("tools", "tools", "What the assistant may do in your own systems: connect, allow, try, stop."),
    "topics": Listed("teach", "topics", "Kinds of request, and what the assistant may do with each."),
    "customers": Listed("keep", "customers", "Customers' rights over what is kept about them."),
    "history": Listed("keep", "history", "Past conversations, as conversation/1 lines."),
    "backup": Listed("keep", "backup", "Write the whole database to FILE, and the log's signed heads beside it."),
    "restore": Listed("keep", "restore", "Bring FILE back into an empty database."),
    "stop-database": Listed("run", "stop_database", "Stop the bundled database of a data folder."),
}


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        one = COMMANDS.get(cmd_name)
        return None if one is None else command(one)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].says) for name in self.list_commands(ctx)])


def command(one: Listed) -> click.Command:
    """The command itself, with all that it needs."""
    return getattr(import_module(f"handrail.cli.{one.module}"), one.name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="handrail", prog_name="handrail")
def main() -> None:
    """Handrail: an assistant clears the routine, people own the moments that decide trust."""
