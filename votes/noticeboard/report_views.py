"""年度报告 in public: the page of one year that a resident reads to the end, and prints."""

from flask import abort, render_template
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common import clock
from votes.common.days import long_day
from votes.noticeboard import cycles, results, year_report
from votes.noticeboard.funnels import funnel_steps
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_page
from votes.noticeboard.year_report import YearReport
from votes.projects.loading import the_public_cycle


@bp.route("/<congress>/<cycle>/report")
@open_to(PUBLIC)
def report(congress: str, cycle: str) -> Response:
    """What was asked, chosen, promised, done, late and judged, as far as the year has come."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    living = Living(found, clock.today())
    told = YearReport(living)
    return public_page(
        render_template(
            "noticeboard/report.html",
            cycle=found,
            report=told,
            heads=year_report.headings(told),
            steps=funnel_steps(living.funnel),
            lights=cycles.lights(living.wall),
            asked_words=cycles.asked_words(living),
            findings=cycles.entry_rows(living, told.findings),
            residents=year_report.resident_rows(told),
            unrated=year_report.unrated(told),
            day=long_day(living.on),
            show=year_report,
            told=results,
        )
    )
