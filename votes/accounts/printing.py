"""Sheets with codes: a page to print, or the same as PDF; the codes on it are shown this once."""

from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from votes.common.downloads import handed_out
from votes.common.errors import RuleBroken
from votes.common.paper import NO_PDF, pdf, pdf_available
from votes.common.resources import PACKAGE


def wants_pdf() -> bool:
    """Whether the PDF was asked for; refused before any code is made if this machine cannot make one."""
    wanted = request.values.get("as") == "pdf"
    if wanted and not pdf_available():
        raise RuleBroken(NO_PDF)
    return wanted


def sheet(template: str, as_pdf: bool, filename: str, **values: Any) -> Response:
    """The filled sheet, as page or PDF."""
    page = render_template(template, **values)
    if not as_pdf:
        return make_response(page)
    return handed_out(
        pdf(page, (PACKAGE / "static" / "paper.css").read_text(encoding="utf-8")),
        "application/pdf",
        f"{filename}.pdf",
    )
