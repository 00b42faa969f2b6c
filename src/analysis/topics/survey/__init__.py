"""What respondents of a survey say: who they are, what they know, want and would recommend."""
