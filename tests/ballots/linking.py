"""How well someone who sees every order in which rows lie can tie voters to ballots, held against mere chance.

The attack: line up an order of voters and an order of ballots, forward and backward, and guess that the voter in a place
cast the ballot in that place, or what most ballots around it say. It works where it is right more often than in all
but one in a thousand of as many attacks on shuffled ballots (Bonferroni).
"""

import random
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

WINDOWS = (0, 1, 5)
SHUFFLES = 200
LEAST = 100
"""Ballots of which an order tells enough to be looked at."""


@dataclass(frozen=True)
class Attack:
    """One attack: the two orders, the window, and how often it was right beyond chance, in standard deviations."""

    voters: str
    ballots: str
    window: int
    z: float


@dataclass(frozen=True)
class Chance:
    """What an attacker reaches who knows only the counts."""

    mean: float
    spread: float


def guesses(ballots: Sequence[str], window: int) -> list[str]:
    """For each place what most of the ballots around it say."""
    counts, found = Counter(ballots[:window]), []
    for place in range(len(ballots)):
        if window and place + window < len(ballots):
            counts[ballots[place + window]] += 1
        if window and place - window - 1 >= 0:
            counts[ballots[place - window - 1]] -= 1
        found.append(max(sorted(counts), key=counts.__getitem__) if window else ballots[place])
    return found


def right(truth: Sequence[str], ballots: Sequence[str], window: int) -> float:
    """The share of right guesses."""
    return sum(map(str.__eq__, truth, guesses(ballots, window))) / len(truth)


def chance(truth: Sequence[str], window: int, draw: random.Random) -> Chance:
    """The same attack on shuffled ballots, many times."""
    shares = []
    for _ in range(SHUFFLES):
        shuffled = list(truth)
        draw.shuffle(shuffled)
        shares.append(right(truth, shuffled, window))
    return Chance(statistics.mean(shares), statistics.stdev(shares))


Orders = dict[str, list[int]]


def attacks(choice: dict[int, str], voters: Orders, ballots: Orders) -> tuple[list[Attack], float, float]:
    """All attacks, the bound above which one works, and the advantage that would have been seen.

    `voters` and `ballots` are orders of voters: those in which persons are seen, and those in which their ballots are.
    An order of only some ballots, as a journal keeps them, is held against the same voters.
    """
    draw, by_chance = random.Random(1), {}
    pairs = list(
        product(voters, (name for name in ballots if len(ballots[name]) >= LEAST), (False, True), WINDOWS)
    )
    bound = statistics.NormalDist().inv_cdf(1 - 0.001 / len(pairs))
    found = []
    for seen, lies, backward, window in pairs:
        here = set(ballots[lies])
        names = [voter for voter in voters[seen][:: -1 if backward else 1] if voter in here]
        truth, key = [choice[voter] for voter in names], (window, len(names))
        if key not in by_chance:
            by_chance[key] = chance(truth, window, draw)
        share = right(truth, [choice[voter] for voter in ballots[lies]], window)
        z = (share - by_chance[key].mean) / by_chance[key].spread
        found.append(Attack(seen + " backward" * backward, lies, window, z))
    return found, bound, bound * min(one.spread for one in by_chance.values())


def working(choice: dict[int, str], voters: Orders, ballots: Orders) -> list[Attack]:
    """The attacks that tie voters to ballots."""
    found, bound, _ = attacks(choice, voters, ballots)
    return [attack for attack in found if attack.z > bound]
