"""Structured logs: one event a line, for people on a terminal or as JSON, never with what anybody wrote."""

import logging
import sys

import structlog


def log_to_console(*, as_json: bool) -> None:
    """Ours through structlog, libraries' warnings beside it, all to standard error."""
    last = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    # The queue reports each failed job with its trace; our own terminal handler says the same in one line.
    logging.getLogger("pgqueuer").setLevel(logging.CRITICAL)
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
