"""The hall screen: numbers and state before the declaration, the result as far as the switch says after it."""

from tests.ballots.hall import AT, CHAIR, Terms, holding, round_by


def shown(client, hall) -> dict:
    return client.get(f"/screen/{hall.people.county}/{hall.sitting}.json").json


def figures(screen: dict) -> list[int | None]:
    return [one["number"] for one in screen["numbers"]]


def test_before_anything_is_prepared_it_names_the_sitting(hall, client) -> None:
    page = client.get(f"/screen/{hall.people.county}/{hall.sitting}")
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert shown(client, hall)["numbers"] == []


def test_it_counts_who_is_present_and_names_the_quorum(hall, client, carried) -> None:
    carried("preparing", present=7)
    screen = shown(client, hall)
    assert screen["state"] == "正在签到"
    assert figures(screen) == [12, 7]
    assert screen["foot"] == ["法定人数8，尚未达到"]


def test_while_voting_it_shows_numbers_and_no_share(hall, client, carried) -> None:
    carried("open")
    screen = shown(client, hall)
    assert screen["state"] == "正在投票"
    assert figures(screen) == [12, 10, None, None]
    assert screen["foot"] == ["法定人数8，已达到"]


def test_until_the_declaration_nothing_of_the_result_is_there(hall, client, carried) -> None:
    carried("confirmed", terms=Terms(seats=2, most=None, publish="counts"))
    screen = shown(client, hall)
    assert figures(screen) == [12, 10, 10, 10]
    assert screen["rows"] == []
    assert "市民中心建设工程" not in str(screen)


def test_after_it_counts_are_shown_only_if_they_are_published(hall, client, carried) -> None:
    carried("declared", terms=Terms(seats=2, most=None, publish="counts"))
    screen = shown(client, hall)
    assert screen["title"] == "票决通过2项"
    assert [(row["title"], row["figure"]) for row in screen["rows"]] == [
        ("市民中心建设工程", "8"),
        ("新农村建设", "7"),
    ]
    assert screen["foot"] == ["未入选：老旧小区改造工程3（票数不够）　社会足球场建设2（票数不够）"]


def test_a_list_without_counts_shows_titles_alone(hall, client, carried) -> None:
    carried("declared")
    screen = shown(client, hall)
    assert [row["figure"] for row in screen["rows"]] == ["", ""]
    assert screen["foot"] == [""]


def test_a_void_vote_is_told_as_such(hall, client, carried, inside) -> None:
    round = carried("open")
    inside(lambda: holding.stop(round_by(round), "票印错了", CHAIR, AT))
    screen = shown(client, hall)
    assert screen["state"] == "无效"
    assert screen["words"] == "本次投票无效，将重新投票。"
    assert "印错" not in str(screen)


def test_unchanged_figures_cost_nothing(hall, client, carried) -> None:
    carried("open")
    address = f"/screen/{hall.people.county}/{hall.sitting}.json"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_sitting_of_another_place_is_not_shown(hall, client) -> None:
    assert client.get(f"/screen/{hall.people.other_county}/{hall.sitting}").status_code == 404


def test_a_rehearsal_has_its_screen_on_the_desk(hall, browse, carried) -> None:
    carried("open")
    assert "正在投票" in browse("clerk").get(hall.path("screen")).text
    assert figures(browse("chair").get(hall.path("screen.json")).json) == [12, 10, None, None]
