"""A short questionnaire that places new people in the segments."""
