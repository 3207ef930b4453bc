"""The form by which anyone asks to be told what is new."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField

from votes.common.fields import Line
from votes.common.gateway import offered
from votes.common.outbox import Channel

CHANNEL_NAMES = {
    Channel.mail: _l("E-mail"),
    Channel.sms: _l("Text message"),
    Channel.official: _l("Message of the official account"),
}


class TellMeForm(FlaskForm):
    """关注: by which way, and the address; an official account brings its own readers, so nobody types its ids."""

    channel = RadioField(_l("How"), default=Channel.mail.value)
    address = Line(
        _l("Your e-mail address"), description=_l("Nothing is sent before you confirm it."), longest=200
    )

    def offer(self) -> None:
        """Offer what can be carried here; one way alone is no choice."""
        ways = [way for way in offered() if way is not Channel.official]
        self.channel.choices = [(way.value, CHANNEL_NAMES[way]) for way in ways]
        if len(ways) == 1:
            del self.channel
        else:
            self.address.label.text = _l("Your e-mail address or mobile number")

    @property
    def way(self) -> Channel:
        """The way chosen."""
        return Channel(self.channel.data) if self.channel else Channel.mail
