"""How people are divided into segments, how many, and how surely they come out again."""
