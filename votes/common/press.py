"""Print sheets as PDF through WeasyPrint, which reads nothing from outside; loaded when one is asked for."""

from collections.abc import Mapping
from mimetypes import guess_type
from typing import Any

import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE = "sheet://"


class Shelf(URLFetcher):
    """Hands out the files it was given, and `data:` addresses; refuses the rest of the world."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """A file by its address in the page, such as `/static/paper.css`."""
        path = url.removeprefix(BASE)
        if path in self.files:
            kind = guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, self.files[path], {"Content-Type": kind})
        return super().fetch(url, headers)


def pressed(html: str, css: str, files: Mapping[str, bytes]) -> bytes:
    """The PDF of a page and its styles."""
    shelf = Shelf(files)
    styles = weasyprint.CSS(string=css, base_url=f"{BASE}/", url_fetcher=shelf)
    page = weasyprint.HTML(string=html, base_url=f"{BASE}/", url_fetcher=shelf)
    made: bytes = page.write_pdf(stylesheets=[styles])
    return made
