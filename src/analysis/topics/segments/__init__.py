"""Whom to address as one: what segments are made of, how many, how sure, who, and which first."""
