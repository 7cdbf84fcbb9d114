"""The built files, read once: what each is, under which address it is served, and how long a browser may keep it."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DIST = Path(__file__).with_name("dist")
FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300, stale-while-revalidate=86400"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}
_GZIP_FROM = 400  # below, the packed form is hardly smaller


class FrontendNotBuilt(Exception):
    """The scripts and styles are not there, or do not hold what was asked for; the message says how to build them."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}: the widget and the console's scripts and styles are not built."
            " Install Node.js 18 or newer with npm, then run `make setup`."
        )


@dataclass(frozen=True, slots=True)
class Asset:
    """`packed` is None where packing does not pay. `anywhere`: pages of other origins may load it."""

    body: bytes
    packed: bytes | None
    content_type: str
    etag: str
    cache: str
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """`names`: from the plain name to the one that carries a hash. `served`: by path, as browsers ask for it."""

    names: Mapping[str, str]
    served: Mapping[str, Asset]

    def url(self, name: str) -> str:
        """Raises FrontendNotBuilt."""
        if name not in self.names:
            raise FrontendNotBuilt(f"There is no “{name}”")
        return _path(self.names[name])


def read_built(folder: Path = DIST) -> Built:
    """Raises FrontendNotBuilt where no build has finished."""
    try:
        names: dict[str, str] = json.loads((folder / "manifest.json").read_bytes())
        served = {_path(file): asset_of(file, (folder / file).read_bytes()) for file in names.values()}
    except FileNotFoundError as error:
        raise FrontendNotBuilt(f"{Path(error.filename).name} is missing") from error
    return Built(names, served)


def asset_of(file: str, body: bytes, cache: str | None = None) -> Asset:
    """`file` gives the content type. What sites embed has a fixed name and is asked for again soon; the rest never."""
    packed = gzip.compress(body, 9, mtime=0) if len(body) >= _GZIP_FROM else None
    anywhere = _of_the_widget(file)
    return Asset(
        body,
        packed if packed is not None and len(packed) < len(body) else None,
        _TYPES.get(Path(file).suffix, "application/octet-stream"),
        hashlib.sha256(body).hexdigest()[:20],
        cache or (SHORTLY if anywhere else FOREVER),
        anywhere,
    )


def _of_the_widget(file: str) -> bool:
    return file == "widget.js" or file.startswith("texts/")


def _path(file: str) -> str:
    if file == "widget.js":
        return "/widget.js"
    return f"/widget/{file}" if file.startswith("texts/") else f"/assets/{file}"
