"""A round of the hall that is voted on with slips: opened, cast into, closed, opened again with the scrutineers' key."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.ballots import hall as halls
from tests.ballots.hall import AT, CHAIR, CHIEF, OFFICE, SCRUTINEER, Hall
from tests.ballots.printing import Printing
from votes.ballots import holding, preparation, tray
from votes.ballots.box.canon import as_file, parse
from votes.ballots.box.casting import Cast, seal, voiding
from votes.ballots.box.export import read_export
from votes.ballots.box.opening import check, open_box
from votes.ballots.box.tally import result_file, tally
from votes.ballots.boxes import SealedBallot, box_of
from votes.ballots.boxing import export_of
from votes.ballots.channels import ChannelKind
from votes.ballots.round_rules import Papers
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import keep_set, set_of
from votes.ballots.voiding import Voiding
from votes.common.db import db


@dataclass
class Boxed:
    """The round's id, its printing, and what a deputy with the slip in this place does."""

    round: int
    printing: Printing = field(default_factory=Printing)
    sign: str = "A"

    @property
    def row(self) -> Round:
        return halls.round_by(self.round)

    @property
    def box(self):
        found = box_of(self.row)
        assert found is not None
        return found

    def cast(self, place: int, marks: dict[str, str] | None = None) -> Cast:
        return seal(self.box.terms, marks or {"1": "approve"}, self.printing.codes[place])

    def voiding(self, place: int, signs: str = "AB") -> list[Voiding]:
        return [Voiding(sign, *voiding(sign, self.printing.codes[place])) for sign in signs]

    def close(self, issued: int, left: int, spoiled: int = 0) -> None:
        """Figures recorded, both sign, the box is counted over."""
        round = self.row
        for who in (CHIEF, SCRUTINEER):
            tray.hand_out(round, issued, who, AT)
        given = {ChannelKind.slips: Papers(spoiled=spoiled, left=left)}
        holding.record_papers(round, given, len(round.steps), SCRUTINEER, AT)
        halls.close(round)
        db.session.commit()

    def result(self, other: bytes | None = None) -> bytes:
        """The laptop's result file, as both counters write it."""
        export = read_export(parse(export_of(self.row), "box.json"))
        counted = tally(export, open_box(check(export), self.printing.key(self.sign)))
        return as_file(result_file(counted, other or counted.hash))

    def code(self, result: bytes) -> str:
        """The code of the counts that the laptop prints."""
        return str(json.loads(result)["counters"]["command"])[:16].upper()


def prepared(hall: Hall, present: int = 10, printing: Printing | None = None, sign: str = "A") -> Boxed:
    """Rules adopted, deputies signed in, slips brought in, their field chosen."""
    printing = printing or Printing()
    halls.adopt_rules(hall)
    halls.sign_in(hall, present)
    sitting = halls.sitting_of(hall)
    if set_of(sitting) is None:
        keep_set(sitting, printing.keys, printing.slips, AT)
    preparation.go_on_without(sitting, "主席团第三次会议", OFFICE, AT)
    round = halls.prepare_round(hall, kinds=(ChannelKind.slips,))
    round.channels[0].section = sign
    db.session.flush()
    return Boxed(round.id, printing, sign)


def opened(hall: Hall, present: int = 10, printing: Printing | None = None, sign: str = "A") -> Boxed:
    """The same, opened by both."""
    boxed = prepared(hall, present, printing, sign)
    round = boxed.row
    for who in (CHAIR, CHIEF):
        holding.sign_opening(round, who, AT)
    db.session.commit()
    return boxed


def put_in(boxed: Boxed, casts: Sequence[Cast]) -> None:
    """Ballots that lie in the box already."""
    rows = [{"round_id": boxed.round, "pk": one.pk, "ct": one.ct, "sig": one.sig} for one in casts]
    db.session.execute(SealedBallot.__table__.insert(), rows)
    db.session.commit()
