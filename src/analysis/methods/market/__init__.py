"""Brands, prices, reviews and visits."""
