"""Real elections counted again: their published tallies, their published choices, and what does not hold."""

import csv
import io
from pathlib import Path

import pytest

from votes.ballots.fields import Refused
from votes.ballots.pabulib import Poll, parse
from votes.ballots.record import decode
from votes.ballots.recount import count_again, recount

FOLDER = Path(__file__).parent / "pabulib"
with (FOLDER / "INDEX.csv").open(encoding="utf-8") as index:
    ELECTIONS = list(csv.DictReader(index))


def poll_of(row: dict[str, str]) -> Poll:
    return parse(decode((FOLDER / row["file"]).read_bytes()))


def told(path: Path) -> tuple[int, str]:
    out = io.StringIO()
    return recount(path, False, out, out), out.getvalue()


@pytest.mark.parametrize("row", ELECTIONS, ids=lambda row: row["file"])
def test_a_real_election_is_read_as_it_is(row: dict[str, str]) -> None:
    poll = poll_of(row)
    plan = poll.rules
    assert len(poll.record.options) == int(row["num_projects"]) == poll.published.num_projects
    assert poll.record.roll.all == poll.record.roll.present == int(row["num_votes"])
    assert plan.funds is not None
    assert plan.funds.plain() == {
        "cap": int(row["budget"]),
        "fit": "stop" if row["rule"] == "greedy-no-skip" else "skip",
    }
    assert plan.most == (int(row["max_length"]) if row["max_length"] else None)
    assert plan.passing.plain() == {
        "of": [0, 1],
        "strict": False,
        "base": "none",
        "min": int(row["threshold"] or 1),
    }
    assert plan.quorum.plain() == {"of": [0, 1], "strict": False}
    assert (plan.form, plan.seats, plan.tie, plan.shortfall) == ("choose", None, "presidium", "vacant")


@pytest.mark.parametrize("row", ELECTIONS, ids=lambda row: row["file"])
def test_a_real_election_comes_out_as_the_index_says(row: dict[str, str]) -> None:
    poll = poll_of(row)
    found = poll.record.result()
    doubled = int(row["ballots_with_duplicate_entry"])
    assert found.totals.invalid == doubled == len(poll.doubled.lines)
    assert found.totals.void == ({"unreadable": doubled} if doubled else {})
    tally = {id: marks["approve"] + poll.doubled.votes[id] for id, marks in found.totals.counts.items()}
    assert (tally == poll.published.votes) is (row["recount_matches_published_votes"] == "True")
    assert poll.published.selected is not None
    assert len(poll.published.selected) == int(row["num_selected"])
    assert (found.state == "tie") is (row["tie_decides_result"] == "True")
    if found.state == "decided":
        assert len(set(found.adoption.adopted) ^ poll.published.selected) == int(row["rule_diff"])


@pytest.mark.parametrize("row", ELECTIONS, ids=lambda row: row["file"])
def test_a_recount_ends_well_where_tally_and_choice_hold(row: dict[str, str]) -> None:
    end, text = told(FOLDER / row["file"])
    holds = row["published_rule_match"] == "match" and row["ballots_with_duplicate_entry"] == "0"
    assert end == (0 if holds else 1)
    assert ("one way to settle it" in text) is (row["tie_decides_result"] == "True")
    assert ("agrees with the recount" in text) is (holds and row["tie_decides_result"] == "False")


def test_las_left_out_a_project_that_its_rule_adopts() -> None:
    _, text = told(FOLDER / "Poland_Warszawa_2018_Las.pb")
    assert text.endswith("Figures that differ: 1\n  Published choice 1649: file 0, recount 1\n")


def test_grochow_counted_two_ballots_that_list_a_project_twice() -> None:
    _, text = told(FOLDER / "Poland_Warszawa_2026_Grochow.pb")
    assert "refused as unreadable: 2 (lines 1590、1990)" in text
    assert "Were every entry of theirs counted, the published votes would agree." in text
    assert "Published votes 2107: file 857, recount 855" in text
    assert "Published votes 2096: file 352, recount 349" in text
    assert "Figures that differ: 7\n" in text
    assert "Published choice" not in text


@pytest.mark.parametrize(
    "name, chosen",
    [("Poland_Warszawa_2019_Brodno.pb", "2162"), ("Poland_Warszawa_2020_Rembertow.pb", "2146")],
)
def test_a_published_choice_that_cannot_settle_the_tie_differs(
    tmp_path: Path, name: str, chosen: str
) -> None:
    file = tmp_path / name
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    heading = lines[lines.index("PROJECTS") + 1].split(";")
    at = next(place for place, line in enumerate(lines) if line.startswith(f"{chosen};"))
    cells = lines[at].split(";")
    assert cells[heading.index("selected")] == "1"
    cells[heading.index("selected")] = "0"
    lines[at] = ";".join(cells)
    file.write_text("\n".join(lines), encoding="utf-8")
    end, text = told(file)
    assert end == 1
    assert f'Published choice {chosen}: file 0, recount "tied"' in text


# Made-up files for what the real ones do not hold


def pb(
    meta: str = "",
    votes: str = "1;1\n2;1,2\n3;2\n4;2",
    projects: str = "",
    heading: str = "project_id;cost;votes;selected",
) -> str:
    head = "META\nkey;value\ndescription;Made up\nvote_type;approval\nrule;greedy\nbudget;100\n"
    projects = projects or "1;60;2;0\n2;50;3;1"
    return f"{head}{meta}PROJECTS\n{heading}\n{projects}\nVOTES\nvoter_id;vote\n{votes}\n"


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        parse(text)
    return refusal.value.field, str(refusal.value)


def kind(tmp_path: Path, text: str) -> str:
    file = tmp_path / "made-up.PB"
    file.write_text(text, encoding="utf-8")
    return count_again(file).agreement.kind


def test_a_made_up_file_agrees(tmp_path: Path) -> None:
    assert kind(tmp_path, pb()) == "agrees"
    assert kind(tmp_path, pb().replace(";", "; ").replace("\n", "\r\n")) == "agrees"


def test_blank_lines_and_a_mark_before_the_file_say_nothing(tmp_path: Path) -> None:
    assert kind(tmp_path, "\ufeff# made up\n\n" + pb().replace("VOTES\n", "\nVOTES\n") + "\n") == "agrees"


def test_ballots_are_read_as_they_stand() -> None:
    found = parse(pb(votes='1;\n2; \n3;1, 2\n4;"1,2"\n5;9\n6;1,1\n7;1,')).record.result()
    assert found.totals.counts["1"] == {"approve": 2, "oppose": 0, "abstain": 2}
    assert found.totals.void == {"unreadable": 3}


def test_more_entries_than_allowed_void_the_ballot() -> None:
    found = parse(pb(meta="max_length;1\n")).record.result()
    assert found.totals.void == {"over_marked": 1}


def test_amounts_with_decimals_count_a_hundredfold_throughout(tmp_path: Path) -> None:
    poll = parse(pb(projects="1;60;2;0\n2;40.5;3;1"))
    assert [option.cost for option in poll.record.options] == [6000, 4050]
    assert poll.rules.funds is not None
    assert poll.rules.funds.cap == 10000
    assert poll.record.result().adoption.adopted == ["2"]
    assert parse(pb(projects="1;60.25;2;0\n2;39.750;3;1")).record.result().adoption.adopted == ["2", "1"]
    assert parse(pb().replace("budget;100", "budget;110.0")).rules.funds is not None
    file = tmp_path / "decimals.pb"
    file.write_text(pb(projects="1;60;2;0\n2;40.5;3;1"))
    assert "all are shown times 100" in told(file)[1]


def test_a_project_is_called_by_its_name_or_its_number() -> None:
    poll = parse(pb(heading="project_id;cost;votes;name", projects="1;60;2;公园\n2;50;3;"))
    assert [option.title for option in poll.record.options] == ["公园", "2"]


def test_no_published_figures_are_no_difference(tmp_path: Path) -> None:
    assert kind(tmp_path, pb(heading="project_id;cost", projects="1;60\n2;50")) == "absent"
    assert kind(tmp_path, pb(heading="project_id;cost;votes", projects="1;60;2\n2;50;3")) == "agrees"
    assert kind(tmp_path, pb(heading="project_id;cost;selected", projects="1;60;0\n2;50;1")) == "agrees"
    assert kind(tmp_path, pb(heading="project_id;cost;votes", projects="1;60;3\n2;50;3")) == "differs"


@pytest.mark.parametrize("meta", ["num_votes;5\n", "num_projects;3\n"])
def test_the_numbers_in_the_heading_are_compared_too(tmp_path: Path, meta: str) -> None:
    assert kind(tmp_path, pb(meta=meta)) == "differs"
    assert kind(tmp_path, pb(meta="num_votes;4\nnum_projects;2\n")) == "agrees"


@pytest.mark.parametrize("votes", ["1;1\n2;1,2\n3;2", "1;1\n2;1,2\n3;2\n4;2\n5;1", "1;1\n2;1\n3;2\n4;2"])
def test_a_ballot_added_removed_or_altered_is_found_out(tmp_path: Path, votes: str) -> None:
    assert kind(tmp_path, pb(votes=votes)) == "differs"


def test_doubled_ballots_do_not_excuse_other_differences(tmp_path: Path) -> None:
    file = tmp_path / "doubled.pb"
    file.write_text(pb(votes="1;1,1\n2;1\n3;2\n4;2"))
    end, text = told(file)
    assert end == 1
    assert "refused as unreadable: 1 (lines 13)" in text
    assert "would agree" not in text


@pytest.mark.parametrize(
    "text, field, named",
    [
        (pb().replace("approval", "ordinal"), "vote_type", "approval"),
        (pb().replace("vote_type;approval\n", ""), "vote_type", "vote_type"),
        (pb().replace("budget;100\n", ""), "budget", "budget"),
        (pb().replace("budget;100", "budget;1,5"), "budget", "Line 6"),
        (pb(meta="max_length;0\n"), "max_length", "Line 7"),
        (pb(meta="max_length;two\n"), "max_length", "Line 7"),
        (pb(meta="min_project_score_threshold;1.5\n"), "min_project_score_threshold", "Line 7"),
        (pb(projects="1;60;2;0\n1;50;3;1"), "project_id", "Line 10"),
        (pb(projects="1;60.125;2;0\n2;50;3;1"), "cost", "Line 9"),
        (pb(projects="1;-60;2;0\n2;50;3;1"), "cost", "Line 9"),
        (pb(projects="1\n2;50;3;1"), "cost", "Line 9"),
        (pb(projects="1;60;many;0\n2;50;3;1"), "votes", "Line 9"),
        (pb(heading="cost;votes;selected", projects="60;2;0"), "project_id", "Line 9"),
        (pb().replace("1;60;2;0\n2;50;3;1\n", ""), "PROJECTS", "PROJECTS"),
        (pb().replace("voter_id;vote", "voter_id;choice"), "vote", "VOTES"),
        (pb(votes="1"), "vote", "Line 13"),
        (pb().replace("VOTES", "BALLOTS"), "VOTES", "VOTES"),
        ("", "META", "META"),
        ("META\nkey;value\nvote_type;approval\n", "PROJECTS", "PROJECTS"),
        (pb(votes=f"1;{'1,' * 100_000}"), "line 13", "Line 13"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_by_line_and_field(
    text: str, field: str, named: str
) -> None:
    found, sentence = refused(text)
    assert found == field
    assert named in sentence


def test_a_file_without_ballots_is_counted_as_such() -> None:
    empty = parse(
        "META\nkey;value\nvote_type;approval\nbudget;1\nPROJECTS\nproject_id;cost\n1;1\nVOTES\nvoter_id;vote\n"
    )
    found = empty.record.result()
    assert (found.state, found.totals.valid, found.adoption.adopted) == ("decided", 0, [])
