"""Messages are looked up under the subject that says them; none is silently left in English."""

from __future__ import annotations

import copy
import pickle

import pytest

from analysis.languages import language_in_use, messages
from analysis.languages.catalog import MissingMessageError
from analysis.languages.contexts import catalog_path, context_of
from analysis.report.titles import TITLES


@pytest.mark.parametrize(
    ("module", "context"),
    [
        ("analysis.sources.words", "sources"),
        ("analysis.sources.files.read", "sources/files"),
        ("analysis.statistics.deciding", "statistics"),
        ("analysis.errors", "errors"),
        ("analysis.topics.pricing.price_sensitivity.answer", "pricing/price_sensitivity"),
    ],
)
def test_a_context_is_the_subject_of_its_module(module, context) -> None:
    assert context_of(module) == context


def test_a_topics_catalog_lies_in_its_folder(tmp_path) -> None:
    own = tmp_path / "topics" / "pricing" / "price_sensitivity"
    own.mkdir(parents=True)
    assert catalog_path("vi", "pricing/price_sensitivity", tmp_path) == own / "vi.po"
    assert catalog_path("vi", "pricing", tmp_path) == tmp_path / "languages/vi/pricing.po"
    others = catalog_path("vi", "sources/files", tmp_path)
    assert others == tmp_path / "languages/vi/sources/files.po"


def test_a_message_without_translation_is_a_fault_with_context_and_text() -> None:
    say = messages("analysis.topics.customers.rfm.answer")
    with language_in_use("vi"), pytest.raises(MissingMessageError, match=r"rfm.*Nobody says this"):
        say("Nobody says this")
    with language_in_use("vi"), pytest.raises(MissingMessageError):
        say.plural("Nobody", "Nobodies", 2)
    with language_in_use("en"):
        assert say("Nobody says {what}", what="this") == "Nobody says this"


def test_another_context_does_not_help_out() -> None:
    with language_in_use("vi"):
        assert messages("analysis.topics.customers.rfm.answer")("Champions") == "Khách ruột"
        with pytest.raises(MissingMessageError):
            messages("analysis.topics.prospects.sales.answer")("Champions")


@pytest.mark.parametrize("handed_on", [str, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_message_said_later_knows_whose_it_is(handed_on) -> None:
    title = TITLES["personas"]
    say = messages("analysis.topics.customers.rfm.answer")
    assert title == "Personas and prospects"
    with language_in_use("vi"):
        if handed_on is str:  # a plain text is the caller's own
            with pytest.raises(MissingMessageError):
                say(handed_on(title))
        else:
            assert say(handed_on(title)) == "Chân dung và khách hàng tiềm năng"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 customer"), (0, "0 customers"), (2, "2 customers")]
)
def test_plurals_follow_the_number_in_english(number, said) -> None:
    say = messages("analysis.topics.customers.rfm.answer")
    with language_in_use("en"):
        assert say.plural("{n} customer", "{n} customers", number) == said
