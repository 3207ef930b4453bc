"""What scripts hold that browsers of 2017 lack: found by reading the scripts as tokens, with the brackets they stand in."""

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"""(?P<gap>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
      | (?P<number>\.?\d[\w.]*)
      | (?P<name>[A-Za-z_$][\w$]*|\#[A-Za-z_$][\w$]*)
      | (?P<sign>\?\?=|&&=|\|\|=|\?\?|\?\.(?!\d)|\.\.\.|=>|[-+*/%&|^<>=!~?:;,.(){}\[\]])""",
    re.VERBOSE | re.DOTALL,
)
PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
BEFORE_PATTERN = {*"(,=:[!&|?{};+-*%<>~^", "=>", "return", "typeof", "case", "in", "of", ""}
"""After these a stroke begins a regular expression; after others it divides."""
NEWER_SIGNS = {"??", "?.", "??=", "&&=", "||="}
NEWER_NAMES = {
    "import", "export", "globalThis", "structuredClone", "queueMicrotask", "BigInt", "AbortController", "WeakRef",
    "flat", "flatMap", "fromEntries", "matchAll", "replaceAll", "trimStart", "trimEnd", "allSettled",
    "hasOwn", "findLast", "toSorted", "replaceChildren", "randomUUID",
}  # fmt: skip
"""Words of the language, and of its library and the browser's, that came after 2017."""
NEWER_PATTERN = re.compile(r"\(\?<|\\p\{|/[a-z]*[sdv][a-z]*$")
CLOSING = {")": "(", "]": "[", "}": "{"}


def tokens(source: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token that says something."""
    place, before = 0, ""
    while place < len(source):
        pattern = PATTERN.match(source, place) if before in BEFORE_PATTERN else None
        is_comment = source.startswith(("//", "/*"), place)
        found = pattern if pattern and not is_comment else TOKEN.match(source, place)
        assert found, source[place : place + 40]
        kind = "pattern" if found is pattern else found.lastgroup or ""
        place = found.end()
        if kind != "gap":
            before = found[0] if kind in ("sign", "name") else kind
            yield kind, found[0]


def newer(source: str) -> list[str]:
    """What a script holds that is younger than the language of 2017."""
    found, open_brackets, before = [], [""], ""
    for kind, text in tokens(source):
        if is_newer(kind, text, before, open_brackets[-1]):
            found.append(text)
        if text in CLOSING.values():
            open_brackets.append(text)
        elif text in CLOSING:
            assert open_brackets.pop() == CLOSING[text]
        before = text
    return found


def is_newer(kind: str, text: str, before: str, bracket: str) -> bool:
    """Whether a token is, given the one before it and the bracket it stands in."""
    return (
        (kind == "sign" and text in NEWER_SIGNS)
        or (kind == "name" and (text in NEWER_NAMES or text.startswith("#")))
        or (kind == "pattern" and NEWER_PATTERN.search(text) is not None)
        or (kind == "number" and ("_" in text or (text.endswith("n") and not text.startswith("0x"))))
        or (text == "..." and bracket == "{")
        or (text == "{" and before == "catch")
        or (text == "*" and before == "async")
        or (text == "await" and before == "for")
        or (text == "finally" and before == ".")
    )
