"""Sentences in both languages: none for none, and nothing in them is ever taken for HTML."""

import pytest
from flask import Flask, render_template_string
from flask_babel import gettext, lazy_gettext
from wtforms import Form, StringField


@pytest.mark.parametrize("english", [False, True])
def test_no_sentence_is_none_in_either_language(app: Flask, english: bool) -> None:
    """Catalogues keep their header under the empty id; it must never be shown."""
    with app.test_request_context("/", environ_overrides={"votes.english": english}):
        assert gettext("Password") == ("Password" if english else "密码"), "it is the language asked for"
        assert gettext("") == ""
        assert str(lazy_gettext("")) == ""


def test_a_lazy_sentence_is_text_whatever_was_put_into_it(app: Flask) -> None:
    lazy = lazy_gettext("There is nothing under %(word)s", word="<script>")

    class Asked(Form):
        answer = StringField(lazy)

    with app.test_request_context("/"):
        page = render_template_string("{{ lazy }}{{ form.answer.label }}", lazy=lazy, form=Asked())
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 2
