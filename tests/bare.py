"""The least that the same server can do: a view of Flask's own that says a word. `python -m tests.bare PORT`."""

import sys

from flask import Flask

from votes import server

app = Flask("bare")


@app.get("/")
def hello() -> str:
    return "hello"


if __name__ == "__main__":
    server.create_app = lambda: app  # type: ignore[assignment]
    server.serve(int(sys.argv[1]), 2)
