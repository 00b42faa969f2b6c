"""Leads, deals and who becomes a customer."""
