"""Sentences in both languages: none for none, and nothing in them is ever taken for HTML."""

import pytest
from flask import Flask
from flask_babel import gettext, lazy_gettext


@pytest.mark.parametrize("english", [False, True])
def test_no_sentence_is_none_in_either_language(app: Flask, english: bool) -> None:
    """Catalogues keep their header under the empty id; it must never be shown."""
    with app.test_request_context("/", environ_overrides={"votes.english": english}):
        assert gettext("Password") == ("Password" if english else "密码"), "it is the language asked for"
        assert gettext("") == ""
        assert str(lazy_gettext("")) == ""
