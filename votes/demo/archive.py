"""档案: the real ballots, projects, progress and ratings that ship with the product, taken in as any county's are."""

import csv
from pathlib import Path

from sqlalchemy.orm import Session as Database

from votes.projects.archive_import import take
from votes.projects.archive_sheets import read_folder

FOLDER = Path(__file__).parent / "archive"


def chinese_of() -> dict[str, str]:
    """The Chinese of what was noted in English when the facts were gathered."""
    with (FOLDER / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["en"]: row["zh"] for row in csv.DictReader(file)}


def load(session: Database) -> None:
    """Take the whole archive in; what stands already stays."""
    take(session, read_folder(FOLDER), words=chinese_of())
