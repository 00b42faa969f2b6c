"""What did every customer bring?"""

from analysis.topics.customers.values.inputs import result

__all__ = ["result"]
