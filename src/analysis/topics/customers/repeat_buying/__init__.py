"""Who will buy again, and what will they bring?"""

from analysis.topics.customers.repeat_buying.answer import answer
from analysis.topics.customers.repeat_buying.answer_lifetime import lifetime_answer
from analysis.topics.customers.repeat_buying.answer_models import models_answer
from analysis.topics.customers.repeat_buying.inputs import result, words

__all__ = ["answer", "lifetime_answer", "models_answer", "result", "words"]
