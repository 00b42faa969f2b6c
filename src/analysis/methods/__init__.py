"""The statistics, one call a line: frames go in, frozen results come out."""

__all__: list[str] = [
]
