"""Who buys: at which stage people are, what customers bring, and who will come back."""
