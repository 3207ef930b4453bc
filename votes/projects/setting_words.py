"""How settings are called on every page, and the bodies known as gates."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.projects.profiles import PROFILES
from votes.projects.settings import GATES, SETTING_NAMES


def label(key: str) -> LazyString:
    """The name of a setting, as it stands on every page."""
    words = SETTING_NAMES[key]
    return _l(words)


GATE_WORDS = tuple(
    dict.fromkeys(
        (*GATES, *(gate for profile in PROFILES.values() for gate in profile.values.get("gates", ())))
    )
)
"""Every body that a profile names (审议环节)."""
