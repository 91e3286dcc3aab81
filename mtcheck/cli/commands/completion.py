"""The declaration of `mtcheck completion`."""

from __future__ import annotations

from mtcheck.cli.declare import Argument, Command, OneOf

COMMAND = Command(
    "completion",
    "print a shell's completion of commands, options and paths",
    usage="SHELL",
    examples=(
        ("completion bash > ~/.local/share/bash-completion/completions/mtcheck", ""),
        ('completion zsh > "${fpath[1]}/_mtcheck"', ""),
        ("completion fish > ~/.config/fish/completions/mtcheck.fish", ""),
    ),
    params=[Argument("shell", "SHELL", "bash, zsh or fish", type=OneOf(("bash", "zsh", "fish")))],
)
