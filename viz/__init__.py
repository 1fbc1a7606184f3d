"""Pictures, pages and tables of a graph and of its findings."""
