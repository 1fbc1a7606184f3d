"""Private persons: found so that their names never leave the program, never to become nodes."""
