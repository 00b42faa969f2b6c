"""Who are the personas, how do they compare, and how can each be reached?"""

from analysis.topics.personas.portraits.answer import answer
from analysis.topics.personas.portraits.answer_comparison import comparison_answer
from analysis.topics.personas.portraits.answer_rollout import rollout_answer
from analysis.topics.personas.portraits.inputs import result

__all__ = ["answer", "comparison_answer", "result", "rollout_answer"]
