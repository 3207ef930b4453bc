"""Feeds as readers take them in."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from votes.common.atom import Entry, feed

DAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def test_a_feed_is_well_formed_whatever_the_words_say() -> None:
    entries = [Entry("proposal/1/2", "</title>&", "<script>\"'", "https://x/?a=1&b=2", DAY)]
    found = ElementTree.fromstring(feed("proposal/1", "A & B", 'https://x/"', entries))
    entry = found.find("a:entry", NAMES)
    assert entry is not None
    assert entry.findtext("a:title", namespaces=NAMES) == "</title>&"
    assert entry.findtext("a:content", namespaces=NAMES) == "<script>\"'"
    assert found.findtext("a:updated", namespaces=NAMES) == "2026-03-02T01:00:00Z"


def test_a_feed_without_news_is_one_all_the_same() -> None:
    found = ElementTree.fromstring(feed("proposal/1", "A", "https://x/", []))
    assert found.findall("a:entry", NAMES) == []
    assert found.findtext("a:id", namespaces=NAMES) == "tag:minsheng-votes,2026:proposal/1"
