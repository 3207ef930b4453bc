"""What nobody may read in public: every value of a column that holds a contact, an address, a token or a code, found by its name."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from votes.common.db import db

NAMES = re.compile(
    r"phone|contact|address|e?mail|token|device|secret|password|login|once|digest|desk_code|code_digest|salt"
    r"|sent_key|^key$|^code$"
)
SHORTEST = 6
"""Shorter values stand in many a page by chance."""

OPEN = {
    ("congress", "contact"),
    ("point", "address"),
    ("point", "phone"),
    ("point", "code"),
    ("deputy_page", "code"),
    ("archived_ballot", "secret"),
    ("archived_collection", "digest"),
    ("archived_rating", "digest"),
    ("statement", "digest"),
    ("ballot_option", "key"),
    ("milestone", "key"),
    ("report_entry", "key"),
    ("seen_news", "key"),
    ("inspection_signature", "own_phone"),
}
"""What is meant to be read by everyone, or tells nothing of anybody."""


def private_columns() -> Iterator[sa.Column[Any]]:
    """The columns whose values are nobody's business; a new one is found by its name."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            is_text = isinstance(column.type, sa.String)
            if is_text and NAMES.search(column.name) and (table.name, column.name) not in OPEN:
                yield column


HELD_BY_RESIDENTS = {
    "proposal_contact.phone",
    "proposal_contact.name",
    "proposal.code",
    "public_rating.device",
    "follower.address",
    "follower.token",
}
"""What residents leave behind: of these at least there are values to look for."""


def fill_blanks() -> None:
    """A value for every such column that has rows and is blank in all of them, so that there is something to look for."""
    for column in private_columns():
        table = column.table
        rows = db.session.execute(sa.select(*table.primary_key.columns).limit(1)).first()
        full = db.session.scalar(sa.select(sa.func.count()).where(column.is_not(None), column != ""))
        if rows is not None and not full:
            mine = [one == value for one, value in zip(table.primary_key.columns, rows, strict=True)]
            value = f"for-nobody-{table.name}-{column.name}"[: getattr(column.type, "length", None) or 80]
            with suppress(sa.exc.IntegrityError), db.session.begin_nested():
                db.session.execute(sa.update(table).where(*mine).values({column.name: value}))
    db.session.commit()


def private_values() -> dict[str, str]:
    """Every such value that stands in the tables, and where; names of residents too."""
    found: dict[str, str] = {}
    for column in (*private_columns(), db.metadata.tables["proposal_contact"].c.name):
        for (value,) in db.session.execute(sa.select(column).distinct()):
            if value and len(value) >= min(SHORTEST, 4 if column.name == "name" else SHORTEST):
                found[str(value)] = f"{column.table.name}.{column.name}"
    return found


def read_out(answer: TestResponse) -> str:
    """All that an answer says: its headers, its body, the parts of a workbook or Word file."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        body = b"\n".join(archive.read(name) for name in archive.namelist())
    told = [value for name, value in answer.headers if name != "Set-Cookie"]
    return "\n".join([*told, body.decode("utf-8", "replace")])


def told_in(text: str, values: dict[str, str]) -> set[str]:
    """Which columns a text gives something away of."""
    return {where for value, where in values.items() if value in text}
