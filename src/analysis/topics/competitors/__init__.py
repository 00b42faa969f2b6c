"""Who else meets the need: who they are, how known, at which prices, standing for what."""
