"""``python -m tracker``."""

from tracker.command_line import main

main()
