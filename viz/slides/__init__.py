"""Slides that people edit: native shapes, connectors glued to them, the quotes in the notes."""
