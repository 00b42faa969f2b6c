"""Results as charts, one message each; they draw what they are given."""

__all__: list[str] = [
]
