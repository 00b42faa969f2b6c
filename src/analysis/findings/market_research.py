"""Findings of the market research study."""

from __future__ import annotations

import pandas as pd

from analysis.claims.evidence import evidence, score_evidence
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.survey.crosstabs import Crosstab
from analysis.methods.survey.net_promoter_groups import NetPromoterGroups
from analysis.methods.survey.statement_shares import StatementShares
from analysis.methods.survey.weighting import WeightSummary
from analysis.sources.words import Words
from analysis.statistics.deciding import exceeds, in_order, reaches
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
POOR_EFFICIENCY = 0.4
BLOCK_NAMES = {
    "demographics": _.later("demographics"),
    "goals": _.later("goals and values"),
    "information": _.later("information sources"),
    "pains": _.later("challenges and pains"),
    "barriers": _.later("barriers"),
}
BLOCK_HEADLINES = {
    "goals": _.later("What people look for most: {statement}"),
    "information": _.later("They hear of it mostly through: {statement}"),
    "pains": _.later("The most frequent difficulty: {statement}"),
    "barriers": _.later("What holds people back most: {statement}"),
    "demographics": _.later("The largest group: {statement}"),
}
ANSWER_SENTENCE = _.later("{statement}: {share} {evidence}, the most frequent answer.")
BLOCK_SENTENCES = {
    "goals": _.later("{share} say that what they look for is “{statement}” {evidence}."),
    "information": _.later("{share} name “{statement}” as a source of information {evidence}."),
    "pains": _.later("{share} struggle with “{statement}” {evidence}."),
    "barriers": _.later("“{statement}” holds {share} back {evidence}."),
    "demographics": _.later("{share} are in the group “{statement}” {evidence}."),
}


@unless_absent
def sample(weighting: WeightSummary) -> Finding:
    """Say how many answered and, where they were weighted, what the sample is worth then."""
    text = _("{base} people answered.", base=formats.number(weighting.base))
    if weighting.weighted:
        text = _weighted_sample(weighting)
    weak = not reaches(weighting.efficiency, POOR_EFFICIENCY)
    implication = _("The weights cost more than half of the sample: read small groups with care.")
    return Finding(
        name="sample_profile",
        headline=_("{base} respondents answered", base=formats.number(weighting.base)),
        text=text,
        implication=implication if weak else "",
        question="S1.3",
        strength=0.9 if weak else 0.05,
    )


def _weighted_sample(weighting: WeightSummary) -> str:
    return _(
        "{base} people answered; after weighting they are worth {effective} "
        "(weighting efficiency {efficiency}).",
        base=formats.number(weighting.base),
        effective=formats.number(weighting.effective_base),
        efficiency=formats.share(weighting.efficiency),
    )


@unless_absent
def banner(crosstab: Crosstab, words: Words, *, question: str, item: str | None) -> Finding:
    """Say between which groups the answers differ most, as far as the tests hold it.

    Parameters
    ----------
    crosstab : Crosstab
        A banner table with its column tests.
    words : Words
        What questions and answers are called.
    question : str
        The question that was asked.
    item : str or None
        The row to speak of, such as the client's brand; None or unknown: the first.
    """
    items = list(dict.fromkeys(crosstab.cells.index.get_level_values("item")))
    subject = item if item in items else items[0]
    alpha = 1 - crosstab.level
    pairs = crosstab.pairs
    held = pairs[(pairs["item"] == subject) & exceeds(alpha, pairs["adjusted_p_value"])]
    if held.empty:
        return Finding(
            name="banner",
            headline=_("{item}: no clear difference between groups", item=words.label(subject)),
            text=_(
                "{question}, {item}: the tests find no clear difference between the groups.",
                question=words.label(question),
                item=words.label(subject),
            ),
            question="S2.2",
            strength=0.2,
        )
    gaps = [(*_gap(crosstab, subject, row), row) for _place, row in held.iterrows()]
    _size, high, low, row = in_order(gaps, lambda gap: -gap[0])[0]
    top, bottom = (crosstab.cells.loc[(row["spanner"], group, subject)] for group in (high, low))
    base = min(top["base"], bottom["base"])  # one precision for both, the smaller base's
    called = words.label(subject)
    return Finding(
        name="banner",
        headline=_("{item}: highest in the group “{group}”", item=called, group=words.label(high)),
        text=_(
            "{question}, {item}: {high_share} in the group “{high}” {high_evidence}, {low_share} "
            "in the group “{low}” {low_evidence}.",
            question=words.label(question),
            item=called,
            high=words.label(high),
            low=words.label(low),
            high_share=formats.share(top["share"], base),
            high_evidence=evidence(top["low"], top["high"], top["base"], crosstab.level),
            low_share=formats.share(bottom["share"], base),
            low_evidence=evidence(bottom["low"], bottom["high"], bottom["base"], crosstab.level),
        ),
        implication=_("It is the largest of the differences that the corrected tests hold."),
        question="S2.2",
        strength=0.55,
    )


def _gap(crosstab: Crosstab, item: str, pair: pd.Series) -> tuple[float, str, str]:
    names = (pair["column"], pair["other"])
    shares = [crosstab.cells.loc[(pair["spanner"], name, item), "share"] for name in names]
    high, low = names if reaches(shares[0], shares[1]) else names[::-1]
    return abs(shares[0] - shares[1]), high, low


@unless_absent
def net_promoter(groups: NetPromoterGroups, words: Words, *, own: str | None) -> Finding:
    """Say how many more promoters than detractors the brand has."""
    total = groups.rows.iloc[0]
    score = formats.points(total["score"] * 100, 0)
    if total["low"] > 0:
        verdict = _("Promoters clearly outnumber detractors.")
    elif total["high"] < 0:
        verdict = _("Detractors clearly outnumber promoters.")
    else:
        verdict = _("Promoters and detractors are about equally many.")
    return Finding(
        name="net_promoter",
        headline=_("Net promoter score: {score}", score=score),
        text=_(
            "The net promoter score{brand} is {score} {evidence}: {promoters} promoters, "
            "{detractors} detractors.",
            brand=_(" of {brand}", brand=words.label(own)) if own else "",
            score=score,
            evidence=score_evidence(total["low"], total["high"], groups.base, groups.level),
            promoters=formats.share(total["promoters"], groups.base),
            detractors=formats.share(total["detractors"], groups.base),
        ),
        implication=verdict,
        question="S1.4",
        strength=0.75,
    )


@unless_absent
def statements(shares: StatementShares, words: Words, *, block: str) -> Finding:
    """Say what is named most often on one block of questions.

    Raises
    ------
    NotEnoughData
        If the block holds no statement.
    """
    if block not in shares.rows.index.get_level_values("block"):
        raise NotEnoughData(
            _("The client file names no questions on: {block}.", block=_(BLOCK_NAMES[block]))
        )
    rows = shares.rows.loc[block]
    rows = rows[rows["question"] == rows["question"].iloc[0]]
    statement, row = words.label(rows.index[0]), rows.iloc[0]
    free = row["question"] == ""
    headline = _(BLOCK_HEADLINES[block], statement=statement) if free else statement
    sentence = BLOCK_SENTENCES[block] if free else ANSWER_SENTENCE
    return Finding(
        name=f"statements_{block}",
        headline=headline,
        text=_(
            sentence,
            statement=statement,
            share=formats.share(row["share"], row["base"]),
            evidence=evidence(row["low"], row["high"], row["base"], shares.level),
        ),
        implication=_runner_up(rows, words, shares.level),
        question="S1.2",
        strength=0.45,
    )


def _runner_up(rows: pd.DataFrame, words: Words, level: float) -> str:
    if len(rows) < 2:
        return ""
    second = rows.iloc[1]
    return _(
        "“{statement}” follows with {share} {evidence}.",
        statement=words.label(rows.index[1]),
        share=formats.share(second["share"], second["base"]),
        evidence=evidence(second["low"], second["high"], second["base"], level),
    )
