"""The server: gunicorn with threads; public pages are meant to stand behind nginx."""

import gc
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy.orm import configure_mappers

from votes.app import create_app
from votes.common.ports import SERVING
from votes.common.spoken import chinese
from votes.desk.commands import start_keeping_on

THREADS = 24
"""Of each worker: most wait, for a disk or a lock; the more ballots wait together, the more share a commit."""


class Server(BaseApplication):
    """gunicorn with our options; every worker makes the application for itself."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return settled(create_app())


def settled(app: Flask) -> Flask:
    """The application, its models put together before the first request, and left alone by the garbage collector.

    Walking over all of it costs a request a tenth of a second.
    """
    configure_mappers()
    gc.collect()
    gc.freeze()
    return app


def tell(address: str) -> None:
    """Say where it listens, once it does."""
    click.echo(chinese()(SERVING) % {"address": address})


def serve(port: int, workers: int, host: str = "127.0.0.1") -> None:
    """Serve until stopped; access lines carry neither query nor address of the reader."""
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 20,
            "access_log_format": "%(m)s %(U)s %(s)s %(B)s %(M)sms",
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": lambda worker: start_keeping_on(worker.wsgi),
            "when_ready": lambda _server: tell(f"http://{host}:{port}"),
        }
    ).run()
