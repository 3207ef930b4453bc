"""Chromium for the browser tests: as root, Debian's package is installed; otherwise a line says how to get it."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where a Chromium stands on this machine, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Debian's Chromium, and the fonts a Chinese page needs."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
    ):
        subprocess.run(["apt-get", *words], check=True, stdout=subprocess.DEVNULL, env=environment)


def main() -> int:
    """0 if a browser is there, or may be missing; 1 where CI needs one."""
    if chromium() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if chromium() is None:
        print(
            "Browser tests are skipped: no Chromium. Install it with: apt-get install chromium fonts-noto-cjk"
        )
        return 1 if os.environ.get("CI") == "true" else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
