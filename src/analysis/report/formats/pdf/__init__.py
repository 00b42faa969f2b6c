"""The report on paper, as a tagged PDF."""
