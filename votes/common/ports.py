"""Whether a server may listen here, asked before anything is done for it."""

import socket

from votes.common.errors import RuleBroken, say

SERVING = say("民生票决 is served on %(address)s, until you press Ctrl+C.")


def check_free(port: int, host: str = "127.0.0.1") -> None:
    """Refuse a port on which something listens already, or that may not be used."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise RuleBroken(
                say(
                    "Port %(port)d is taken: something runs there already. Stop it, or choose another: PORT=…"
                ),
                port=port,
            ) from error
