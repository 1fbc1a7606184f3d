"""What a sentence says of two of its names."""
