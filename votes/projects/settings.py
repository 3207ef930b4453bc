"""What varies between places, as data of a cycle (domain.md 11): defaults, and what each cycle has adopted.

Ballot rules are adopted per round and live with it (ballots); here stands what governs the rest of the year.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from votes.common.errors import RuleBroken, say

NEGATIVE_LIST = (
    say("no funding source"),
    say("dispensable"),
    say("duplicates another project"),
    say("unrealistic"),
    say("harms the environment"),
    say("offices or office equipment"),
    say("on the negative list of its sector"),
    say("an abandoned project"),
    say("stalled because its money was diverted"),
    say("adds burden, government debt or a risk to stability"),
    say("conditions not ready"),
    say("assigned by a higher level"),
    say("mainly private capital"),
    say("matching or follow-on part of a higher-level project"),
    say("the request of one person or one unit"),
)
"""负面清单: the union of the reasons found in local rules."""

GATES = (
    say("government executive meeting"),
    say("party committee"),
    say("standing committee or presidium"),
)
"""审议环节: the bodies that pass the candidates, in order."""

CATEGORIES = tuple(
    "就业创业 教育 医疗卫生 社会保障 养老托育 住房保障 交通出行 生态环境 文化体育 公共安全 城市建设管理 乡村振兴 社会治理 便民服务 助残帮困".split()
)

CHANNELS = ("本网站和点上的二维码", "代表联络站、村级征集点", "12345热线", "来信、来访、来电", "人大代表")
"""征集渠道, as a notice tells them; each place writes its own."""

DIMENSIONS = (say("quality of the work"), say("of use in daily life"), say("speed of the work"))
"""评价维度: what residents may rate beside the whole; places ask for other things."""

OPINION_SUBJECTS = (
    "质量：质量 裂 漏 塌 破 坏 松 不平 渗 偷工",
    "进度：慢 拖 停工 没动 还没 什么时候 工期 挖开",
    "使用：坡道 方便 开门 开放 时间 位置 远 进不去 上不去 停车 不够",
    "管护：脏 臭 垃圾 打扫 灯 没水 没电 维修 没人管 关门",
    "施工影响：噪声 噪音 扬尘 灰 堵 绕路 出行",
    "服务和费用：态度 收费 价格 钱 补偿 服务",
    "其他",
)
"""留言主题: each a name and, after the colon, words by which a sentence is laid to it; the last takes the rest."""


class Proof(StrEnum):
    """How one person is told from another in the public's rating: 本机标识, 短信验证码, 一次性评价码."""

    device = "device"
    sms = "sms"
    slip = "slip"


PROOF_NAMES: dict[str, str] = {
    Proof.device: say("the browser's random number, one rating for each device"),
    Proof.sms: say("a code sent to the phone"),
    Proof.slip: say("a printed slip with a code, handed out at the site"),
}


class Subject(StrEnum):
    """What a group of settings governs; once that has begun in a cycle, the group stands still."""

    collection = "collection"
    gates = "gates"
    negative_list = "negative_list"
    ballot = "ballot"
    delivery = "delivery"
    supervision = "supervision"
    evaluation = "evaluation"


SETTING_NAMES: dict[str, str] = {
    "seats": say("Seats (应选数)"),
    "surplus_percent": say("Surplus over the seats (差额), percent"),
    "window_days": say("Days the collection is open at least"),
    "answer_days": say("Days to answer a proposal"),
    "contact_days": say("Days that proposers' contacts are kept after the year"),
    "categories": say("Categories"),
    "channels": say("Ways to propose (征集渠道)"),
    "gates": say("Gates, in order (审议环节)"),
    "negative_list": say("Negative list (负面清单)"),
    "light_ok": say("Lag that is still on track, points"),
    "light_slow": say("Lag that is slow, points"),
    "light_behind": say("Lag that is well behind, points"),
    "public_after_days": say("Days until a light is public"),
    "report_due_day": say("Monthly report due on day"),
    "stalled_months": say("Reports in a row without progress before a project counts as stalled"),
    "office_after_days": say("Days until the office is told what the unit was told first"),
    "adjust_body": say("Who decides on major changes, suspending and ending"),
    "major_money_percent": say("Change of the money that is a major one, percent"),
    "major_delay_days": say("Delay that is a major change, days"),
    "major_quantity_percent": say("Loss of a goal that is a major change, percent"),
    "order_days": say("Days to answer an order"),
    "opinion_send_days": say("Days to send an approved review opinion"),
    "opinion_reply_months": say("Months to answer a review opinion"),
    "suggestion_months": say("Months to answer a deputy's suggestion"),
    "suggestion_hard_months": say("Months to answer a hard suggestion"),
    "look_back_days": say("Days from closing to the look-back"),
    "rating_min_people": say("People needed before a rate is shown"),
    "rating_dimensions": say("What residents may rate beside the whole (评价维度)"),
    "rating_rework_below": say("Rate under which an order and a second evaluation follow, percent"),
    "rating_proofs": say("What tells one person from another"),
    "rating_subjects": say("Subjects of residents' sentences (留言主题)"),
}

GOVERNED_BY: dict[str, Subject] = {
    "seats": Subject.ballot,
    "surplus_percent": Subject.ballot,
    "window_days": Subject.collection,
    "answer_days": Subject.collection,
    "contact_days": Subject.collection,
    "gates": Subject.gates,
    "negative_list": Subject.negative_list,
    "light_ok": Subject.delivery,
    "light_slow": Subject.delivery,
    "light_behind": Subject.delivery,
    "public_after_days": Subject.delivery,
    "report_due_day": Subject.delivery,
    "stalled_months": Subject.delivery,
    "office_after_days": Subject.delivery,
    "adjust_body": Subject.delivery,
    "major_money_percent": Subject.delivery,
    "major_delay_days": Subject.delivery,
    "major_quantity_percent": Subject.delivery,
    "order_days": Subject.supervision,
    "opinion_send_days": Subject.supervision,
    "opinion_reply_months": Subject.supervision,
    "suggestion_months": Subject.supervision,
    "suggestion_hard_months": Subject.supervision,
    "look_back_days": Subject.supervision,
    "rating_min_people": Subject.evaluation,
    "rating_dimensions": Subject.evaluation,
    "rating_rework_below": Subject.evaluation,
}
"""Which settings stand still together; categories and subjects may grow at any time, what was filed keeps its word.

How people are told apart may be tightened at any time, for that is what a flood of false ratings calls for.
"""


ADJUST_BODIES: dict[str, str] = {
    "by_level": say("by the law of the place: a county's standing committee, a township's congress"),
    "standing_committee": say("the standing committee"),
    "congress": say("the congress in session"),
    "presidium": say("the presidium"),
}
"""决定机关: who may be adopted as the body that decides on changes."""


@dataclass(frozen=True)
class CycleSettings:
    """Adopted per cycle. Days are calendar days; lags in points; `seats` is 应选数, `surplus_percent` a floor to warn at.

    With `light_behind` the lights have five colours instead of three.
    """

    seats: int = 10
    surplus_percent: int = 20
    window_days: int = 30
    answer_days: int = 30
    contact_days: int = 30
    gates: tuple[str, ...] = GATES
    negative_list: tuple[str, ...] = NEGATIVE_LIST
    categories: tuple[str, ...] = CATEGORIES
    channels: tuple[str, ...] = CHANNELS
    light_ok: int = 5
    light_slow: int = 15
    light_behind: int | None = None
    public_after_days: int = 3
    report_due_day: int = 5
    stalled_months: int = 2
    office_after_days: int = 1
    adjust_body: str = "by_level"
    major_money_percent: int = 10
    major_delay_days: int = 30
    major_quantity_percent: int = 10
    order_days: int = 30
    opinion_send_days: int = 7
    opinion_reply_months: int = 3
    suggestion_months: int = 3
    suggestion_hard_months: int = 6
    look_back_days: int = 90
    rating_min_people: int = 30
    rating_dimensions: tuple[str, ...] = DIMENSIONS
    rating_rework_below: int | None = None
    rating_proofs: tuple[str, ...] = (Proof.device.value,)
    rating_subjects: tuple[str, ...] = OPINION_SUBJECTS
    profile: str = field(default="national")

    def __post_init__(self) -> None:
        limits = (self.light_ok, self.light_slow, 100 if self.light_behind is None else self.light_behind)
        if not 0 <= limits[0] <= limits[1] <= limits[2] <= 100:
            raise RuleBroken(
                say("The limits of the lights must rise: normal, then slow, at most 100 points.")
            )


def settings_of(stored: dict[str, Any]) -> CycleSettings:
    """The settings of a cycle: what it has adopted, and the defaults for the rest."""
    known = {f.name for f in fields(CycleSettings)}
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in stored.items()
        if key in known
    }
    return CycleSettings(**given)


def stored_form(settings: CycleSettings) -> dict[str, Any]:
    """The settings as they are kept with the cycle (JSON)."""
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in asdict(settings).items()
    }


def changed(old: CycleSettings, new: CycleSettings) -> list[str]:
    """The names of the settings that differ."""
    return [key for key in GOVERNED_BY if getattr(old, key) != getattr(new, key)]


def check_change(old: CycleSettings, new: CycleSettings, frozen: Collection[Subject]) -> None:
    """Refuse to change what governs something that has begun (票决办法等一经启用不得变更)."""
    for key in changed(old, new):
        if GOVERNED_BY[key] in frozen:
            raise RuleBroken(
                say(
                    "A setting cannot change any more, because what it governs has begun. Load the page again to see which."
                )
            )
