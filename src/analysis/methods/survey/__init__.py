"""Shares, means, tables and tests of what respondents said, with weights and errors."""
