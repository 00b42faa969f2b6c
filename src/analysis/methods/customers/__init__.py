"""What customers bought: value, bands, recency, stages and repeat buying."""
