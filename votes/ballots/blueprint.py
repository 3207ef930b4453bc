"""代表决: the blueprint that all views of this room share."""

from flask import Blueprint

bp = Blueprint("ballots", __name__)
