"""What is characteristic of a segment: the rule of the segment profile plot."""

from __future__ import annotations

from analysis.statistics.deciding import exceeds, reaches

MARKER_ABSOLUTE = 0.25
MARKER_RELATIVE = 0.5


def is_marker(estimate: float, total: float, lowest: float, highest: float) -> bool:
    """Return whether a segment's share or mean marks it off from everyone.

    The rule of flexclust's segment profile plot: away from the total by at least a quarter of
    the highest value, or by at least half of the total. Both are counted from the lowest
    answer, which for yes/no (0–1) is the rule as it stands: 25 points, or half of the total;
    on a 1–5 scale it is one point, or half of what the total lies above 1. Where the total is
    the lowest answer there is no half of it, and only the first part holds.

    Parameters
    ----------
    estimate, total : float
        The segment's and everyone's share or mean.
    lowest, highest : float
        Ends of the scale: 0 and 1 for shares.

    References
    ----------
    Dolnicar, S., Grün, B., Leisch, F. (2018). Market Segmentation Analysis. Springer, ch. 8.2.
    Dolnicar, S., Leisch, F. (2014). Using graphical statistics to better understand market
    segmentation solutions. International Journal of Market Research 56, 207–230.
    """
    away = abs(estimate - total)
    if away != away or highest <= lowest:
        return False
    # 0.85 − 0.6 is a quarter, whatever binary fractions say
    wide = reaches(away, MARKER_ABSOLUTE * (highest - lowest))
    above = exceeds(total, lowest, scale=highest - lowest)
    return bool(wide or (above and reaches(away, MARKER_RELATIVE * (total - lowest))))
