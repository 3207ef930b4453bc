"""下载: a file that the browser keeps, instead of showing it."""

from flask import make_response
from werkzeug.wrappers import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def handed_out(content: bytes | str, media_type: str, filename: str) -> Response:
    """An answer that is kept under this name."""
    answer = make_response(content)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
