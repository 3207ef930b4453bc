"""The few tags a Word template may carry: values, conditions, loops; nothing that computes or reaches out.

A county may put a template of its own in place of ours, so a template is a stranger's program. It is read as
a tree before it runs, and only `{{ value }}`, `{{ value|line }}`, `{% if … %}` and `{% for … %}` pass.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from votes.common.errors import RuleBroken, say

HARMLESS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Filter,
    nodes.Test,
)
LOOP = frozenset({"index", "first", "last", "length"})
TESTS = frozenset({"none", "true", "false"})
DEEPEST = 2  # loops: a list, and a list in each of its rows
TAG = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)")
MOST_SHOWN = 80
READ = 8
"""Texts kept ready of each paper: body, head and foot of our own template and of one more."""
BLANK = "＿"

BROKEN_TAG = say("Near “%(tag)s” this template has a broken tag. Mend it in Word and upload it again.")
UNKNOWN_TAG = say("“%(tag)s” names nothing this paper can fill in. Look up its tags and correct it.")
FORBIDDEN_TAG = say("“%(tag)s” is more than a template may do. Use plain values, if and for only.")


class PaperTags(ImmutableSandboxedEnvironment):
    """Reads templates that use only these `names` and, of the rows of lists, only these `parts`."""

    def __init__(self, names: Collection[str], parts: Collection[str]) -> None:
        super().__init__(undefined=ChainableUndefined, finalize=written, autoescape=True)
        self.names = frozenset({"loop", *names})
        self.parts = frozenset({*LOOP, *parts})
        self.filters = {"line": line, "day": day, "length": len, "join": joined}
        self.read = lru_cache(READ)(super().from_string)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        """A text of a template, ready to be filled; the same text is read once, for reading takes far longer."""
        return self.read(source, globals, template_class)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every text of a template comes through here: body, heads, feet, notes, properties."""
        try:
            tree = super()._parse(source, name, filename)
        except TemplateSyntaxError as error:
            raise RuleBroken(BROKEN_TAG, tag=tag_at(source, error.lineno)) from error
        known = self.names | {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        for node, depth in walk(tree, 0):
            if depth > DEEPEST or not self.is_harmless(node):
                raise RuleBroken(FORBIDDEN_TAG, tag=tag_at(source, node.lineno))
            word = self.unknown(node, known)
            if word:
                raise RuleBroken(UNKNOWN_TAG, tag=tag_at(source, node.lineno, word))
        return tree

    def is_harmless(self, node: nodes.Node) -> bool:
        """Whether a node is of the kinds we let pass, with our own filters and tests."""
        if isinstance(node, nodes.Filter):
            return node.name in self.filters
        if isinstance(node, nodes.Test):
            return node.name in TESTS
        return isinstance(node, HARMLESS)

    def unknown(self, node: nodes.Node, known: frozenset[str]) -> str:
        """The name or part of a row in this node that the paper does not have, or ''."""
        if isinstance(node, nodes.Name) and node.name not in known:
            return node.name
        return node.attr if isinstance(node, nodes.Getattr) and node.attr not in self.parts else ""


def walk(node: nodes.Node, depth: int) -> Iterator[tuple[nodes.Node, int]]:
    """Every node of a template, with the number of loops it stands in."""
    depth += isinstance(node, nodes.For)
    yield node, depth
    for child in node.iter_child_nodes():
        yield from walk(child, depth)


def tag_at(source: str, number: int, word: str = "") -> str:
    """The tags of one paragraph as Word shows them; where a word is given, the first that has it."""
    paragraph = re.sub(r"<[^>]*>", "", (source.splitlines() or [""])[number - 1])
    tags = TAG.findall(paragraph)
    named = [tag for tag in tags if word and word in tag]
    return (named[0] if named else " ".join(tags) or paragraph.strip())[:MOST_SHOWN]


def is_blank(value: Any) -> bool:
    """Whether there is nothing to print; 0 and False are something."""
    return value is None or value == "" or isinstance(value, Undefined)


def written(value: Any) -> Any:
    """A value as paper shows it: nothing for None, a day in Chinese."""
    if value is None:
        return ""
    return chinese_day(value) if isinstance(value, date) else value


def chinese_day(value: date) -> str:
    """2026年2月27日."""
    return f"{value.year}年{value.month}月{value.day}日"


def line(value: Any, width: int = 3) -> Any:
    """The value, or a line to write on by hand, so many characters long."""
    return BLANK * min(width, 40) if is_blank(value) else written(value)


def day(value: Any) -> Any:
    """The day in Chinese, or room to write one by hand."""
    return f"{BLANK * 2}年{BLANK}月{BLANK}日" if is_blank(value) else written(value)


def joined(values: Any, sign: str = "、") -> str:
    """A list on one line."""
    return sign.join(str(written(value)) for value in values or ())
