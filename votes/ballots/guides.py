"""会场说明: the hall procedure of a vote by slips, a printable page each for the chair, scrutineers, deputies, the hall.

What stands here follows PROTOCOL.md; the deputies' pictures are taken by the browser tests (tests/browser/pictures.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

Steps = Sequence[LazyString]


@dataclass(frozen=True)
class Guide:
    """One page: whom it is for, its title, its parts as (heading, numbered steps), and pictures by name and words."""

    reader: LazyString
    title: LazyString
    lead: LazyString
    parts: Sequence[tuple[LazyString, Steps]]
    pictures: Sequence[tuple[str, LazyString]] = ()


CHAIR = Guide(
    _l("chair"),
    _l("Vote on the phone: the chair's page"),
    _l(
        "What you say and confirm, from the opening to the declaration. Scrutineers do all that touches slips and cards."
    ),
    [
        (
            _l("Before the vote"),
            [
                _l(
                    "The chief scrutineer reads the fingerprint of this vote from a key card, aloud. It is on the screen too. If they differ, do not open."
                ),
                _l("State how many deputies are due and present. Without a quorum the vote cannot begin."),
                _l(
                    "You and the chief scrutineer each confirm the opening. The screen then shows: voting, 0 received."
                ),
                _l(
                    "Two scrutineers hand out folded slips from the shuffled tray, row by row. State the number handed out."
                ),
            ],
        ),
        (
            _l("While deputies vote"),
            [
                _l(
                    "Say: scan the field of this vote, mark every project, look once, press the button, and wait for “in the ballot box”."
                ),
                _l(
                    "Whoever has no phone votes on the tablet in the booth. A slip that cannot be read is exchanged at the desk."
                ),
                _l(
                    "Ask whether everyone has voted. Slips left in the tray are scanned and voided before the close."
                ),
            ],
        ),
        (
            _l("Close and count"),
            [
                _l(
                    "You and the chief scrutineer each confirm the close. The clearing report is printed before any key card is taken out."
                ),
                _l(
                    "If no more ballots came in than slips were handed out, declare the vote valid. Otherwise it is void, and held again with the next field of the slips."
                ),
                _l(
                    "Before everyone, the scrutineers open the box on the laptop with their cards; two counters count, and must agree."
                ),
                _l(
                    "Compare the code of the result with the printed sheet, and confirm together with the chief scrutineer."
                ),
                _l(
                    "The presidium confirms, the office brings in its signed decision (a photo will do), then declare the result. Only then does it show on the screen."
                ),
            ],
        ),
        (
            _l("If something goes wrong"),
            [
                _l("The network fails: wait. Phones send again by themselves, and a ballot counts once."),
                _l("The system stays away: stop the vote and say why. All vote on the spare ballot papers."),
                _l(
                    "Too few key cards, or two counters that differ: nothing is declared. Stop the vote, and vote on paper."
                ),
            ],
        ),
    ],
)

SCRUTINEERS = Guide(
    _l("scrutineers"),
    _l("Vote on the phone: the scrutineers' page"),
    _l(
        "Cards and slips are made on a laptop that never sees a network, by the offline page or by command. Nothing else opens the box."
    ),
    [
        (
            _l("On the eve, before witnesses"),
            [
                _l(
                    "Bring: laptop without network, printer, scanner, two marked sticks (“box”, “result”), tablets, power, envelopes, spare ballot papers."
                ),
                _l("Compare the hash of the offline page with the one on the preparation page."),
                _l(
                    "Make the keys: one card for each scrutineer. Nobody prints or keeps more than the own card."
                ),
                _l(
                    "Print the slips, cut, fold and shuffle them in public. Delete the files of cards and slips. keys.json and slips.json stay on the laptop; a copy goes to the office."
                ),
                _l("Hold a trial round, and compare its result with the expected one."),
            ],
        ),
        (
            _l("Hand out"),
            [
                _l(
                    "Two of you go row by row; each deputy draws one. Nobody notes who drew which. Both enter the total."
                ),
                _l(
                    "Exchange a slip only against the old one: scan it at the desk, it voids itself, then let another be drawn. A lost slip is lost."
                ),
                _l(
                    "Before each close, scan all slips left in the tray, in a further round again. Printed = handed out + voided + left."
                ),
            ],
        ),
        (
            _l("Close and open"),
            [
                _l("Post the clearing report and the list of receipts. Anyone may look for the own receipt."),
                _l(
                    "Carry the box on the stick “box” to the laptop. It is opened only if its code is that of the printed sheet and its slips are those of your own slips.json."
                ),
                _l(
                    "Read enough cards, one after the other. A wrong or foreign card is told, and does no harm."
                ),
                _l(
                    "Both counters count. Print the result, sign it, carry result.json back on the stick “result”."
                ),
                _l(
                    "Slips and cards go into sealed envelopes, and are shredded by rule. The record with single ballots stays sealed with you."
                ),
            ],
        ),
        (
            _l("What this cannot do"),
            [
                _l("Secrecy needs a tray that was shuffled in public, a clean laptop, and shredded slips."),
                _l(
                    "A bad phone could see the choice of whoever uses it, but not who that is. The tablet in the booth is there for those who doubt."
                ),
                _l("With enough cards together, the box can be opened. Keep them apart."),
            ],
        ),
    ],
)

DEPUTIES = Guide(
    _l("deputies"),
    _l("Vote on the phone: it takes a minute"),
    _l(
        "Your slip is drawn from a tray; nobody knows which one you have. No sign-in, no name, nothing to install."
    ),
    [
        (
            _l("If it does not work"),
            [
                _l("It cannot be scanned: open the address on the slip and type its 16 characters."),
                _l(
                    "No network: leave the page open. It sends again by itself until the ballot is in the box."
                ),
                _l(
                    "No phone, or you would rather not: vote on the tablet in the booth. Raise a hand, and a scrutineer helps."
                ),
                _l("Whoever cannot write may have it done by someone of the own choice, as the rules allow."),
                _l("A second scan of the slip shows whether it was used, and the receipt."),
            ],
        ),
    ],
    [
        ("scan", _l("Scan the coloured field of this vote with the camera or a messenger.")),
        ("mark", _l("Mark every project. What you leave out counts as an abstention.")),
        ("look", _l("Look once more, then press the button. After that it cannot be changed.")),
        ("done", _l("Wait until it says that the ballot is in the box. Done.")),
    ],
)

NETWORK = Guide(
    _l("whoever sets up the network"),
    _l("Vote on the phone: the network of the hall"),
    _l("For whoever sets up the hall, a day before the session."),
    [
        (
            _l("The usual way"),
            [
                _l(
                    "A public https address over mobile data. Stand in the back row and on the balcony, and open it on phones of all three carriers."
                ),
                _l("One ballot is 3 KB, the page 40 KB: 500 phones need about 20 MB together."),
                _l("Put a cache of one second before the hall screens; ballots themselves are never cached."),
            ],
        ),
        (
            _l("A hall without mobile data"),
            [
                _l(
                    "A hall network without Internet needs a public name with a real certificate that resolves there. Messengers refuse a bare address and a certificate of one's own."
                ),
                _l(
                    "Turn off separate sign-in pages of the hall network, and give each phone its own address."
                ),
                _l(
                    "Ten tablets at the desk serve 200 deputies in about 40 minutes. Say so when you choose them."
                ),
            ],
        ),
        (
            _l("What the server keeps"),
            [
                _l(
                    "No access log for addresses under /b, at the proxy as well: neither time nor address of a phone is kept."
                ),
                _l("The clock may be wrong: rounds open and close by hand, never by time."),
                _l(
                    "Before the session opens, at least 1 GB is free on the disk, and last night's backup was read back."
                ),
            ],
        ),
        (
            _l("Rehearse"),
            [
                _l("Carry a trial round through from slip to result, with ten phones and one tablet."),
                _l(
                    "Pull the network cable during it. Nothing acknowledged may be lost, and phones go on by themselves."
                ),
            ],
        ),
    ],
)

GUIDES = {"chair": CHAIR, "scrutineers": SCRUTINEERS, "deputies": DEPUTIES, "network": NETWORK}
