"""The migrations make exactly the tables of the models, on loaded data too, and can be taken back."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from tests.people import make_people
from votes.app import create_app
from votes.common.db import db
from votes.common.migrating import downgrade, upgrade


@pytest.fixture
def fresh(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database of its own."""
    address = f"sqlite:///{tmp_path / 'votes.db'}"
    if database == "postgres":
        address = request.getfixturevalue("postgres_address").replace(
            "postgresql://", "postgresql+psycopg://"
        )
        name = f"migrating_{secrets.token_hex(4)}"
        with sa.create_engine(address, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        address = address.replace("/postgres?", f"/{name}?")
    app = create_app(
        {
            "TESTING": True,
            "DATA": str(tmp_path),
            "SQLALCHEMY_DATABASE_URI": address,
            "SECRET_KEY": "x",
            "BASE_URL": "",
        }
    )
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.metadatas[None])


def test_migrations_make_the_tables_of_the_models_and_go_down_and_up_on_data(fresh: Flask) -> None:
    with fresh.app_context():
        upgrade()
        assert differences() == []
        make_people(db.session)
        db.session.remove()
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert differences() == []


def test_a_table_that_no_migration_makes_is_seen(fresh: Flask) -> None:
    with fresh.app_context():
        upgrade()
        with db.engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE attempt"))
        assert differences() != []


def test_every_foreign_key_begins_an_index() -> None:
    """Without one a page that follows it reads the whole table, of all congresses."""
    lacking = [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys and column.name not in first_columns(table)
    ]
    assert lacking == []


def first_columns(table: sa.Table) -> set[str]:
    """What an index of this table begins with, those of its keys too."""
    keys = [
        one for one in table.constraints if isinstance(one, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
    ]
    return {next(iter(one.columns)).name for one in (*table.indexes, *keys)}
