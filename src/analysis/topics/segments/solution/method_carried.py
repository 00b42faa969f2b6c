"""People of another wave in the segments of a solution, which stay frozen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.errors import DataError, NotEnoughData, Problem, called
from analysis.languages import messages
from analysis.sources.labels import asked_by
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.solution.method import Segments, described
from analysis.values.absent import unless_absent

_ = messages(__name__)


@unless_absent
def carried_segments(segments: Segments, basis: SegmentationBasis) -> Segments:
    """Return the people of another wave in the segments of this solution, which stay frozen.

    Numbers, names and colours mean the same in both waves. People are assigned as the method
    does it: to the nearest centre or medoid, the most likely class, the band, the answer.

    Parameters
    ----------
    segments : Segments
        The solution, made in the reference wave.
    basis : SegmentationBasis
        The same variables in the other wave; with the reference wave's own basis the solution
        comes back as it is.

    Raises
    ------
    DataError
        Where the wave lacks a variable the segments are made of.
    NotEnoughData
        Where nobody can be assigned.
    """
    values = _same_variables(basis.values, list(segments.centers.columns))
    clusters = segments.rule.assigned(values, basis.answers)
    if values.index.equals(segments.labels.index) and np.array_equal(
        clusters + 1, segments.labels.to_numpy()
    ):
        return segments
    known = clusters >= 0
    if not known.any():
        raise NotEnoughData(_("Nobody of this wave can be assigned to the segments."))
    labels = pd.Series(clusters[known] + 1, index=basis.values.index[known], name="segment")
    shown = replace(basis, values=values.loc[labels.index], weights=basis.weights[labels.index])
    missing = basis.dropped + int((~known).sum())
    return replace(
        segments,
        **{**described(shown, labels), "base": len(labels), "dropped": missing},
        within_ss=None,
        explained_share=None,
        log_likelihood=None,
        bic=None,
    )


def _same_variables(values: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
    """Bring a wave's variables to the solution's; an answer nobody gave any more is 0."""
    questions = {asked_by(str(name)) for name in values.columns} - {""}
    missing = [name for name in wanted if name not in values.columns]
    lacking = [name for name in missing if asked_by(str(name)) not in questions]
    if lacking:
        raise DataError(
            Problem(
                called(name),
                _("must be asked in this wave as in the reference wave, got: none"),
                _("Set segmentation.reference_wave to a wave with the same questions."),
            )
            for name in lacking
        )
    return values.reindex(columns=wanted, fill_value=0.0)
