"""Chromium for the browser tests: as root, Debian's package is installed; otherwise a line says how to get it.

The headless shell is enough, and half as heavy as the whole browser; where there is none the browser itself serves.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FONTS = "fonts-noto-cjk"
MISSING = f"Browser tests need Chromium: apt-get install {NAMES[0]} {FONTS}"


def chromium() -> str | None:
    """Where a Chromium stands on this machine, if there is one; CHROMIUM names another place."""
    named = os.environ.get("CHROMIUM")
    return (
        shutil.which(named) if named else next((path for name in NAMES if (path := shutil.which(name))), None)
    )


def install() -> None:
    """Install Debian's Chromium, and the fonts a Chinese page needs."""
    apt("update")
    try:
        add(NAMES[0])
    except subprocess.CalledProcessError:
        add(NAMES[1])


def add(name: str) -> None:
    """Install this package with the fonts."""
    apt("install", "-y", "-qq", "--no-install-recommends", name, FONTS)


def apt(*words: str) -> None:
    """Call Debian's package tool; it says nothing but errors, and asks nothing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *words], check=True, stdout=subprocess.DEVNULL, env=environment)


def main() -> int:
    """0 if a browser is there, or may be missing; 1 where CI needs one."""
    if chromium() is None and "CHROMIUM" not in os.environ and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if chromium() is None:
        needed = os.environ.get("CI") == "true"
        print(MISSING if needed else f"{MISSING} (until then they are skipped)")
        return int(needed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
