"""How a session and a sitting are called on pages and papers: 某县第十八届人民代表大会第六次会议."""

from flask_babel import gettext as _

from votes.common.i18n import is_english
from votes.congress.models import Body, Session, Sitting

DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """A number as official titles write it (十八); in English the figure."""
    if is_english() or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


def session_title(session: Session) -> str:
    """The full title of a session (会议)."""
    values = {
        "place": session.congress.place,
        "term": numeral(session.term.number),
        "number": numeral(session.number),
    }
    return str(
        {
            Body.congress: lambda: _(
                "%(place)s people's congress, term %(term)s, session %(number)s", **values
            ),
            Body.standing_committee: lambda: _(
                "%(place)s standing committee, term %(term)s, meeting %(number)s", **values
            ),
            Body.presidium: lambda: _("%(place)s presidium, term %(term)s, meeting %(number)s", **values),
            Body.assembly: lambda: _(
                "%(place)s deliberative assembly, term %(term)s, session %(number)s", **values
            ),
        }[session.body]()
    )


def sitting_title(sitting: Sitting) -> str:
    """The full title of a sitting (全体会议)."""
    return str(
        _(
            "%(session)s, sitting %(number)s",
            session=session_title(sitting.session),
            number=numeral(sitting.number),
        )
    )
