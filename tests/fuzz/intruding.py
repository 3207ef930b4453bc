"""Who tries the doors of others: every address that opens for somebody, as everybody it is not open to."""

from collections.abc import Iterator

from tests.forms import token_of
from tests.fuzz.visiting import Visit
from tests.routes import Route, routes_of


def let_in(visit: Visit) -> list[str]:
    """Who got anything but a 404; strangers are shown the way to sign in."""
    tokens = {word: token_of(visit.browsers[word].get("/account").text) for word in visit.secrets}
    wrong = []
    for method, route, address in real_addresses(visit):
        for person in intruders(visit, route):
            data = {"csrf_token": tokens[person]} if method == "POST" else None
            status = visit.browsers[person].open(address, method=method, data=data).status_code
            if status != 404:
                wrong.append(f"{status} for {person}: {method} {address}")
        if method == "GET" and not route.is_public:
            status = visit.browsers["stranger"].get(address).status_code
            if status != 302:
                wrong.append(f"{status} for a stranger: {address}")
    return wrong


def intruders(visit: Visit, route: Route) -> list[str]:
    """Who has no business there: of this county all others, of the other one those who may do it at home."""
    if route.marks & {"public", "signed_in"}:
        return []
    here = [word for word in visit.secrets if not word.startswith("other ") and word not in route.marks]
    return here + [f"other {word}" for word in visit.persons(route)]


def real_addresses(visit: Visit) -> Iterator[tuple[str, Route, str]]:
    """Every route, with an address that opened for somebody, or to which a form of theirs leads."""
    opened = {name: address for (name, _person), address in visit.opened.items()}
    led = {name: door.to for name, door in visit.doors.values()}
    for route in routes_of(visit.app):
        for method in route.methods:
            found = (led if method == "POST" else opened).get(route.name)
            yield method, route, found or next(visit.places.addresses(route))
