"""What people write, search for and come through: reviews, queries and visits."""
