"""`mtcheck completion`: what a shell needs to complete commands, options and paths."""

from __future__ import annotations

from click.shell_completion import get_completion_class

from mtcheck.cli.declare import Arguments
from mtcheck.cli.exits import EXIT_OK
from mtcheck.cli.main import front
from mtcheck.errors import UsageError

# The variable by which the script asks mtcheck what comes next.
_VARIABLE = "_MTCHECK_COMPLETE"


def run(arguments: Arguments) -> int:
    """Print the script of one shell."""
    completion = get_completion_class(arguments.shell)
    if completion is None:
        raise UsageError(f"there is no completion for {arguments.shell}")
    script = completion(front(), {}, "mtcheck", _VARIABLE)
    print(script.source_template % script.source_vars())  # source() would start the shell for its version
    return EXIT_OK
