"""What stands in the `.json` of the hall: its screen, draws by lot, sealed boxes."""

from votes.common.errors import say
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.supervision.draw_rules import Kind as Lot

SHA = say("SHA-256 in hexadecimal digits")

HALL = (
    Shape(
        "screen",
        say("The screen of a sitting: numbers and state, after the declaration the result"),
        (
            Field("title", say("Title"), kept=True),
            Field("sub", say("Line under the title"), kept=True),
            Field("state", say("Word of the state"), kept=True),
            Field("numbers", say("Large numbers"), kept=True, shape="screen_number", many=True),
            Field("words", say("Words"), kept=True),
            Field("rows", say("Declared result"), kept=True, shape="screen_row", many=True),
            Field("marks", say("Fingerprints to compare"), kept=True, many=True),
            Field("foot", say("Lines at the foot"), kept=True, many=True),
        ),
    ),
    Shape(
        "screen_number",
        say("A large number"),
        (
            Field("words", say("Words"), kept=True),
            Field("number", say("Number"), Kind.whole),
            Field("live", say("Whether it moves now"), Kind.flag, kept=True),
        ),
    ),
    Shape(
        "screen_row",
        say("An option of the declared result"),
        (
            Field("no", say("Number on the ballot"), kept=True),
            Field("title", say("Title"), kept=True),
            Field("figure", say("Its figure, where it is published"), kept=True),
        ),
    ),
)
DRAWS = (
    Shape(
        "draws",
        say("Draws by lot of a list"),
        (Field("draws", say("Draws, the newest first"), kept=True, shape="draw", many=True),),
    ),
    Shape(
        "draw",
        say("A draw as far as it is public"),
        (
            Field("number", say("Number of the draw"), Kind.whole, kept=True),
            Field("kind", say("What is drawn"), kept=True, choices=tuple(Lot)),
            Field("prepared_at", say("When it was fixed"), Kind.moment, kept=True),
            Field("count", say("How many are drawn"), Kind.whole, kept=True),
            Field("entries", say("From how many"), Kind.whole, kept=True),
            Field("commitment", SHA, kept=True),
            Field("list_hash", SHA, kept=True),
            Field("state", say("State of the draw"), kept=True),
        ),
        loose=True,
    ),
    Shape(
        "draw_file",
        say("The file with which a draw is repeated"),
        (
            Field("format", say("Form of the file"), kept=True),
            Field("commitment", SHA, kept=True),
            Field("list_hash", SHA, kept=True),
            Field("count", say("How many are drawn"), Kind.whole, kept=True),
            Field("seed", say("Seed, revealed after the draw"), kept=True),
            Field("word", say("Word called out"), kept=True),
            Field("drawn", say("Keys drawn, in their order"), kept=True, many=True),
            Field("entries", say("The list"), kept=True, shape="lot", many=True),
        ),
        loose=True,
    ),
    Shape(
        "lot",
        say("An entry of the list"),
        (Field("key", say("Key"), kept=True), Field("title", say("Title"), kept=True)),
    ),
)
BOXES = (
    Shape(
        "boxes",
        say("Votes by slips that are on today"),
        (Field("boxes", say("Boxes"), kept=True, shape="box", many=True),),
    ),
    Shape(
        "box",
        say("A vote by slips"),
        (
            Field("mark", say("Mark of the box"), kept=True),
            Field("congress", say("Congress"), kept=True),
            Field("session", say("Session"), kept=True),
            Field("ballot", say("Title of the round"), kept=True),
            Field("round", say("Round of the ballot"), Kind.whole, kept=True),
            Field("section", say("Field of the slip"), kept=True),
            Field("state", say("State of the box"), kept=True, choices=("waiting", "open", "closed")),
            Field("rehearsal", say("Whether it is a rehearsal"), Kind.flag, kept=True),
        ),
    ),
    Shape(
        "manifest",
        say("What is voted on, as the box was sealed with it"),
        (
            Field("state", say("State of the box"), kept=True, choices=("waiting", "open", "closed")),
            Field("manifest", say("Manifest, as votes/ballots/PROTOCOL.md says"), Kind.open),
        ),
    ),
)
