"""答复模板: an answer begins with the congress's own words, and none goes out with an open place."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import DESK, act, open_collection, proposal, send

PAGE = "/desk/demo-county/answers"
WORDS = {"name": "转办", "words": "“{标题}”已转【填：责任单位】办理，编号{编号}。"}


def test_a_template_fills_itself_in_and_leaves_the_rest_to_whoever_answers(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, clerk = send(client, title="村民李四家门口装路灯"), browser_of(people.clerk)
    assert clerk.send(PAGE, WORDS).status_code == 302
    assert "转办" in clerk.get(PAGE).text
    page = clerk.get(f"{DESK}/{code}/refuse?begin=1").text
    begun = f"“村民李某家门口装路灯”已转【填：责任单位】办理，编号{code[:5]}-{code[5:]}。"
    assert begun in page
    assert act(clerk, code, "refuse", reason="dispensable", answer=begun).status_code == 200
    filled = begun.replace("【填：责任单位】", "县城管局")
    assert act(clerk, code, "refuse", reason="dispensable", answer=filled).status_code == 302
    assert proposal(app, code).answer == filled


def test_a_template_put_in_loses_nothing_typed(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, clerk = send(client, title="装路灯"), browser_of(people.clerk)
    clerk.send(PAGE, WORDS)
    typed = {"decider": "县城管局", "reason": "dispensable", "answer": "已写的一段话。"}
    answer = act(clerk, code, "refuse", **typed, deed="begin", begin="1")
    assert answer.status_code == 200
    assert re.search(r"已写的一段话。\s+“装路灯”已转【填：责任单位】", answer.text)
    assert 'value="县城管局"' in answer.text
    [radio] = [tag for tag in re.findall("<input[^>]*>", answer.text) if 'value="dispensable"' in tag]
    assert "checked" in radio
    assert proposal(app, code).answered_at is None


def test_braces_that_nothing_fills_in_are_refused_in_template_and_answer(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code, clerk = send(client, title="装路灯"), browser_of(people.clerk)
    refused = clerk.send(PAGE, {**WORDS, "words": "“{标题}”已由{部门}办理。"})
    assert refused.status_code == 200
    assert "{部门}没有内容可填" in refused.text
    answer = act(clerk, code, "refuse", reason="dispensable", answer="已由{部门}办理。")
    assert answer.status_code == 200
    assert "请把{部门}换成要写的内容" in answer.text
    assert proposal(app, code).answered_at is None


def test_templates_are_changed_put_away_and_named_once(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(PAGE, WORDS)
    answer = clerk.send(PAGE, {**WORDS, "words": "留下的话"})
    assert answer.status_code == 200
    assert "留下的话" in answer.text
    assert clerk.send(f"{PAGE}/1", {"name": "已转办", "words": "已转。"}).status_code == 302
    assert "已转办" in clerk.get(PAGE).text
    assert browser_of(people.other_clerk).get(f"{PAGE}/1").status_code == 404
    assert clerk.send(PAGE, {}, to=f"{PAGE}/1/remove").status_code == 302
    assert "已转办" not in clerk.get(PAGE).text
