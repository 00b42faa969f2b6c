"""Engines without a subject: estimates, intervals, tests, corrections, weights, clusters."""
