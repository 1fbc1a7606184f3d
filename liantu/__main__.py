"""``python -m liantu`` is the ``liantu`` command."""

from liantu.cli import main

main()
