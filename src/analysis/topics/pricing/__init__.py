"""Topics on prices that people would pay."""
