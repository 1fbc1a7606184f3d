"""Documents in, proven facts out."""
