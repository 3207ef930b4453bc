"""姓氏笔画: deputies stand in the order that every printed list has."""

from votes.congress.strokes import KEYS, PLACES, stroke_key, tidy_name, unplaced


def ordered(*names: str) -> list[str]:
    return sorted(names, key=stroke_key)


def test_fewer_strokes_come_first() -> None:
    names = ["丁一", "马一", "王一", "田一", "李一", "林一", "黄一", "魏一"]
    assert ordered(*reversed(names)) == names


def test_equal_strokes_stand_by_the_first_stroke() -> None:
    assert ordered("方一", "孔一", "毛一", "中一", "王一") == ["王一", "中一", "毛一", "方一", "孔一"]
    assert ordered("张一", "沈一", "邱一", "吴一", "李一") == ["李一", "吴一", "邱一", "沈一", "张一"]


def test_of_one_surname_the_next_character_decides() -> None:
    assert ordered("王鑫", "王一", "王明", "王") == ["王", "王一", "王明", "王鑫"]


def test_what_the_table_lacks_comes_last_and_is_named() -> None:
    assert ordered("龘一", "魏一") == ["魏一", "龘一"]
    assert unplaced("王龘") == "龘"
    assert unplaced("王明") == ""
    assert unplaced("代表001") == ""


def test_every_character_has_one_place() -> None:
    assert len(KEYS) == sum(len(characters) for characters in PLACES.values()) > 1200


def test_the_forms_of_the_mainland_are_counted() -> None:
    known = {"陈": 7, "郭": 10, "黄": 11, "蒋": 12, "魏": 17, "艾": 5, "祝": 9, "郎": 8, "骨": 9, "连": 7}
    assert {character: int(KEYS[character][:2]) for character in known} == known


def test_blanks_that_align_a_list_are_no_part_of_a_name() -> None:
    assert tidy_name(" 张　三 ") == "张三"
    assert tidy_name("Ana  Li") == "Ana Li"
