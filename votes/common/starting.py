"""A quick start: while hundreds of modules load nothing is garbage, and looking for it takes a sixth of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Load what a command needs with the garbage collector off."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
