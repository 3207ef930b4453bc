"""Libraries of others lie here unchanged, each with its licence and the hash of what it came in."""

import hashlib
from pathlib import Path

import pytest

import votes

VENDOR = Path(votes.__file__).parent / "static" / "vendor"
FOLDERS = [VENDOR / name for name in ("jsqr-1.4.0", "qrcode-generator-1.4.4", "shamir-secret-sharing-0.0.4")]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_library_stands_as_it_came(folder: Path) -> None:
    told = (folder / "README.md").read_text("utf-8")
    name, _, version = folder.name.rpartition("-")
    assert f"{name} {version}" in told
    assert any(path.name.startswith("LICENSE") for path in folder.iterdir())
    scripts = list(folder.glob("*.js"))
    assert scripts
    for script in scripts:
        assert hashlib.sha512(script.read_bytes()).hexdigest() in told, script.name
