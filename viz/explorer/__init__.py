"""The explorer's server: the page, its graph, and what only a program can do for it, on 127.0.0.1 for one reader."""

from viz.explorer.run import serve

__all__ = ["serve"]
