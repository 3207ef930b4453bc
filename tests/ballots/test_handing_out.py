"""发票、收票: numbers of papers, never names; the sum must hold before the chair looks at it."""

import re

import pytest

from tests.ballots.hall import round_by, tally_data, tallying
from votes.ballots.channels import ChannelKind


def seen(page: str) -> str:
    return re.search(r'name="seen"[^>]*value="(\d+)"', page)[1]


def papers(
    printed: object, issued: object, spoiled: object, left: object, received: object
) -> dict[str, object]:
    values = {"printed": printed, "issued": issued, "spoiled": spoiled, "left": left, "received": received}
    return {f"paper-{name}": value for name, value in values.items()}


def test_a_scrutineer_records_what_was_handed_out_and_received(hall, browse, carried, inside) -> None:
    round = carried("open")
    path = hall.round_path(round, "papers")
    page = browse("scrutineer").get(path).text
    data = {"seen": seen(page), **papers(15, 10, 1, 4, "")}
    assert browse("scrutineer").send(path, data).status_code == 302
    channel = inside(lambda: round_by(round).channels[0])
    assert (channel.printed, channel.issued, channel.spoiled, channel.left_over, channel.received) == (
        15,
        10,
        1,
        4,
        None,
    )
    page = browse("clerk").get(hall.round_path(round)).text
    assert "<dt>发出</dt><dd>10</dd>" in page


def test_two_who_record_at_once_do_not_overwrite_each_other(hall, browse, carried, inside) -> None:
    round = carried("open")
    path = hall.round_path(round, "papers")
    old = seen(browse("scrutineer").get(path).text)
    assert browse("chief").send(path, {"seen": old, **papers(15, 10, 1, 4, 10)}).status_code == 302
    answer = browse("scrutineer").send(path, {"seen": old, **papers(15, 9, 2, 4, 9)})
    assert answer.status_code == 409
    assert inside(lambda: round_by(round).channels[0].issued) == 10
    assert browse("scrutineer").send(path, {"seen": "x", **papers(15, 9, 2, 4, 9)}).status_code == 409


def test_a_wrong_number_stays_to_be_seen(hall, browse, carried) -> None:
    round = carried("open")
    path = hall.round_path(round, "papers")
    page = browse("scrutineer").send(path, {"seen": "3", **papers("十五", -1, 1, 4, 10)})
    assert page.status_code == 200
    assert 'value="十五"' in page.text
    assert 'value="-1"' in page.text


def test_a_device_counts_handsets(hall, browse, carried, inside) -> None:
    round = carried("open", kinds=(ChannelKind.paper, ChannelKind.device))
    path = hall.round_path(round, "papers")
    page = browse("scrutineer").get(path).text
    data = {"seen": seen(page), **papers(6, 4, 1, 1, 4), "device-issued": 6, "device-received": 5}
    assert browse("scrutineer").send(path, data).status_code == 302
    channels = inside(lambda: {one.kind: one for one in round_by(round).channels})
    assert (channels[ChannelKind.device].issued, channels[ChannelKind.device].received) == (6, 5)
    assert channels[ChannelKind.device].printed is None
    assert 'value="6"' in browse("scrutineer").get(path).text


def test_papers_can_be_printed_and_counted_before_the_opening(hall, browse, carried, inside) -> None:
    round = carried("preparing")
    path = hall.round_path(round, "papers")
    page = browse("clerk").get(path).text
    assert browse("clerk").send(path, {"seen": seen(page), **papers(15, "", "", "", "")}).status_code == 302
    assert inside(lambda: round_by(round).channels[0].printed) == 15


def test_after_the_check_the_numbers_stand(hall, browse, carried) -> None:
    round = carried("checked")
    page = browse("scrutineer").get(hall.round_path(round, "papers")).text
    data = {"seen": seen(page), **papers(15, 10, 1, 4, 10)}
    assert browse("scrutineer").send(hall.round_path(round, "papers"), data).status_code == 409


def test_tellers_and_deputies_record_nothing(hall, browse, carried) -> None:
    round = carried("open")
    for word in ("teller_a", "teller_b", "chair", "deputy", "government", "other_chair"):
        assert browse(word).get(hall.round_path(round, "papers")).status_code == 404


@pytest.mark.parametrize("nonsense", ["9" * 5000, "９", "x"])
def test_what_a_page_sends_along_cannot_be_made_a_fault_of_ours(
    hall, browse, carried, inside, nonsense
) -> None:
    round = carried("counting")
    batch = inside(lambda: tallying.all_batches(round_by(round))[0].id)
    data = tally_data(10, (8, 7, 3, 2)) | {"attempt": nonsense}
    assert browse("teller_a").send(hall.round_path(round, "count", batch), data).status_code == 409
    path, numbers = hall.round_path(round, "papers"), papers(10, 10, 0, 0, 10)
    assert browse("scrutineer").send(path, {**numbers, "seen": nonsense}).status_code == 409
