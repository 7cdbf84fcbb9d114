"""The list of commands."""

import click

from handrail.cli.ask import try_command
from handrail.cli.inspect import doctor, jobs, log, promises, replay
from handrail.cli.keep import backup, customers, history, restore
from handrail.cli.run import demo, stop_database, up
from handrail.cli.set_up import workspace
from handrail.cli.staff import people, token
from handrail.cli.teach import knowledge, topics


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="handrail", prog_name="handrail")
def main() -> None:
    """Handrail: an assistant clears the routine, people own the moments that decide trust."""


COMMANDS: tuple[click.Command, ...] = (
    up,
    demo,
    try_command,
    promises,
    doctor,
    jobs,
    log,
    replay,
    knowledge,
    people,
    workspace,
    token,
    topics,
    customers,
    history,
    backup,
    restore,
    stop_database,
)
for command in COMMANDS:
    main.add_command(command)
