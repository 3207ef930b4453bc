"""Who is proposed for a group, as pure rules: whose trade or place fits, mixed, without those who stand aside."""

from votes.supervision.assign_rules import GROUP_SIZE, Known, fitting, mix, mixed, pairs, proposed


def test_common_words_tell_nothing() -> None:
    assert pairs("第三选区") == {"三选"}
    assert "服务" not in pairs("便民服务")
    assert pairs("A, b") == set()


def test_whose_trade_fits_is_proposed_best_first_and_the_less_busy_before() -> None:
    known = [
        Known(1, "县交通运输局"),
        Known(2, "公交公司驾驶员", busy=2),
        Known(3, "公交公司调度员"),
        Known(4, "教师"),
        Known(5, ""),
    ]
    assert [one.id for one in fitting(known, "交通出行 新增公交线路6条")] == [1, 3, 2]


def test_no_walk_of_life_takes_more_than_its_share_while_others_are_left() -> None:
    found = [Known(n, "", "government") for n in range(5)] + [
        Known(n, "", "grass_roots") for n in range(5, 20)
    ]
    chosen = [one.id for one in mixed(found)]
    assert chosen == [0, 1, *range(5, 13)]
    assert [one.id for one in mixed(found[:5])] == [0, 1, 2, 3, 4]


def test_whoever_stands_aside_is_never_proposed() -> None:
    known = [Known(n, "教师") for n in range(30)]
    ids = proposed(known, "教育 教师周转房", aside={0, 3})
    assert len(ids) == GROUP_SIZE
    assert not {0, 3} & set(ids)


def test_the_mix_counts_everyone_once() -> None:
    assert mix(["firm", None, "firm", "expert"]) == {"firm": 2, "": 1, "expert": 1}
