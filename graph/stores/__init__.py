"""Where a graph is kept. `open_store` chooses by URL; every store answers the same questions alike (tests/contract)."""
