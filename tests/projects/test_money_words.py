"""Money in words, to the last 元 in both languages."""

import pytest
from flask import Flask

from votes.projects.telling import wan


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        (98_000_000, "9,800万元", "98 million yuan"),
        (12_345_678, "1,234.5678万元", "12.345678 million yuan"),
        (40, "0.004万元", "0.00004 million yuan"),
        (0, "0万元", "0 million yuan"),
        (None, None, None),
    ],
)
def test_no_language_rounds_an_amount(yuan: int | None, chinese: str | None, english: str | None) -> None:
    for said, is_english in ((chinese, False), (english, True)):
        with Flask(__name__).test_request_context(environ_overrides={"votes.english": is_english}):
            assert wan(yuan) == said
