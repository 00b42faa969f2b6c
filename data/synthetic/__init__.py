"""Makes the two synthetic sample clients; see README.md for what is planted in them."""
