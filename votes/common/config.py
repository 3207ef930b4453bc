"""Settings, each from the environment; README.md explains every one of them, and a test proves that."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from votes.common.positions import System
from votes.common.tiles import check_tiles


@dataclass(frozen=True)
class Setting:
    """One setting: its name in the environment, its default, and what it is for."""

    name: str
    default: str
    purpose: str


SETTINGS = (
    Setting("DATA", "data", "folder of everything kept: database, uploads, templates of a county"),
    Setting("DATABASE_URL", "", "PostgreSQL address; empty: SQLite in the data folder"),
    Setting("SECRET_KEY", "", "signs form tokens; empty: made once and kept in the data folder"),
    Setting("BASE_URL", "", "public address printed in QR codes; empty: the address of the request"),
    Setting("PORT", "8000", "port of `votes serve` and `make demo`"),
    Setting("TRUSTED_PROXIES", "0", "how many proxies in front set X-Forwarded-* headers"),
    Setting(
        "SMTP_URL",
        "",
        "mail server, as smtp://user:password@host:587 (the password goes only to one that encrypts); empty: mails are files in DATA/outbox",
    ),
    Setting("MAIL_FROM", "votes@localhost", "sender of the mails"),
    Setting(
        "GATEWAY",
        "",
        "what carries SMS and messages of an official account, as module:function or the name of an entry point; empty: files in DATA/outbox",
    ),
    Setting(
        "TILES",
        "",
        "address of map tiles with {z}, {x}, {y}, laid under the drawn maps; empty: no page asks another server for anything",
    ),
    Setting("TILES_SYSTEM", "wgs84", "system of those tiles: wgs84 (Tianditu) or gcj02 (Amap, Tencent)"),
    Setting("WORKERS", "2", "server processes of `votes serve`"),
)


def value_of(name: str) -> str:
    """The value of a setting, from the environment or its default."""
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    return os.environ.get(name, default)


def data_folder() -> Path:
    """The folder of everything kept by the running application."""
    return Path(current_app.config["DATA"])


def from_environment() -> dict[str, Any]:
    """The configuration of the application as the environment gives it."""
    data = Path(value_of("DATA")).resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not value_of("DATABASE_URL"):
        make_private(data / "votes.db")
    return {
        "DATA": str(data),
        "SQLALCHEMY_DATABASE_URI": database_address(value_of("DATABASE_URL"), data),
        "SECRET_KEY": value_of("SECRET_KEY") or kept_secret(data / "secret-key"),
        "BASE_URL": value_of("BASE_URL").rstrip("/"),
        "TRUSTED_PROXIES": int(value_of("TRUSTED_PROXIES")),
        "TILES": check_tiles(value_of("TILES")),
        "TILES_SYSTEM": System(value_of("TILES_SYSTEM")).value,
    }


def database_address(url: str, data: Path) -> str:
    """The address for SQLAlchemy; a plain `postgresql://` is driven by psycopg."""
    if not url:
        return f"sqlite:///{data / 'votes.db'}"
    head, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if head in ("postgres", "postgresql") else url


def make_private(path: Path) -> None:
    """Let nobody but its owner read a file, which is made if it is not there."""
    os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def kept_secret(path: Path) -> str:
    """A secret made on first use and kept with the data, readable by the owner alone."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()
