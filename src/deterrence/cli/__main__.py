"""`python -m deterrence.cli` is the command."""

from deterrence.cli import main

main()
