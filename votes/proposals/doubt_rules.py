"""先放一放: rules that set a proposal aside until somebody has looked at it, and say why; nothing is ever thrown away."""

import re
from collections.abc import Iterable
from enum import StrEnum

from votes.common.errors import say
from votes.common.private import Kind, kinds_in

MANY = 5
"""Proposals of one address in a day from which on each is looked at first; whole stations stand behind one."""
FEWEST = 4
"""Letters or characters that a proposal has at least if it says anything."""
IN_A_ROW = 8
"""The same sign so often in a row says nothing."""


class Doubt(StrEnum):
    """存疑: why a proposal is set aside."""

    link = "link"
    repeated = "repeated"
    many = "many"
    wordless = "wordless"
    trade = "trade"


DOUBT_NAMES: dict[Doubt, str] = {
    Doubt.link: say("it holds a web address"),
    Doubt.repeated: say("the same words came in before"),
    Doubt.many: say("many came from one address on that day"),
    Doubt.wordless: say("it holds signs rather than words"),
    Doubt.trade: say("it reads like an advertisement"),
}

LINK = re.compile(
    r"https?:|www\.|[a-z0-9\-]{2,63}\.(?:com|cn|net|org|top|xyz|vip|cc|shop|info|club|site|online|app|me|io)(?![a-z])"
)
SAME_SIGN = re.compile(rf"([^\s\d])\1{{{IN_A_ROW - 1},}}")
WORD_SIGN = re.compile(r"[^\W\d_]")
NEITHER = re.compile(r"[^\w\s]|_")
ADVERTISED = re.compile(
    r"刷单|代开发票|代办证|办证|套现|博彩|赌场|棋牌|裸聊|约炮|包过|网贷|黑户|无抵押|日赚|月入|躺赚|加微信|加v信|加qq"
)
OFFERED = re.compile(r"贷款|兼职|招聘|优惠|促销|折扣|加盟|代理|出售|批发|直销|咨询|包邮|免费领|推广")


def doubts_in(title: str, what: str, sent_today: int, same: bool) -> list[Doubt]:
    """Why these words are set aside; `sent_today` counts what their address sent before them on this day."""
    text = f"{title}\n{what}".casefold()
    told = {
        Doubt.link: bool(LINK.search(text)),
        Doubt.repeated: same,
        Doubt.many: sent_today >= MANY,
        Doubt.wordless: is_wordless(text),
        Doubt.trade: is_trade(text),
    }
    return [doubt for doubt in Doubt if told[doubt]]


def is_wordless(text: str) -> bool:
    """Whether a text holds hardly a word: too few letters, mostly other signs, or one sign again and again."""
    words = len(WORD_SIGN.findall(text))
    signs = len(NEITHER.findall(text))
    return words < FEWEST or words * 2 < signs or bool(SAME_SIGN.search(text))


def is_trade(text: str) -> bool:
    """Whether a text advertises: words of the trade, or an offer with a number to call."""
    reachable = {Kind.phone, Kind.account, Kind.mail} & set(kinds_in([text]))
    return bool(ADVERTISED.search(text)) or bool(reachable and OFFERED.search(text))


def kept(doubts: Iterable[Doubt]) -> str:
    """Doubts as one word to keep."""
    return ",".join(doubts)


def read(words: str) -> list[Doubt]:
    """Doubts out of the word that was kept."""
    return [Doubt(word) for word in words.split(",") if word]


def squeezed(text: str) -> str:
    """A text without blanks, figures and signs, so that the same words are the same however they are set."""
    return "".join(WORD_SIGN.findall(text.casefold()))
