"""Drawings made safe: an SVG keeps its shapes and texts, and nothing that acts or fetches.

What a reader would miss is refused, not left out: a picture from elsewhere, a page within the
drawing, a style sheet that cannot be written into the shapes.
"""

from __future__ import annotations

import base64
import re

from lxml import etree

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.report.picture_words import without_words
from analysis.report.svg_styles import write_styles

_ = messages(__name__)
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_HREFS = ("href", f"{{{_XLINK}}}href")
_SHAPES = frozenset(
    (
        "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line",
        "polyline", "polygon", "text", "tspan", "textPath", "clipPath", "mask", "marker",
        "pattern", "linearGradient", "radialGradient", "stop", "title", "desc", "image",
        "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
        "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur",
        "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTile", "feTurbulence",
    )
)  # fmt: skip
_MISSED = frozenset(("foreignObject", "feImage", "video", "audio", "iframe"))
_INLINE_IMAGE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+")
_FOREIGN_URL = re.compile(r"url\(\s*+(?!['\"]?#)|expression|@import|javascript:", re.IGNORECASE)
_OWN_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LENGTH = re.compile(r"([\d.]+)(?!.*%)")  # a part of the page is no size
_SIZES = re.compile(r'(<svg\b[^>]*?)\s(?:width|height)="[^"]*"')


def safe_svg(svg: str | bytes, prefix: str) -> str:
    """Return an SVG without scripts, handlers, style sheets and outside references.

    Parameters
    ----------
    svg : str or bytes
        The drawing; bytes in the encoding they declare.
    prefix : str
        Put before every id, so that two drawings on one page cannot meet.

    Raises
    ------
    ReportError
        If it is not an SVG, or would lose what a reader sees.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    raw = _DECLARATION.sub("", svg).encode("utf-8") if isinstance(svg, str) else svg
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise _not_shown(prefix, error) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _not_shown(prefix, f"<{root.tag}>")
    for link in root.iter(f"{{{_SVG}}}a"):  # what a link shows stays, where it leads does not
        link.tag = f"{{{_SVG}}}g"
    _choose_shapes(root)
    write_styles(root, prefix)
    for element in list(root.iter()):
        if not _is_shape(element):
            _drop(element, prefix)
        else:
            _clean_attributes(element, prefix)
    _keep_proportions(root)
    # what matplotlib says in a style sheet, which would reach every drawing of the page
    root.set("stroke-linejoin", root.get("stroke-linejoin", "round"))
    root.set("stroke-linecap", root.get("stroke-linecap", "butt"))
    if root.prefix:  # a page knows elements by their names alone
        root = _unprefixed(root)
    etree.cleanup_namespaces(root)
    cleaned: str = etree.tostring(root, encoding="unicode", with_tail=False)
    return cleaned


def unsized(svg: str) -> str:
    """Return an SVG without width and height: the page decides, the view box keeps proportions."""
    for _attribute in range(2):
        svg = _SIZES.sub(r"\1", svg, count=1)
    return svg


def _not_shown(prefix: str, found: object) -> ReportError:
    return ReportError(Problem(prefix, _("must be an SVG, got: {value}", value=found)))


def _unprefixed(root: etree._Element) -> etree._Element:
    plain = etree.Element(root.tag, dict(root.attrib), nsmap={None: _SVG, "xlink": _XLINK})
    plain.text = root.text
    plain.extend(list(root))
    return plain


def _choose_shapes(root: etree._Element) -> None:
    """Where a drawing offers several contents, take its shapes, which every program can show."""
    for switch in root.iter(f"{{{_SVG}}}switch"):
        switch.tag = f"{{{_SVG}}}g"
        offered = list(switch)
        shapes = [child for child in offered if _is_shape(child)]
        for child in offered if shapes else ():
            if child is not shapes[0]:
                switch.remove(child)


def _is_shape(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    name = etree.QName(element)
    return name.namespace == _SVG and name.localname in _SHAPES


def _drop(element: etree._Element, prefix: str) -> None:
    name = etree.QName(element).localname if isinstance(element.tag, str) else "&…;"
    if name in _MISSED or name == "&…;":
        raise _not_shown(prefix, f"<{name}>" if name in _MISSED else name)
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:  # the text after an element belongs to its parent
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _clean_attributes(element: etree._Element, prefix: str) -> None:
    is_image = etree.QName(element).localname == "image"
    is_group = etree.QName(element).localname == "g"
    for name, value in list(element.attrib.items()):
        if name in _HREFS:
            keep = value.startswith("#") or (is_image and _INLINE_IMAGE.fullmatch(value))
            if is_image and not keep:
                shown = value if len(value) <= 60 else value[:60] + "…"
                raise _not_shown(prefix, f"<image> {shown}")
            if is_group or not keep:
                del element.attrib[name]
            elif value.startswith("#"):
                element.set(name, f"#{prefix}-{value[1:]}")
            else:
                element.set(name, _inline_image(value))
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        elif _acts(name, value):
            del element.attrib[name]
        elif "url(" in value:
            element.set(name, _OWN_URL.sub(rf"url(#{prefix}-\1)", value))


def _inline_image(address: str) -> str:
    start, data = address.split(",", 1)
    try:
        content = base64.b64decode("".join(data.split()), validate=True)
    except ValueError:
        return address
    return f"{start},{base64.b64encode(without_words(content)).decode('ascii')}"


def _acts(name: str, value: str) -> bool:
    """Whether an attribute is a handler, reaches outside or would meet the page's own styles."""
    if name == "class" or (name.startswith(("on", "{")) and not name.endswith("}space")):
        return True
    return bool(_FOREIGN_URL.search(value)) or (name == "style" and "\\" in value)


def _keep_proportions(root: etree._Element) -> None:
    """Give the drawing a view box, without which it would be cut instead of scaled."""
    if root.get("viewBox") is None:
        width, height = (_LENGTH.match(root.get(name, "")) for name in ("width", "height"))
        if width and height:
            root.set("viewBox", f"0 0 {width[1]} {height[1]}")
