"""What the channels need of a study: the visits of its website."""

from __future__ import annotations

from analysis.sources.words import Words
from analysis.study import Study
from analysis.topics.market.channels.method import ChannelSummary, channel_summary
from analysis.values.absent import Absent


def result(study: Study) -> ChannelSummary | Absent:
    """Add up sessions and conversions by channel."""
    return channel_summary(study.frame("web_analytics"))


def words(study: Study) -> Words:
    """Return what the channels, their file and their money are called."""
    return study.source_words("web_analytics")
