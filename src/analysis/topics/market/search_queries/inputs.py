"""What search queries need of a study: the brand's names, and whether queries may be listed."""

from __future__ import annotations

from analysis.clients.kinds.search_queries import SearchQueries
from analysis.sources.personal_data import is_open_text
from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.market.search_queries.method import SearchQuerySummary, search_query_summary
from analysis.values.absent import Absent


def result(study: Study) -> SearchQuerySummary | Absent:
    """Add up the clicks of the study's queries, listed where the client file lets reports."""
    settings = study.client.sources.of(SearchQueries)
    terms = settings.brand_terms if settings else ()
    listed = settings is not None and is_open_text(study.client.privacy, settings.columns.query)
    return search_query_summary(study.frame("search_queries"), terms, listed=listed)


def words(study: Study) -> Words:
    """Return what the queries' file is called."""
    return study.source_words("search_queries")
