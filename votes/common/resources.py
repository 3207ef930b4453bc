"""Where the product's own files lie: inside the installed package first, then beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder `templates` or `migrations`, wherever this installation keeps it."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
