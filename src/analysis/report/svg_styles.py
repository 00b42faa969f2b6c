"""Style sheets of drawings, written into their shapes: a page knows no drawing's classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from analysis.errors import Problem, ReportError
from analysis.languages import messages

_ = messages(__name__)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@(?:[\w-]+)[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[A-Za-z]+)?(?P<id>#[\w-]+)?(?P<classes>(?:\.[\w-]+)*)")


def write_styles(root: etree._Element, where: str) -> None:
    """Write a drawing's style sheets, in place, into its elements.

    Raises
    ------
    ReportError
        If a sheet chooses elements by more than a name, an id and classes.
    """
    rules = [
        rule for sheet in root.iter("{*}style") for rule in _rules("".join(sheet.itertext()), where)
    ]
    if not rules:
        return
    rules.sort(key=lambda rule: rule[0])  # stable: of two of the same weight the later one wins
    for element in root.iter(etree.Element):
        found = [style for _weight, chosen, style in rules if _is_chosen(element, chosen)]
        if found:
            own = element.get("style", "")
            element.set("style", ";".join(part for part in (*found, own) if part))


def _rules(sheet: str, where: str) -> Iterator[tuple[int, re.Match[str], str]]:
    """Return weight, selector and style of each rule; one for everything is the drawing's own."""
    text = _AT_RULE.sub("", _COMMENT.sub("", sheet))
    for selectors, body in _RULE.findall(text):
        style = ";".join(part.strip() for part in body.split(";") if part.strip())
        for selector in (part.strip() for part in selectors.split(",")):
            if selector == "*":  # matplotlib's, which `safe_svg` writes into the root
                continue
            chosen = _SIMPLE.fullmatch(selector)
            if not chosen or not selector:
                what = _("must have its styles in its shapes, got: {value}", value=selector)
                raise ReportError(Problem(where, what))
            weight = 100 * bool(chosen["id"]) + 10 * chosen["classes"].count(".")
            yield weight + bool(chosen["tag"]), chosen, style


def _is_chosen(element: etree._Element, chosen: re.Match[str]) -> bool:
    classes = set((element.get("class") or "").split())
    return (
        (not chosen["tag"] or etree.QName(element).localname == chosen["tag"])
        and (not chosen["id"] or element.get("id") == chosen["id"][1:])
        and set(chosen["classes"].split(".")[1:]) <= classes
    )
