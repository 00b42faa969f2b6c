"""Which segment comes first: criteria, scores, and other weights."""
