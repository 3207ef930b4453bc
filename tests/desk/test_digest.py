"""待办摘要: what is one's own turn, once a day, with a link each; never empty, never the same twice."""

import smtplib
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.delivery.making import handed_in, july, noon, project_under_way
from votes.accounts.models import Account
from votes.common import outbox
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.outbox import Channel, Message, Parcel, check_server, left_over
from votes.congress.models import Congress
from votes.delivery.month_rules import Month
from votes.delivery.troubles import Trouble
from votes.delivery.watching import watch
from votes.desk import commands
from votes.desk.commands import daily, empty_outbox, keep_on, send_now, send_waiting, write_digests
from votes.desk.days import EACH_DAY, give_up, is_due, take_on
from votes.desk.digest import Digest, digest_for
from votes.supervision.guests import Invited, invite


@pytest.fixture
def unit_by_mail(people, context, monkeypatch, tmp_path) -> None:
    """Project 10 under way; its unit and the government office have left an address; mails go to a fresh folder."""
    project_under_way(people)
    for who, address in ((people.unit, "unit@example.cn"), (people.government, "office@example.cn")):
        db.session.get_one(Account, who[1]).email = address
    db.session.commit()
    monkeypatch.setattr("votes.desk.commands.data_folder", lambda: tmp_path)
    assert data_folder() != tmp_path


def mails(folder: Path) -> list[tuple[str, str, str]]:
    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((folder / "outbox").glob("*.eml"))
    ]
    return [(mail["To"], mail["Subject"], mail.get_content()) for mail in read]


def test_each_morning_what_is_ones_turn_with_one_link_each(
    unit_by_mail: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    daily(date(2026, 4, 6), once=False)
    [(to, subject, text)] = mails(tmp_path)
    assert (to, subject) == ("unit@example.cn", "有2件事等您办，其中1件过期")
    assert text.startswith("工作人员03，您好。等您办的事：\n")
    assert "3月月报（4月5日 过期1天）\n“厕所革命”行动\nhttp://" in text
    assert text.count("/desk/demo-county/2026/") == 2
    assert "说明预警原因" in text
    assert "写好1份待办摘要，发出1封邮件，还有0封没发出" in capsys.readouterr().out
    assert [one.kind.value for one in db.session.query(Trouble)] == ["silent"]


def test_the_same_is_never_sent_twice_nor_an_empty_one(unit_by_mail: None, tmp_path: Path) -> None:
    for day in (6, 6, 7, 8):
        daily(date(2026, 4, day), once=False)
    told = [(to, subject) for to, subject, _text in mails(tmp_path)]
    assert told == [("unit@example.cn", "有2件事等您办，其中1件过期"), ("office@example.cn", "有1件事等您办")]
    project = db.session.query(Trouble).one().project
    handed_in(project, Month(2026, 3), july(0, 0), noon(2026, 4, 9))
    db.session.commit()
    daily(date(2026, 4, 9), once=False)
    daily(date(2026, 4, 10), once=False)
    assert "审签公开1份3月月报" in mails(tmp_path)[2][2]
    assert db.session.query(Digest).count() == 3
    daily(date(2026, 5, 2), once=False)
    assert [to for to, _subject, _text in mails(tmp_path)][2:] == ["office@example.cn", "unit@example.cn"]


def test_a_server_that_does_not_answer_loses_nothing(
    unit_by_mail: None, tmp_path: Path, monkeypatch, clock
) -> None:
    def refuse(*_given: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setenv("SMTP_URL", "smtp://mail.example:2525")
        broken.setattr(outbox, "through", refuse)
        daily(date(2026, 4, 6), once=False)
    assert [(one.sent_at, one.tries) for one in db.session.query(Message)] == [(None, 1)]
    assert send_waiting(clock.at) == 0, "the server is given a minute"
    daily(date(2026, 4, 6), once=False)
    assert mails(tmp_path) == []
    assert send_waiting(clock.go(minutes=1)) == 1
    assert [to for to, _subject, _text in mails(tmp_path)] == ["unit@example.cn"]
    assert left_over() == 0


def test_what_waits_is_sent_by_a_command_too(unit_by_mail: None, tmp_path: Path, capsys, clock) -> None:
    write_digests(date(2026, 4, 6), clock.at)
    send_now()
    assert "发出1条消息，还有0条没发出" in capsys.readouterr().out
    assert len(mails(tmp_path)) == 1


def test_what_went_out_long_ago_is_not_kept(unit_by_mail: None, clock) -> None:
    daily(date(2026, 4, 6), once=False)
    clock.go(days=29)
    empty_outbox(clock.at)
    assert db.session.query(Message).count() == 1
    clock.go(days=2)
    empty_outbox(clock.at)
    assert db.session.query(Message).count() == 0


def test_of_several_workers_one_does_the_day(unit_by_mail: None, tmp_path: Path) -> None:
    at = noon(2026, 4, 6)
    assert take_on(date(2026, 4, 6), at)
    assert not take_on(date(2026, 4, 6), at)
    db.session.commit()
    daily(date(2026, 4, 6), once=True)
    assert db.session.query(Message).count() == 0
    give_up(date(2026, 4, 6))
    db.session.commit()
    daily(date(2026, 4, 6), once=True)
    assert len(mails(tmp_path)) == 1
    assert watch in EACH_DAY


def test_what_goes_wrong_with_one_person_keeps_nobody_else_from_the_digest(
    unit_by_mail: None, tmp_path: Path, monkeypatch
) -> None:
    def faulty(account: Account, day: date, at: datetime) -> object:
        if account.email.startswith("office"):
            raise KeyError
        return digest_for(account, day, at)

    monkeypatch.setattr(commands, "digest_for", faulty)
    daily(date(2026, 4, 6), once=True)
    assert [to for to, _subject, _text in mails(tmp_path)] == ["unit@example.cn"]


def test_a_day_that_went_wrong_is_left_to_be_done_again(unit_by_mail: None, monkeypatch) -> None:
    def fail(*_given: object) -> None:
        raise OSError

    monkeypatch.setattr(commands, "empty_outbox", fail)
    with pytest.raises(OSError):
        daily(date(2026, 4, 6), once=True)
    assert take_on(date(2026, 4, 6), noon(2026, 4, 6))


def test_a_server_tries_a_day_that_went_wrong_again_after_a_while(app, clock, monkeypatch) -> None:
    ends, slept = iter([1, 0]), list[int]()

    def sleep(seconds: int) -> None:
        slept.append(seconds)
        if len(slept) == 4:
            raise InterruptedError

    def run(*_given: object, **_more: object) -> object:
        return SimpleNamespace(returncode=next(ends))

    monkeypatch.setattr(commands, "time", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr(commands, "subprocess", SimpleNamespace(run=run))
    with pytest.raises(InterruptedError):
        keep_on(app)
    assert slept == [60, 900, 60, 60]


def test_a_guest_is_told_nothing_once_the_invitation_is_over(
    people, context, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("votes.desk.commands.data_folder", lambda: tmp_path)
    county = db.session.get_one(Congress, people.ids["county"])
    invited = Invited("县审计局", "来宾01", date(2026, 4, 7), project_under_way(people))
    invite(county, invited, "工作人员01", noon(2026, 4, 1)).account.email = "guest@example.cn"
    db.session.commit()
    daily(date(2026, 4, 8), once=False)
    assert mails(tmp_path) == []
    daily(date(2026, 4, 7), once=False)
    assert len(mails(tmp_path)) == 1


def test_a_day_is_due_from_six_in_the_morning_once() -> None:
    before, after = datetime(2026, 4, 5, 21, 59, tzinfo=UTC), datetime(2026, 4, 5, 22, 0, tzinfo=UTC)
    assert not is_due(before, None)
    assert is_due(after, None)
    assert is_due(after, date(2026, 4, 5))
    assert not is_due(after, date(2026, 4, 6))


def test_no_password_goes_to_a_server_that_does_not_encrypt(
    unit_by_mail: None, tmp_path: Path, monkeypatch
) -> None:
    Line.spoken = []
    monkeypatch.setattr(Line, "has_extn", lambda *_given: False)
    monkeypatch.setattr(smtplib, "SMTP", Line)
    monkeypatch.setenv("SMTP_URL", "smtp://clerk:secret@mail.example:587")
    daily(date(2026, 4, 6), once=False)
    assert "clerk secret" not in Line.spoken
    assert [one.tries for one in db.session.query(Message)] == [1]


class Line:
    """A mail server as smtplib speaks with it."""

    spoken: list[str] = []

    def __init__(self, host: str, port: int, **_more: object) -> None:
        self.spoken.append(f"{host}:{port}")

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_given: object) -> None:
        self.spoken.append("quit")

    def ehlo(self) -> None:
        self.spoken.append("ehlo")

    def has_extn(self, name: str) -> bool:
        return name == "starttls"

    def starttls(self, **_more: object) -> None:
        self.spoken.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.spoken.append(f"{user} {password}")

    def send_message(self, mail: object) -> None:
        self.spoken.append(str(mail["To"]))  # type: ignore[index]


@pytest.mark.parametrize(
    ("server", "spoken"),
    [
        (
            "smtp://clerk%40x:p%2Fw@mail.example:587",
            ["mail.example:587", "ehlo", "starttls", "clerk@x p/w", "unit@example.cn", "quit"],
        ),
        ("smtps://mail.example", ["mail.example:465", "ehlo", "unit@example.cn", "quit"]),
    ],
)
def test_mail_goes_encrypted_where_the_server_can(
    monkeypatch: pytest.MonkeyPatch, server: str, spoken: list[str]
) -> None:
    Line.spoken = []
    monkeypatch.setattr(smtplib, "SMTP", Line)
    monkeypatch.setattr(smtplib, "SMTP_SSL", Line)
    parcel = Parcel(1, Channel.mail, "unit@example.cn", "待办", "有事", noon(2026, 4, 6))
    outbox.deliver(outbox.letter(parcel, "votes@example.cn"), "1", server, Path("nowhere"))
    assert Line.spoken == spoken


def test_a_mail_server_is_written_as_an_address() -> None:
    check_server("")
    check_server("smtps://mail.example")
    for wrong in ("mail.example:25", "http://mail.example", "smtp://"):
        with pytest.raises(RuleBroken, match="SMTP_URL"):
            check_server(wrong)


def test_one_leaves_ones_own_address_and_an_administrator_anyones(app, people, browser_of) -> None:
    def kept() -> str:
        with app.app_context():
            return db.session.get_one(Account, people.unit[1]).email

    unit = browser_of(people.unit)
    assert unit.send("/account", {"email": " unit@example.cn "}).status_code == 302
    assert kept() == "unit@example.cn"
    wrong = unit.send("/account", {"email": "不是邮箱"})
    assert "邮箱请写成" in wrong.text
    assert 'value="不是邮箱"' in wrong.text
    page = f"/desk/demo-county/accounts/{people.unit[1]}"
    typed = {"name": "工作人员03", "email": "", "units": [str(people.ids["unit_row"])]}
    assert browser_of(people.administrator).send(page, typed).status_code == 302
    assert kept() == ""
