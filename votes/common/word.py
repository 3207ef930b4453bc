"""Filling one Word file (.docx), given its template and plain values; loaded when a paper is asked for."""

import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from docx.oxml import parse_xml
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from votes.common.errors import RuleBroken, say
from votes.common.paper_fields import Fields
from votes.common.paper_tags import PaperTags

NOT_WORD = say("This is no Word file that can be read. Save it as .docx and upload it again.")
NOT_FILLED = say(
    "Tags of this template stand across cells or rows, or compare what cannot be compared. Mend them in Word."
)


class Template(DocxTemplate):
    """A template that must stay whole: what its tags leave of the XML is parsed strictly, not guessed."""

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None
    ) -> str:
        """One part with its tags replaced."""
        xml: str = super().render_xml_part(src_xml, part, context, jinja_env)
        parse_xml(xml)
        return xml


def rendered(data: bytes, values: Mapping[str, Any], fields: Fields) -> bytes:
    """The file with every tag replaced; what a stranger's template breaks is `RuleBroken`."""
    template = opened(data)
    tags = tags_for(fields)
    buffer = io.BytesIO()
    try:
        template.render({**values, **pictures(template, values, fields)}, tags, autoescape=True)
        template.save(buffer)
    except RuleBroken:
        raise
    except Exception as error:  # tags in odd places raise whatever the XML then breaks
        raise RuleBroken(NOT_FILLED) from error
    return buffer.getvalue()


@cache
def tags_for(fields: Fields) -> PaperTags:
    """The tags of a paper with these fields."""
    return PaperTags([field.key for field in fields], list(parts_of(fields)))


def parts_of(fields: Fields) -> Iterator[str]:
    """What the rows of lists have, and the rows of lists in them."""
    for field in fields:
        for part in field.parts:
            yield part.key
        yield from parts_of(field.parts)


def opened(data: bytes) -> Template:
    """The template, read."""
    template = Template(io.BytesIO(data))
    try:
        template.init_docx()
    except Exception as error:  # a damaged file raises whatever its parts then lack
        raise RuleBroken(NOT_WORD) from error
    return template


def pictures(template: Template, values: Mapping[str, Any], fields: Fields) -> dict[str, InlineImage]:
    """The pictures among the values, ready to stand in the text."""
    given = [field for field in fields if field.wide and values[field.key]]
    return {
        field.key: InlineImage(template, io.BytesIO(values[field.key]), width=Mm(field.wide))
        for field in given
    }
