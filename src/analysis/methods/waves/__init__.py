"""What became of segments and their people in a later wave."""
