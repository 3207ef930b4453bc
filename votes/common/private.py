"""隐去个人信息: what in a free text of the public points to one person (names, numbers, plates), found and hidden.

Found by rules of form alone, so that nothing leaves the house. They propose; whoever releases the words decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from votes.common.errors import say
from votes.common.private_names import names_in


class Kind(StrEnum):
    """What points to a person."""

    identity = "identity"
    phone = "phone"
    account = "account"
    mail = "mail"
    plate = "plate"
    home = "home"
    name = "name"


KIND_NAMES: dict[Kind, str] = {
    Kind.identity: say("identity number"),
    Kind.phone: say("phone number"),
    Kind.account: say("account or card number"),
    Kind.mail: say("e-mail address"),
    Kind.plate: say("number plate"),
    Kind.home: say("door of a flat"),
    Kind.name: say("name of a person"),
}


@dataclass(frozen=True)
class Found:
    """Something personal in a text: its kind, its words from `start` up to `end`, and what would stand there instead."""

    kind: Kind
    start: int
    end: int
    words: str
    instead: str


BETWEEN = r"[ \-‐-―.·•_]{0,2}"
"""What people put between the figures of a number."""

CARD = re.compile(rf"(?<!\d)\d(?:{BETWEEN}\d){{15,18}}(?!\d)")
NUMBERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.identity,
        re.compile(rf"(?<!\d)[1-8]\d{{5}}{BETWEEN}(?:18|19|20)\d{{6}}{BETWEEN}\d{{3}}[\dXx](?!\d)"),
    ),
    (Kind.identity, re.compile(r"(?<!\d)[1-8]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")),
    (Kind.phone, re.compile(rf"(?<!\d)(?:\+?86{BETWEEN})?1[3-9](?:{BETWEEN}\d){{9}}(?!\d)")),
    (Kind.phone, re.compile(r"(?<!\d)\(?0\d{2,3}\)?[ \-‐-―]{0,2}\d{3,4}[ \-‐-―]?\d{4}(?!\d)")),
    (Kind.phone, re.compile(r"[一幺二三四五六七八九零〇](?:[ \-]?[一幺二三四五六七八九零〇]){10}")),
    (
        Kind.phone,
        re.compile(r"(?<=电话|手机|固话|座机|来电|致电|拨打)(?:号码|号)?[:\s是为]{0,3}(\d{7,8})(?!\d)"),
    ),
    (
        Kind.account,
        re.compile(
            r"(?:微信|QQ|qq|抖音|wx|WX|vx|VX)(?:号码|号|群)?[:\s是为]{0,3}([A-Za-z0-9][\w\-]{4,19})", re.A
        ),
    ),
    (
        Kind.mail,
        re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9][A-Za-z0-9.\-]{0,190}\.[A-Za-z]{2,10}"),
    ),
    (
        Kind.plate,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-HJ-Za-hj-z][ ·•.\-]?"
            r"(?=[A-Za-z]{0,2}\d)[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])"
        ),
    ),
    (Kind.home, re.compile(r"\d{1,3}单元\d{2,4}(?:室|号|户)?|(?<!\d)\d{3,4}室")),
)
"""What has a form of its own; where a group is marked, only the group is hidden."""

HIDDEN = "***"


def found_in(text: str) -> list[Found]:
    """All that points to a person in a text, in its order; no two of them overlap."""
    found, reached = list[Found](), 0
    for one in sorted(candidates(text), key=lambda one: (one.start, -one.end)):
        if one.start >= reached:
            found.append(one)
            reached = one.end
    return found


def hidden(text: str) -> str:
    """The text with all of it hidden: numbers as ***, persons by their surname (张某)."""
    parts, reached = list[str](), 0
    for one in found_in(text):
        parts += [text[reached : one.start], one.instead]
        reached = one.end
    return "".join([*parts, text[reached:]])


def kinds_in(texts: Iterable[str]) -> list[Kind]:
    """The kinds of what several texts say of persons, each once, in the order of `Kind`."""
    kinds = {one.kind for text in texts for one in found_in(text)}
    return [kind for kind in Kind if kind in kinds]


def candidates(text: str) -> Iterator[Found]:
    """Whatever looks like something personal, overlaps and all."""
    level = folded(text)
    for kind, form in NUMBERS:
        for match in form.finditer(level):
            start, end = match.span(1) if form.groups else match.span()
            yield Found(kind, start, end, text[start:end], HIDDEN)
    for match in CARD.finditer(level):
        if is_card(match.group()):
            yield Found(Kind.account, *match.span(), text[slice(*match.span())], HIDDEN)
    for start, end, instead in names_in(level):
        yield Found(Kind.name, start, end, text[start:end], instead)


def folded(text: str) -> str:
    """A text as long as it was, its figures, letters and signs in their common form (１３８ as 138)."""
    return "".join(
        one if len(one) == 1 else sign for sign, one in zip(text, map(level_sign, text), strict=True)
    )


def level_sign(sign: str) -> str:
    """One sign in its common form."""
    return unicodedata.normalize("NFKC", sign)


def is_card(number: str) -> bool:
    """Whether the last figure of a bank card's number fits the others (Luhn's rule, ISO/IEC 7812)."""
    figures = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = [sum(divmod(2 * figure, 10)) for figure in figures[1::2]]
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0
