"""The rules of cycles, without a database."""

import pytest

from votes.common.errors import RuleBroken
from votes.projects.profiles import PROFILES
from votes.projects.settings import CycleSettings, Subject, changed, check_change, settings_of, stored_form
from votes.projects.slug_rules import check_slug, next_batch
from votes.projects.stages import MOVES, STAGE_NAMES, Stage, check_move


def test_a_free_address_is_fine() -> None:
    check_slug("2026-2", reserved=set(), taken={"2026"})


@pytest.mark.parametrize("slug", ["", "a_b", "A", "-a", "a" * 41])
def test_an_address_is_short_and_readable(slug: str) -> None:
    with pytest.raises(RuleBroken, match="small letters"):
        check_slug(slug, set(), set())


def test_an_address_of_a_page_is_refused() -> None:
    with pytest.raises(RuleBroken, match="already called"):
        check_slug("cycles", {"cycles"}, set())


def test_a_taken_address_comes_with_the_next_one() -> None:
    with pytest.raises(RuleBroken, match="2026-3"):
        check_slug("2026", set(), {"2026", "2026-2"})


@pytest.mark.parametrize(
    "slug, taken, free",
    [
        ("2026", {"2026"}, "2026-2"),
        ("2026-2", {"2026-2", "2026-3"}, "2026-4"),
        ("spring-fair", set(), "spring-fair-2"),
    ],
)
def test_the_next_batch(slug: str, taken: set[str], free: str) -> None:
    assert next_batch(slug, taken) == free


def test_only_what_changed_is_looked_at() -> None:
    old, new = CycleSettings(), CycleSettings(seats=8)
    assert changed(old, new) == ["seats"]
    check_change(old, new, {Subject.delivery})
    with pytest.raises(RuleBroken):
        check_change(old, new, {Subject.ballot})


def test_lights_must_rise() -> None:
    with pytest.raises(RuleBroken):
        CycleSettings(light_ok=20)


@pytest.mark.parametrize("key", PROFILES)
def test_every_profile_makes_settings_that_can_be_kept(key: str) -> None:
    settings = PROFILES[key].settings(key)
    assert settings.profile == key
    assert settings_of(stored_form(settings)) == settings
    assert settings_of({"unknown": 1}) == CycleSettings()


def test_every_stage_has_its_moves_and_its_name() -> None:
    assert set(MOVES) == set(STAGE_NAMES) == set(Stage)


def test_a_move_that_the_procedure_does_not_know_is_refused() -> None:
    check_move(Stage.proposed, Stage.candidate)
    for now in (None, Stage.terminated):
        with pytest.raises(RuleBroken):
            check_move(now, Stage.candidate)
