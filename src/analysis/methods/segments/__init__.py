"""What segments are made of, how large they are and what tells them apart."""
