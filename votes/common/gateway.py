"""消息网关: one way to reach a person, by e-mail, SMS (短信) or an official account's template message (公众号模板消息).

E-mail goes by `SMTP_URL`. What carries the other two is plugged in by `GATEWAY`: a function that takes a `Parcel`,
returns once it is through, and raises anything to have it tried again. Without one they are files in the outbox.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from votes.common.config import value_of
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.outbox import Channel, Message, Parcel, deliver, letter

GROUP = "votes.gateways"
"""The entry points among which `GATEWAY` looks for a name without a colon."""
MAIL = re.compile(r"[^@\s<>,;:\"'()\\]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
OPEN_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")

Carrier = Callable[[Parcel], Any]
"""What a county plugs in."""


class NotCarriedError(OSError):
    """A plugged-in gateway did not take a parcel; it is tried again."""


def post(
    channel: Channel, congress_id: int, address: str, subject: str, text: str, at: datetime, about: str = ""
) -> Message:
    """Write a message to one person; it goes out seconds after the commit. `about` lets it be taken back by name."""
    message = Message(
        congress_id=congress_id,
        channel=channel,
        address=plain_address(channel, address),
        subject=subject,
        text=text,
        made_at=at,
        next_try_at=at,
        tries=0,
        about=about,
    )
    db.session.add(message)
    return message


def plain_address(channel: Channel, typed: str) -> str:
    """An address as it is kept, however it was typed; `RuleBroken` says how it is written."""
    address = typed.strip()
    if channel is Channel.mail:
        return checked(MAIL, address, say("Write an e-mail address as name@example.cn."))
    if channel is Channel.sms:
        digits = re.sub(r"^\+?86", "", re.sub(r"[\s-]", "", address))
        return checked(MOBILE, digits, say("Write the 11 digits of a mobile number."))
    return checked(
        OPEN_ID, address, say("Copy the number as the official account tells it to you: letters and figures.")
    )


def checked(form: re.Pattern[str], address: str, otherwise: str) -> str:
    """The address if it has this form."""
    if len(address) > 200 or not form.fullmatch(address):
        raise RuleBroken(otherwise)
    return address


def carry(parcel: Parcel, folder: Path) -> None:
    """Bring a parcel on its way; `OSError` if it did not go."""
    if parcel.channel is Channel.mail:
        deliver(letter(parcel, value_of("MAIL_FROM")), f"{parcel.id:08d}", value_of("SMTP_URL"), folder)
    elif value_of("GATEWAY"):
        hand_over(parcel, value_of("GATEWAY"))
    else:
        put_down(parcel, folder)


def hand_over(parcel: Parcel, name: str) -> None:
    """Give a parcel to the plugged-in gateway; what it says of a fault may hold the address, so its kind alone goes on."""
    try:
        plugged(name)(parcel)
    except Exception as fault:
        raise NotCarriedError(type(fault).__name__) from None


def put_down(parcel: Parcel, folder: Path) -> None:
    """Keep a parcel as a file, one JSON object, for whoever fetches it from here."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    words = json.dumps(asdict(parcel), ensure_ascii=False, default=datetime.isoformat, indent=1)
    (folder / f"{parcel.id:08d}.{parcel.channel}.json").write_text(words, encoding="utf-8")


def plugged(name: str) -> Carrier:
    """The gateway of this name: `module:function`, or an entry point of the group `votes.gateways`."""
    module, colon, attribute = name.partition(":")
    if colon:
        found: Carrier = getattr(import_module(module), attribute)
        return found
    [point] = entry_points(group=GROUP, name=name)
    loaded: Carrier = point.load()
    return loaded


def check_gateway(name: str) -> None:
    """Refuse a name behind which there is no gateway."""
    if not name:
        return
    try:
        callable_found = callable(plugged(name))
    except (ImportError, AttributeError, ValueError):
        callable_found = False
    if not callable_found:
        raise RuleBroken(
            say("GATEWAY is written as module:function, or as the name of an installed entry point.")
        )


def offered() -> tuple[Channel, ...]:
    """The channels that residents are offered: e-mail, and what a plugged-in gateway carries."""
    return tuple(Channel) if value_of("GATEWAY") else (Channel.mail,)
