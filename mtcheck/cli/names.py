"""The one list of commands."""

from __future__ import annotations

# Every command under its heading on the front page. It is declared in cli/commands/<name>.py and run by
# cli/<name>.py.
SECTIONS = {
    "find and repair": ("check", "clean", "review", "replay"),
    "measure": ("score", "gate", "calibrate", "corpus"),
    "set up": ("rules", "init", "doctor", "serve", "completion", "help"),
}
COMMANDS = tuple(name for names in SECTIONS.values() for name in names)
# Words people bring from other tools.
ALIASES = {"explain": "rules", "lint": "check", "fix": "clean"}
