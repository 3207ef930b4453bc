"""漏斗: how many proposals became how many projects, as a picture of widths in percent and as figures."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.proposals.figures import Funnel

THINNEST = 0.8
"""Percent of the width below which nobody would see a bar."""


@dataclass(frozen=True)
class FunnelStep:
    """One step: its words, its number (None: not yet) in words, and the widths in percent from which to which it narrows."""

    words: str
    number: int | None
    figure: str
    top: float
    bottom: float

    @property
    def corners(self) -> str:
        """The corners of its piece of the picture, which is 100 wide and 10 high."""
        left, right = (100 - self.top) / 2, (100 + self.top) / 2
        low_left, low_right = (100 - self.bottom) / 2, (100 + self.bottom) / 2
        return f"{left:.2f},0 {right:.2f},0 {low_right:.2f},10 {low_left:.2f},10"


def funnel_steps(funnel: Funnel) -> list[FunnelStep]:
    """收到 → 合并后 → 候选 → 票决通过 (679 → 332 → 12 → 10); what is not known yet stays open."""
    proposals, projects = (funnel.collected, funnel.merged_to), (funnel.candidates, funnel.adopted)
    known = [number for number in (*proposals, *projects) if number is not None]
    widths = [width(number, max(known) or 1) for number in known]
    words = (_("Proposals received"), _("After merging"), _("Candidates"), _("Adopted by the ballot"))
    figures = [ngettext("%(num)d item", "%(num)d items", number) for number in proposals]
    figures += ["" if n is None else ngettext("%(num)d project", "%(num)d projects", n) for n in projects]
    ends = dict(zip(range(4), zip(widths, [*widths[1:], widths[-1]], strict=True), strict=False))
    return [
        FunnelStep(words[n], number, figures[n], *ends.get(n, (0.0, 0.0)))
        for n, number in enumerate((*proposals, *projects))
    ]


def width(number: int, most: int) -> float:
    """A number as percent of the largest; a small one stays to be seen."""
    return max(number / most * 100, THINNEST) if number else 0.0
