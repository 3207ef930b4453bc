"""方案: settings as known from places whose own texts could be read; a cycle starts from one and may differ."""

from dataclasses import dataclass, field
from typing import Any

from votes.common.errors import say
from votes.projects.settings import CycleSettings, settings_of


@dataclass(frozen=True)
class Profile:
    """A named set of settings: what differs from the national default, and the text it comes from."""

    name: str
    source: str
    values: dict[str, Any] = field(default_factory=dict)

    def settings(self, key: str) -> CycleSettings:
        """The settings a cycle gets that starts from this profile."""
        return settings_of({**self.values, "profile": key})


PROFILES: dict[str, Profile] = {
    "national": Profile(
        say("National default"),
        say(
            "Organic Law of Local Congresses, Arts. 11, 12, 14 and 25; the rest is what most published ballots did: 12 candidates for 10 seats."
        ),
    ),
    "township": Profile(
        say("Township, small batches"),
        say(
            "Organic Law, Art. 12; a township has no standing committee, so its presidium passes the candidates. Lists are short: 1 to 10 seats."
        ),
        {
            "seats": 3,
            "gates": [
                say("township government meeting"),
                say("township party committee"),
                say("presidium"),
            ],
        },
    ),
    "zhejiang": Profile(
        say("Zhejiang, county and above"),
        say(
            "Zhejiang rules on deciding major matters (2018), Art. 4: candidates go to the plenary only after the standing committee has reviewed them."
        ),
        {
            "gates": [
                say("government executive meeting"),
                say("party committee"),
                say("standing committee of the congress"),
            ]
        },
    ),
    "shaanxi": Profile(
        say("Shaanxi, county and township"),
        say(
            "Shaanxi rules on the livelihood ballot (2025), Arts. 17 to 19: a legality check, projects finished within the year or with goals for each year."
        ),
        {
            "gates": [
                say("legality check"),
                say("government executive meeting"),
                say("party committee"),
                say("standing committee or presidium"),
            ]
        },
    ),
    "jinghong": Profile(
        say("Jinghong (Yunnan), county"),
        say("Jinghong rules (2025), Art. 6: the collection is open for at least 30 days as a rule."),
        {"window_days": 30},
    ),
    "kaifeng": Profile(
        say("Kaifeng (Henan), city to township"),
        say(
            "Decision of the Kaifeng standing committee (2024), item 3: the collection is open for one month as a rule, always with a surplus."
        ),
        {"window_days": 31},
    ),
    "meilan": Profile(
        say("Meilan (Haikou), four rounds"),
        say(
            "Practice reported in 2025: four rounds of screening before the ballot, 136 proposals to 12 candidates."
        ),
        {
            "gates": [
                say("government special meeting"),
                say("joint conference"),
                say("government executive meeting"),
                say("party standing committee"),
            ]
        },
    ),
}
