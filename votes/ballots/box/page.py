"""The scrutineers' page (监票人离线页): one file for a laptop without network, built from the scripts beside this module.

It holds everything that it needs, so that a stick can carry it and one hash can name it.
"""

from pathlib import Path

from votes.common.resources import PACKAGE

STATIC = PACKAGE / "static"
SOURCES = Path(__file__).parent / "offline"
COUNTING = (
    STATIC / "vendor" / "tweetnacl-1.0.3" / "nacl-fast.min.js",
    STATIC / "vendor" / "tweetnacl-sealedbox-js-1.2.0" / "sealedbox.web.js",
    STATIC / "box" / "core.js",
    *(
        SOURCES / f"{name}.js"
        for name in ("json", "fields", "rules", "signing", "export", "decision", "opening")
    ),
)
"""The second counter, in the order in which its scripts need each other."""


def script(paths: tuple[Path, ...] = COUNTING) -> str:
    """Scripts as one, each ended so that the next begins anew."""
    return ";\n".join(path.read_text("utf-8") for path in paths)
