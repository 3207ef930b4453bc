"""Facts that stand once their evidence does: what was adopted, what a round opened with, what it resulted in."""

from typing import Any, ClassVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState


class Fixed:
    """A table in which a column, once filled, holds itself and the columns named with it for good.

    Such a column is mapped with `active_history`, so that its value before a change is known.
    """

    fixed_by: ClassVar[dict[str, tuple[str, ...]]] = {}


def before(state: InstanceState[Any], name: str) -> Any:
    """The value of a column as the database holds it, read again if it is not at hand."""
    history = state.attrs[name].load_history()
    kept = history.deleted or history.unchanged
    return kept[0] if kept else None


@event.listens_for(Fixed, "before_update", propagate=True)
def refuse_changing(_mapper: Any, _connection: Any, target: Fixed) -> None:
    """Stop a verb that would change what stands; filling the evidence itself passes."""
    state = inspect(target)
    for evidence, columns in target.fixed_by.items():
        if before(state, evidence) is None:
            continue
        changed = [name for name in (evidence, *columns) if state.attrs[name].history.has_changes()]
        if changed:
            raise RuntimeError(f"fixed: {type(target).__name__}.{', '.join(changed)}")
