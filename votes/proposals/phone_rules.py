"""联系电话: whether what a resident left can be a number to call."""

import re
from unicodedata import normalize

from votes.common.errors import RuleBroken, say

NUMBER = re.compile(
    r"""(?<![\d+])(
        (\+?86)?1[3-9]\d{9}    # a mobile
        | (\+?86)?0\d{9,11}    # a landline with its area code
        | [2-8]\d{6,7}         # a landline without
        | [48]00\d{7}          # a service number
        | \+(?!86)\d{8,15}     # abroad
    )(?!\d)""",
    re.VERBOSE,
)
SIGNS = re.compile(r"[\s()\-‐-―]")
EXTENSION = re.compile(r"-\d{1,5}$")


def check_number(typed: str | None) -> None:
    """Refuse what cannot be called, such as a mobile number that breaks off; blank is none, words beside it do no harm."""
    plain = normalize("NFKC", typed or "").strip()
    shorter = EXTENSION.sub("", plain)
    if plain and not any(NUMBER.search(SIGNS.sub("", one)) for one in (plain, shorter)):
        raise RuleBroken(
            say("Please check the number: a mobile has 11 digits; write a landline with its area code.")
        )
