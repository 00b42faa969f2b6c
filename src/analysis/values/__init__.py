"""What a study has to say, as leaf values: they hold what is shown, and know no display.

Each is frozen and has ``to_json`` and ``from_json``; `media` says which media type it travels as.
"""
