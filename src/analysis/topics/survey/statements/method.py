"""What people say about themselves, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import NotEnoughData
from analysis.languages import messages
from analysis.sources.labels import indicator
from analysis.statistics.answers import category_flags, flags
from analysis.statistics.deciding import in_order
from analysis.statistics.sampling_error import respondent_weights
from analysis.statistics.shares import Share, share_estimate
from analysis.values.absent import unless_absent

_ = messages(__name__)


@dataclass(frozen=True)
class Statement:
    """For how many a statement holds.

    Attributes
    ----------
    block, statement : str
        The block of questions, and the statement's code.
    question : str
        Empty where people could name several; else the question whose answer it is.
    share : Share
        Of everyone.
    """

    block: str
    statement: str
    question: str
    share: Share


@dataclass(frozen=True)
class StatementShares:
    """Shares of everyone for whom a statement holds.

    Attributes
    ----------
    rows : tuple of Statement
        Block by block. Within a block statements people could name freely come first; then
        from the most to the least frequent.
    level : float
        Confidence level of the intervals.
    """

    rows: tuple[Statement, ...]
    level: float

    def of(self, block: str) -> tuple[Statement, ...]:
        """Return the statements of one block."""
        return tuple(row for row in self.rows if row.block == block)

    def leading(self, block: str) -> tuple[Statement, ...]:
        """Return what people could name freely, or else the answers to one question.

        The two are never mixed: a choice among answers is not a statement among many.

        Parameters
        ----------
        block : str
            A block that has statements.
        """
        rows = self.of(block)
        return tuple(row for row in rows if row.question == rows[0].question)


@unless_absent
def statement_shares(
    blocks: Mapping[str, pd.DataFrame], weights: pd.Series | None = None, *, level: float = 0.95
) -> StatementShares:
    """Return how frequent each statement of some blocks of questions is.

    Parameters
    ----------
    blocks : mapping of str to pandas.DataFrame
        Block → its questions: 0/1 columns are statements, each answer of a categorical is one;
        other columns are passed over.
    weights : pandas.Series, optional
        Weights on the frames' index.
    level : float
        Confidence level of the intervals.

    Raises
    ------
    NotEnoughData
        If no block holds a statement.
    """
    rows: list[Statement] = []
    for block, frame in blocks.items():
        weight = respondent_weights(frame.index, weights)
        found = [
            Statement(block, code, question, share_estimate(flag, weight, level))
            for code, question, flag in _statements(frame)
        ]
        rows += in_order(found, lambda row: row.question != "", lambda row: -row.share.share)
    if not rows:
        raise NotEnoughData(_("The client file names no statements for these questions."))
    return StatementShares(tuple(rows), level)


def _statements(frame: pd.DataFrame) -> Iterator[tuple[str, str, np.ndarray]]:
    """Yield every statement with its question and the respondents it holds for."""
    for code in frame:
        column = frame[code]
        if column.isna().all():
            continue
        if isinstance(column.dtype, pd.CategoricalDtype):
            answers = category_flags(column)
            yield from (
                (indicator(str(code), str(answer)), str(code), flags(answers[answer]))
                for answer in answers
            )
        elif column.dropna().isin([0, 1]).all():
            yield str(code), "", flags(column)
