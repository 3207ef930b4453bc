"""The rules of a round in sentences: beside every result, and as the proposed text of the 票决办法."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.ballots.adopting import Publish, Purpose
from votes.ballots.profile_rules import code_of

SHARE_NAMES: dict[str, LazyString] = {
    "two_thirds": _l("at least two thirds"),
    "over_two_thirds": _l("more than two thirds"),
    "over_half": _l("more than half"),
    "half": _l("at least half"),
}
BASE_NAMES: dict[str, LazyString] = {
    "all": _l("all deputies"),
    "present": _l("deputies who are present"),
    "valid": _l("ballots that are valid"),
}
WAY_SENTENCES: dict[str, LazyString] = {
    "three_way": _l(
        "By secret ballot. On each project a deputy approves, opposes or abstains; no mark is an abstention."
    ),
    "choose": _l("By secret ballot. A deputy marks the projects to be chosen; no mark is an abstention."),
    "whole_list": _l("By secret ballot. A deputy approves or opposes the whole list, or abstains."),
    "rating": _l(
        "By secret ballot. On each project a deputy marks satisfied, basically satisfied or dissatisfied; no mark is an abstention."
    ),
}
OVER_MARKED: dict[str, LazyString] = {
    "void_ballot": _l("A ballot with more than %(most)d approvals is invalid; one with fewer is valid."),
    "void_marks": _l("On a ballot with more than %(most)d approvals all of them count as abstentions."),
}
TIES: dict[str, LazyString] = {
    "revote": _l(
        "If equal votes leave open which projects are chosen, the tied ones are voted on again; more votes win."
    ),
    "presidium": _l("If equal votes leave open which projects are chosen, the presidium decides."),
    "all": _l("If equal votes leave open which projects are chosen, all the tied ones are."),
}
SHORTFALLS: dict[str, LazyString] = {
    "vacant": _l(
        "If fewer projects pass than are to be chosen, the rest stays vacant; the presidium may propose a further vote."
    ),
    "revote": _l(
        "If fewer projects pass than are to be chosen, the others are voted on again for what is vacant."
    ),
}
PUBLISHED: dict[Publish, LazyString] = {
    Publish.list: _l("The presidium announces the list of what was chosen, in the order of the ballot."),
    Publish.order: _l("The presidium announces the list of what was chosen, in order of votes."),
    Publish.counts: _l("The presidium announces what was chosen, with the counts of every project."),
}


def share_of(plain: dict[str, Any], base: str) -> str:
    """A share of a base in words: 全体代表过半数."""
    return str(_("%(share)s of %(base)s", share=SHARE_NAMES[code_of(plain)], base=BASE_NAMES[base]))


def rule_sentences(
    rules: dict[str, Any], whole_list: bool, publish: Publish, purpose: Purpose = Purpose.rating
) -> list[str]:
    """The rules of a round, one sentence each, as the record writes them."""
    if rules["form"] == "rating":
        return answer_sentences(rules) if purpose is Purpose.inquiry else rating_sentences(rules)
    found = [str(WAY_SENTENCES["whole_list" if whole_list else rules["form"]])]
    found += seat_sentences(rules)
    found.append(quorum_sentence(rules))
    found.append(pass_sentence(rules))
    if rules["seats"]:
        found += [str(TIES[rules["tie"]]), str(SHORTFALLS[rules["shortfall"]])]
    return [*found, validity_sentence(), str(PUBLISHED[publish])]


def seat_sentences(rules: dict[str, Any]) -> list[str]:
    """How many are chosen, and how many one ballot may approve."""
    found = [_("%(n)d projects are to be chosen.", n=rules["seats"])] if rules["seats"] else []
    if rules["most"]:
        found.append(str(OVER_MARKED[rules["over_marked"]]) % {"most": rules["most"]})
    return found


def quorum_sentence(rules: dict[str, Any]) -> str:
    """Who must be present."""
    return str(_("The vote is held only with %(share)s present.", share=share_of(rules["quorum"], "all")))


def pass_sentence(rules: dict[str, Any]) -> str:
    """What a project needs."""
    base, limited = rules["pass"]["base"], bool(rules["seats"])
    if base == "none":
        return str(_("Those with the most approvals are chosen."))
    share = share_of(rules["pass"], base)
    if limited:
        return str(
            _(
                "A project needs the approval of %(share)s; of those that have it, the ones with most approvals are chosen.",
                share=share,
            )
        )
    return str(_("What is approved by %(share)s is adopted.", share=share))


def validity_sentence() -> str:
    """When the vote as a whole counts."""
    return str(
        _("The vote is valid if no more ballots come back than were handed out; otherwise it is held again.")
    )


def rating_sentences(rules: dict[str, Any]) -> list[str]:
    """The rules of a rating."""
    share = share_of(rules["verdict"], rules["verdict"]["base"])
    return [
        str(WAY_SENTENCES["rating"]),
        quorum_sentence(rules),
        _(
            "A project is satisfactory if %(share)s mark satisfied; basically so if these and basically satisfied together reach it; else not.",
            share=share,
        ),
        validity_sentence(),
    ]


def answer_sentences(rules: dict[str, Any]) -> list[str]:
    """The rules of rating the answers to an inquiry (询问测评)."""
    share = share_of(rules["verdict"], rules["verdict"]["base"])
    return [
        _(
            "By secret ballot. On each answer a deputy marks satisfied, basically satisfied or dissatisfied; no mark is an abstention."
        ),
        quorum_sentence(rules),
        _(
            "An answer is satisfactory if %(share)s mark satisfied; basically so if these and basically satisfied together reach it; else not.",
            share=share,
        ),
        validity_sentence(),
    ]


def proposed_text(
    rules: dict[str, Any], whole_list: bool, publish: Publish, purpose: Purpose = Purpose.rating
) -> str:
    """The text proposed for adoption, one numbered sentence a line."""
    sentences = rule_sentences(rules, whole_list, publish, purpose)
    return "\n".join(_("%(n)d. %(sentence)s", n=n, sentence=words) for n, words in enumerate(sentences, 1))
