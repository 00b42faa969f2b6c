"""Segments told as persons."""
