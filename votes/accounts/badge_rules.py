"""证: who may hold the duties of one sitting: different persons, each told from all others by name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from votes.common.errors import RuleBroken, say


@dataclass(frozen=True)
class Person:
    """Somebody who may hold a duty: a deputy or one of the staff; `label` is the name, made unmistakable if need be."""

    name: str
    label: str
    deputy_id: int | None = None


def labelled(
    people: Sequence[tuple[str, str, int | None]], given: Sequence[tuple[str, int | None]] = ()
) -> list[Person]:
    """People as (name, what tells them from a namesake, deputy's id): the label is the name where it is enough.

    `given` are labels that stand already, each with the deputy's id (None: one of the staff): they stay.
    """
    names = Counter(name for name, _, _ in people)
    deputies = {deputy_id: label for label, deputy_id in given if deputy_id is not None}
    staff = {label for label, deputy_id in given if deputy_id is None}

    def label(name: str, mark: str, deputy_id: int | None) -> str:
        marked = f"{name}（{mark}）"
        if deputy_id in deputies:
            return deputies[deputy_id]
        if deputy_id is None and staff & {name, marked}:
            return marked if marked in staff else name
        return marked if names[name] > 1 and mark else name

    return [Person(name, label(name, mark, deputy_id), deputy_id) for name, mark, deputy_id in people]


def named(words: str, people: Sequence[Person]) -> Person:
    """The one person these words mean; none or several is refused."""
    found = [one for one in people if words in (one.label, one.name)]
    exact = [one for one in found if one.label == words]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise RuleBroken(
            say("There is no deputy and nobody of the staff called %(name)s. Check the name."), name=words
        )
    raise RuleBroken(
        say("Several are called %(name)s. Write it as one of these: %(labels)s"),
        name=words,
        labels="、".join(one.label for one in found),
    )


def is_same(one: Person, other: Person) -> bool:
    """Whether these are one person; a deputy and one of the staff of the same name are taken for one."""
    is_namesake = one.deputy_id is not None and other.deputy_id is not None and one.label != other.label
    return one.name == other.name and not is_namesake


def check_different(people: Sequence[Person]) -> None:
    """Refuse two duties for one person."""
    for index, one in enumerate(people):
        if any(is_same(one, other) for other in people[:index]):
            raise RuleBroken(
                say("%(name)s holds two duties. Chair, scrutineers and tellers are different persons."),
                name=one.name,
            )


def check_unused(person: Person, others: Sequence[Person]) -> None:
    """Refuse whoever has acted under another duty in the sitting: figures known from there are not counted apart."""
    if any(is_same(person, other) for other in others):
        raise RuleBroken(
            say("%(name)s has had another duty in this sitting and acted in it. Name somebody else."),
            name=person.name,
        )
