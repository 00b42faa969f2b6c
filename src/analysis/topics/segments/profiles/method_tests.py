"""Which descriptors tell segments apart once it is counted how many were tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.statistics.corrections import corrected_p_values
from analysis.statistics.deciding import reaches
from analysis.topics.segments.profiles.method_rows import ProfileVariable


def with_clear_differences(
    variables: Sequence[ProfileVariable], rate: float
) -> list[ProfileVariable]:
    """Return descriptors with their corrected tests, and markers by more than chance only.

    A descriptor differs where its p-value, corrected for the number of descriptors tested
    (false discovery rate), is under ``rate``. Its markers stay where it differs and the total
    lies outside the segment's interval.

    Parameters
    ----------
    variables : sequence of ProfileVariable
        With uncorrected p-values, or None where nothing could be tested.
    rate : float
        False discovery rate, 0–1.

    References
    ----------
    Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289–300.
    """
    adjusted = corrected_p_values([variable.p_value for variable in variables])
    found = [
        variable if p is None else replace(variable, adjusted_p=p, differs=not reaches(p, rate))
        for variable, p in zip(variables, adjusted, strict=True)
    ]
    return [_clearly_marked(variable) for variable in found]


def _clearly_marked(variable: ProfileVariable) -> ProfileVariable:
    """Keep the markers that are more than chance."""
    lines = tuple(
        replace(
            line,
            cells=tuple(
                replace(
                    found,
                    marker=found.marker
                    and bool(variable.differs)
                    and not found.low <= line.total <= found.high,
                )
                for found in line.cells
            ),
        )
        for line in variable.lines
    )
    return replace(variable, lines=lines)
