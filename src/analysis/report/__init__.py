"""From an executed notebook to the client's report: one document, its renderings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.report.rendering import document_of, rendered

__all__ = ["document_of", "rendered"]


def __getattr__(name: str) -> Any:
    """Load the renderings when they are first asked for: nbconvert lists exporters often."""
    if name in __all__:
        from analysis.report import rendering

        return getattr(rendering, name)
    raise AttributeError(name)
