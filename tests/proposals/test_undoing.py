"""撤销: the last deed is taken back, whatever it was; the history keeps both."""

import pytest

from tests.people import People
from tests.proposals.made import deeds
from tests.proposals.queue_scene import CLERK, LATER, came, released, the_list
from votes.common.errors import RuleBroken
from votes.projects.stages import Stage
from votes.proposals.figures import funnel, tally
from votes.proposals.projects import new_project
from votes.proposals.rules import State
from votes.proposals.splitting import Part, parts_of, split
from votes.proposals.takedowns import Extent, note_of, notes_of, take_down
from votes.proposals.undoing import can_undo, last_done, undo

NEGATIVE = "dispensable"


def take_back(proposal) -> None:
    undo(proposal, "已撤回拆分，仍按原件办理。", LATER, CLERK, len(proposal.steps), "点错了")


def values(proposal) -> dict:
    return {c.key: getattr(proposal, c.key) for c in proposal.__table__.columns}


def merge(people, one):
    one.merge_into(came(people, title="另一件"), "并入", LATER, CLERK, len(one.steps))


def take_up(people, one):
    one.take_up(new_project(the_list(people), "天桥"), "列入", LATER, CLERK, len(one.steps))


def release(people, one):
    one.release("天桥", "不安全", "", True, LATER, CLERK, len(one.steps))


def hold(people, one):
    one.hold("写了姓名", LATER, CLERK, len(one.steps))


def sort(people, one):
    one.sort_into("教育", LATER, CLERK, len(one.steps))


def refuse(people, one):
    one.refuse(NEGATIVE, "不列入", LATER, CLERK, len(one.steps))


DEEDS = (release, hold, sort, merge, take_up, refuse)


@pytest.mark.parametrize("deed", DEEDS)
def test_after_it_is_taken_back_all_is_as_it_was_and_told(context: None, people: People, deed) -> None:
    one = came(people, pictured=True)
    before = values(one)
    deed(people, one)
    assert values(one) != before
    take_back(one)
    assert values(one) == before
    assert one.photos[0].document.released_at is None
    assert deeds(one)[-1] == "undone"
    assert can_undo(one) is None
    with pytest.raises(RuleBroken, match="nothing to take back"):
        take_back(one)


def test_a_merge_that_is_taken_back_is_told_at_both(context: None, people: People) -> None:
    one, other = came(people), released(people)
    one.merge_into(other, "并入", LATER, CLERK, 1)
    take_back(one)
    assert deeds(other) == ["received", "released", "joined", "parted"]
    take_back(other)
    assert other.released_at is None


def test_what_was_answered_anew_has_its_first_answer_again(context: None, people: People) -> None:
    one = came(people)
    one.refuse(NEGATIVE, "第一次答复", LATER, CLERK, 1)
    one.give_answer("第二次答复", LATER, CLERK, 3)
    take_back(one)
    assert (one.answer, one.state) == ("第一次答复", State.refused)


def test_an_answer_is_taken_back_with_a_reason(context: None, people: People) -> None:
    one = came(people)
    refuse(people, one)
    with pytest.raises(RuleBroken, match="Say why"):
        undo(one, "", LATER, CLERK, len(one.steps))
    assert last_done(the_list(people), CLERK) == []


def test_only_who_has_seen_the_last_step_takes_it_back(context: None, people: People) -> None:
    one = released(people)
    with pytest.raises(RuleBroken, match="just dealt with"):
        undo(one, "", LATER, CLERK, 1)


def test_what_was_done_in_one_go_is_taken_back_in_one_go_until_somebody_goes_on(
    context: None, people: People
) -> None:
    first, second = released(people), released(people, title="路灯不亮")
    assert last_done(the_list(people), CLERK) == [first, second]
    assert last_done(the_list(people), "工作人员02") == []
    second.sort_into("教育", LATER.replace(hour=5), "工作人员02", 2)
    assert last_done(the_list(people), CLERK) == [first]


def test_a_split_proposal_goes_on_as_its_matters_and_is_counted_once(context: None, people: People) -> None:
    one = came(people, pictured=True, phone="13800000000")
    split(
        one,
        [Part("天桥", "建天桥", with_photos=True), Part("路灯", "装路灯", "南门")],
        "分开办理",
        LATER,
        CLERK,
        1,
    )
    parts = parts_of(one)
    assert [(part.title, part.place, len(part.photos)) for part in parts] == [
        ("天桥", "", 1),
        ("路灯", "南门", 0),
    ]
    assert (one.state, one.answer) == (State.divided, "分开办理")
    assert all(part.whom is one.contact and part.received_on == one.received_on for part in parts)
    figures = funnel(the_list(people))
    assert (figures.collected, figures.merged_to) == (1, 2)
    counted = tally(the_list(people), one.received_on)
    assert (counted.collected, counted.unanswered) == (1, 2)


def test_a_split_is_taken_back_only_while_its_parts_wait(context: None, people: People) -> None:
    one = came(people)
    split(one, [Part("天桥", "建天桥"), Part("路灯", "装路灯")], "分开办理", LATER, CLERK, 1)
    part = parts_of(one)[1]
    part.sort_into("教育", LATER, CLERK, 1)
    with pytest.raises(RuleBroken, match="has been dealt with"):
        take_back(one)
    other = came(people, title="另一件")
    split(other, [Part("甲事", "办甲"), Part("乙事", "办乙")], "分开办理", LATER, CLERK, 1)
    take_back(other)
    assert other.state is State.received
    assert {part.merged_into for part in parts_of(other)} == {other}


@pytest.mark.parametrize("parts", [0, 1, 7])
def test_a_split_makes_two_to_six_matters(context: None, people: People, parts: int) -> None:
    with pytest.raises(RuleBroken, match="at least 2"):
        split(came(people), [Part("事", "办")] * parts, "分开办理", LATER, CLERK, 1)


def test_a_takedown_leaves_what_when_and_why(context: None, people: People) -> None:
    one = released(people, pictured=True)
    take_down(one, Extent.whole, "文中提到了个人", False, LATER, CLERK, 2)
    note = note_of(one)
    assert note is not None
    assert (note.extent, note.published_at, note.at, note.title, note.photos) == (
        Extent.whole,
        LATER,
        LATER,
        "",
        1,
    )
    assert (one.released_at, one.public_what, one.held_why) == (None, "", "文中提到了个人")
    document = one.photos[0].document
    assert (document.released_at, document.withdrawn_why) == (None, "文中提到了个人")
    assert [(row.why, of) for row, of in notes_of(the_list(people))] == [("文中提到了个人", one)]
    take_back(one)
    assert (one.public_what, document.released_at, document.withdrawn_at) == (one.what, LATER, None)
    assert note_of(one) is None
    assert notes_of(the_list(people)) == []


def test_only_the_pictures_are_taken_down_and_the_words_stay(context: None, people: People) -> None:
    one = released(people, pictured=True)
    take_down(one, Extent.photos, "能认出人", False, LATER, CLERK, 2)
    note = note_of(one)
    assert note is not None
    assert (note.extent, note.title) == (Extent.photos, one.public_title)
    assert one.released_at == LATER
    with pytest.raises(RuleBroken, match="not public"):
        take_down(one, Extent.photos, "再一次", False, LATER, CLERK, 3)


def test_what_is_public_is_taken_down_and_not_merely_held(context: None, people: People) -> None:
    one = released(people)
    with pytest.raises(RuleBroken, match="Take it down instead"):
        one.hold("写了姓名", LATER, CLERK, 2)
    with pytest.raises(RuleBroken, match="not public"):
        take_down(came(people), Extent.whole, "原因", False, LATER, CLERK, 1)


def test_an_adoption_stands_once_its_project_is_a_candidate(context: None, people: People) -> None:
    one = came(people)
    take_up(people, one)
    one.project.stage = Stage.candidate
    with pytest.raises(RuleBroken, match="candidate"):
        take_back(one)
    assert one.state is State.taken_up
