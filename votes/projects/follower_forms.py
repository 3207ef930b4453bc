"""The form by which anyone asks to be told what is new."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import SelectChoice

from votes.common.fields import Line
from votes.common.gateway import offered
from votes.common.outbox import Channel

CHANNEL_NAMES = {
    Channel.mail: _l("E-mail"),
    Channel.sms: _l("Text message"),
    Channel.official: _l("Message of the official account"),
}


def hinted(way: Channel) -> dict[str, Any]:
    """What stands below a way that needs a word more."""
    hint = _l("The account tells you your number when you ask it there.")
    return {"data-hint": hint} if way is Channel.official else {}


class TellMeForm(FlaskForm):
    """关注: by which way, and the address; who reads the official account (公众号) copies the number that it tells them."""

    channel = RadioField(_l("How"), default=Channel.mail.value)
    address = Line(
        _l("Your e-mail address"), description=_l("Nothing is sent before you confirm it."), longest=200
    )

    def offer(self) -> None:
        """Offer what can be carried here; one way alone is no choice."""
        ways = offered()
        self.channel.choices = [SelectChoice(way.value, CHANNEL_NAMES[way], hinted(way)) for way in ways]
        if len(ways) == 1:
            del self.channel
        else:
            self.address.label.text = _l(
                "Your e-mail address, mobile number, or number in the official account"
            )

    @property
    def way(self) -> Channel:
        """The way chosen."""
        return Channel(self.channel.data) if self.channel else Channel.mail
