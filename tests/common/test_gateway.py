"""消息网关: mail, SMS and an official account's messages; what is plugged in carries, else they are files."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from votes.common import gateway, outbox
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.gateway import carry, check_gateway, offered, plain_address, post
from votes.common.outbox import Channel, Message, Parcel, left_over, take, unsent, went_through, went_wrong
from votes.desk.commands import send_waiting

AT = datetime(2026, 4, 6, 4, tzinfo=UTC)
PARCEL = Parcel(7, Channel.sms, "13900000000", "验证码", "482913", AT)
CARRIED: list[Parcel] = []


def county_gateway(parcel: Parcel) -> None:
    """What a county might plug in."""
    if parcel.address.endswith("9"):
        raise RuntimeError(f"no such number: {parcel.address}")
    CARRIED.append(parcel)


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    CARRIED.clear()
    monkeypatch.setenv("GATEWAY", f"{__name__}:county_gateway")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("votes.desk.commands.data_folder", lambda: tmp_path)
    return tmp_path / "outbox"


def test_without_a_gateway_a_text_message_is_a_file(tmp_path: Path) -> None:
    carry(PARCEL, tmp_path)
    [file] = tmp_path.iterdir()
    assert file.name == "00000007.sms.json"
    assert json.loads(file.read_text()) | {"made_at": ""} == {
        "id": 7,
        "channel": "sms",
        "address": "13900000000",
        "subject": "验证码",
        "text": "482913",
        "made_at": "",
    }


def test_a_plugged_in_gateway_carries_what_is_no_mail(plugged_in: None, tmp_path: Path) -> None:
    carry(PARCEL, tmp_path)
    carry(Parcel(8, Channel.mail, "a@example.cn", "回复", "有结果了", AT), tmp_path)
    assert CARRIED == [PARCEL]
    assert [file.name for file in tmp_path.iterdir()] == ["00000008.eml"]
    assert offered() == (Channel.mail, Channel.sms, Channel.official)


def test_without_a_gateway_residents_are_offered_mail_alone() -> None:
    assert offered() == (Channel.mail,)


def test_an_address_is_kept_plainly_and_a_wrong_one_told() -> None:
    assert plain_address(Channel.mail, " a.b@example.cn ") == "a.b@example.cn"
    assert plain_address(Channel.sms, "+86 139-0000-0000") == "13900000000"
    for wrong in ("a@b", "a b@example.cn", "a@example.cn\nBcc: b@example.cn", "@example.cn", ""):
        with pytest.raises(RuleBroken, match="e-mail"):
            plain_address(Channel.mail, wrong)
    for wrong in ("12345", "23900000000", "１３９００００００００"):
        with pytest.raises(RuleBroken, match="11 digits"):
            plain_address(Channel.sms, wrong)
    with pytest.raises(RuleBroken, match="official account"):
        plain_address(Channel.official, "o<script>")


def test_a_gateway_that_is_not_there_is_refused() -> None:
    check_gateway("")
    check_gateway(f"{__name__}:county_gateway")
    for wrong in (
        "nowhere:send",
        "votes.common.gateway:nothing",
        "no-entry-point",
        "votes.common.gateway:GROUP",
    ):
        with pytest.raises(RuleBroken, match="GATEWAY"):
            check_gateway(wrong)


def test_a_message_goes_out_once_and_a_fault_keeps_the_address_out_of_the_log(
    people, context, plugged_in: None, folder: Path, clock, caplog
) -> None:
    for number in ("13900000000", "13900000009"):
        post(Channel.sms, people.ids["county"], number, "验证码", "482913", clock.at)
    db.session.commit()
    assert send_waiting(clock.at) == 1
    assert send_waiting(clock.at) == 0
    assert [parcel.address for parcel in CARRIED] == ["13900000000"]
    assert "sms: NotCarriedError" in caplog.text
    assert "1390000" not in caplog.text
    assert left_over() == 1


def test_one_that_cannot_be_written_keeps_no_other_waiting(people, context, folder: Path, clock) -> None:
    for address, subject in (("a@exa\nmple.cn", "回复"), ("b@example.cn", "两行的\n标题")):
        made = post(Channel.mail, people.ids["county"], "a@example.cn", subject, "有结果了", clock.at)
        made.address = address
    db.session.commit()
    assert send_waiting(clock.at) == 1
    assert left_over() == 1


def test_one_taken_back_while_it_was_sent_is_no_fault(people, context, clock) -> None:
    went_wrong(999_999, clock.at)
    assert left_over() == 0


def test_of_two_processes_one_sends(people, context, clock) -> None:
    post(Channel.mail, people.ids["county"], "a@example.cn", "回复", "有结果了", clock.at)
    db.session.commit()
    [waiting] = unsent(clock.at)
    assert take(waiting, clock.at) is not None
    db.session.commit()
    assert take(waiting, clock.at) is None
    assert unsent(clock.at) == []
    assert take(waiting, clock.go(minutes=5)) is not None, "a process that died leaves it to another"
    went_through(waiting, clock.at)
    assert take(waiting, clock.go(minutes=5)) is None


def test_the_pause_between_tries_grows_until_it_is_given_up_and_forgotten(people, context, clock) -> None:
    post(Channel.mail, people.ids["county"], "a@example.cn", "回复", "有结果了", clock.at)
    db.session.commit()
    [waiting], pauses = unsent(clock.at), []
    while unsent(clock.at):
        went_wrong(waiting, clock.at)
        pauses.append((db.session.get_one(Message, waiting).next_try_at - clock.at).total_seconds() // 60)
        clock.at = db.session.get_one(Message, waiting).next_try_at
    assert pauses[:4] == [1, 2, 4, 8]
    assert pauses[-1] == 720
    assert len(pauses) == outbox.MOST_TRIES
    outbox.forget(clock.go(days=40))
    assert db.session.query(Message).count() == 0
    assert gateway.GROUP == "votes.gateways"
