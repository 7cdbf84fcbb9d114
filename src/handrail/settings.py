"""How one process is told where its data is and what it may use: HANDRAIL_* variables, nothing else."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_KEY_PREFIX = re.compile(r"([A-Za-z0-9_-][A-Za-z0-9._-]*/)*")
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?")

_WEBHOOK = re.compile(r"https?://[^\s/?#@]+(:[0-9]{1,5})?(/[^\s#]*)?")


class SettingIsWrong(Exception):
    """A HANDRAIL_* variable holds something that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults run the whole desk on one machine with nothing installed beside it."""

    data: Path = Path("data")
    database_url: str | None = None  # none: the bundled server, in the data folder
    secret_key: str | None = field(default=None, repr=False)  # none: DATA/secret.key
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str | None = None  # what people type to come here, "https://desk.example"; none: http://host:port
    debounce_seconds: float = 1.0
    pool_size: int = 16
    embedder: str = "auto"  # auto, minilm, openai, none
    multilingual: str = "auto"  # auto, none: the embedder for other languages than English
    embedder_url: str | None = None
    embedder_model: str | None = None
    embedder_dimensions: int | None = None
    embedder_key: str | None = field(default=None, repr=False)
    model: tuple[
        str, ...
    ] = ()  # none: no language model; "openai:…", "anthropic:…", "google:…", "local:…", asked in this order
    model_url: str | None = None  # where `local` models are served, as OpenAI speaks: http://127.0.0.1:11434/v1
    model_key: str | None = field(default=None, repr=False)  # for that server, if it wants one
    model_seconds: float = 12.0  # for one answer, with its repair and the rest of the list; then the passage goes out
    model_max_tokens: int = 700
    smtp_host: str | None = None  # none: mail is printed
    smtp_port: int = 587
    smtp_username: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_starttls: bool = True
    mail_sender: str = "support@handrail.example"
    on_call_webhook: str | None = None  # where pages about P0 moments are posted; a workspace may have its own
    on_call_secret: str | None = field(default=None, repr=False)  # signs them; none: derived from the secret key
    on_call_minutes: int = 5  # until the next person on call is paged
    files_bucket: str | None = None  # none: customers' files are kept in the database
    files_endpoint: str | None = None  # none: Amazon S3
    files_region: str = "us-east-1"
    files_key: str | None = None  # none: what the machine's own role may
    files_secret: str | None = field(default=None, repr=False)
    files_prefix: str = ""  # what names in the bucket begin with, "handrail/"
    allowed_origins: tuple[str, ...] = ()
    messages_per_minute: int = 120  # one customer
    requests_per_minute: int = 1200  # one network address
    newcomers_per_minute: int = 60  # conversations started without a token, one network address
    site_requests_per_minute: int = 60_000  # all customers of one workspace
    sweep_seconds: float = 5.0
    seal_seconds: float = 2.0
    log_json: bool = False
    metrics_port: int | None = None  # also /healthz and /readyz, beside the web side or without one
    metrics_host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        if not 0 <= self.debounce_seconds <= 1.5:
            raise SettingIsWrong("HANDRAIL_DEBOUNCE_SECONDS must lie between 0 and 1.5.")
        if self.embedder not in ("auto", "minilm", "openai", "none"):
            raise SettingIsWrong("HANDRAIL_EMBEDDER must be auto, minilm, openai or none.")
        if not 0.1 <= self.model_seconds <= 60:
            raise SettingIsWrong("HANDRAIL_MODEL_SECONDS must lie between 0.1 and 60.")
        if not 50 <= self.model_max_tokens <= 8000:
            raise SettingIsWrong("HANDRAIL_MODEL_MAX_TOKENS must lie between 50 and 8000.")
        if self.model_url is not None and not _is_address(self.model_url):
            raise SettingIsWrong("HANDRAIL_MODEL_URL must be https:// or http://, a host and a path, such as /v1.")
        if self.multilingual not in ("auto", "none"):
            raise SettingIsWrong("HANDRAIL_MULTILINGUAL must be auto or none.")
        if not 1 <= self.port <= 65535:
            raise SettingIsWrong("HANDRAIL_PORT must lie between 1 and 65535.")
        if self.metrics_port is not None and not 1 <= self.metrics_port <= 65535:
            raise SettingIsWrong("HANDRAIL_METRICS_PORT must lie between 1 and 65535.")
        if self.public_url is not None and not _WEB_ADDRESS.fullmatch(self.public_url):
            raise SettingIsWrong("HANDRAIL_PUBLIC_URL must be https:// or http:// and a host, without a path.")
        if self.on_call_webhook is not None and not is_webhook(self.on_call_webhook):
            raise SettingIsWrong("HANDRAIL_ON_CALL_WEBHOOK must be https:// or http://, a host and a path.")
        if not 1 <= self.on_call_minutes <= 60:
            raise SettingIsWrong("HANDRAIL_ON_CALL_MINUTES must lie between 1 and 60.")
        if self.files_endpoint is not None and not _is_address(self.files_endpoint):
            raise SettingIsWrong("HANDRAIL_FILES_ENDPOINT must be https:// or http:// and a host, without the bucket.")
        if (self.files_key is None) != (self.files_secret is None):
            raise SettingIsWrong("HANDRAIL_FILES_KEY and HANDRAIL_FILES_SECRET belong together: set both or neither.")
        if self.files_bucket is None and (self.files_endpoint or self.files_key):
            raise SettingIsWrong("HANDRAIL_FILES_BUCKET is missing: without it files are kept in the database.")
        if not _KEY_PREFIX.fullmatch(self.files_prefix):
            raise SettingIsWrong("HANDRAIL_FILES_PREFIX holds letters, digits, - _ . and ends in /, like handrail/.")

    @property
    def address(self) -> str:
        """Where people come in; links in letters begin with it."""
        return self.public_url or f"http://{self.host}:{self.port}"


def is_webhook(address: str) -> bool:
    return _WEBHOOK.fullmatch(address) is not None


def _is_address(endpoint: str) -> bool:
    """Some stand below a path: https://host/storage/v1/s3."""
    host = _WEB_ADDRESS.match(endpoint)
    return host is not None and _PATH.fullmatch(endpoint[host.end() :]) is not None


def settings_from(environment: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """Variables first, then what the command line gave. DATABASE_URL is understood too, as hosts set it."""
    values: dict[str, Any] = {}
    if environment.get("DATABASE_URL"):
        values["database_url"] = environment["DATABASE_URL"]
    for one in fields(Settings):
        raw = environment.get(f"HANDRAIL_{one.name.upper()}")
        if raw is not None:
            values[one.name] = _typed(one.name, raw, getattr(one.type, "__name__", str(one.type)))
    values.update({name: value for name, value in given.items() if value is not None})
    return Settings(**values)


def _typed(name: str, raw: str, kind: str) -> Any:
    """`kind`: the annotation's name, such as `int` or `int | None`."""
    try:
        match kind.split(" ", maxsplit=1)[0].split("[", maxsplit=1)[0]:
            case "Path":
                return Path(raw)
            case "int":
                return int(raw)
            case "float":
                return float(raw)
            case "bool":
                return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[raw.lower()]
            case "tuple":
                return tuple(part.strip() for part in raw.split(",") if part.strip())
            case _:
                return raw or None
    except (ValueError, KeyError) as error:
        raise SettingIsWrong(f"HANDRAIL_{name.upper()} cannot be {raw!r}.") from error
