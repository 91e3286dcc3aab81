"""How a command reads its inputs: formats, fields and caps, from the options and the configuration."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from mtcheck.cli.options import config_folder
from mtcheck.formats.options import BYTES_PER_CHARACTER, ReadOptions
from mtcheck.messages import say

if TYPE_CHECKING:
    from mtcheck.config import Config


def read_options(arguments: argparse.Namespace, config: Config) -> ReadOptions:
    """How inputs are read: what the configuration says, and the format the command line names."""
    fields = config.fields
    return ReadOptions(
        format=arguments.input_format,
        encoding=config.encoding,
        max_record_bytes=config.max_characters * BYTES_PER_CHARACTER,
        max_bytes=config.max_bytes,
        text_fields=fields.text,
        source_field=fields.source,
        reference_fields=fields.reference,
        lang_field=fields.lang,
        id_field=fields.id,
        lang=config.lang,
        source_lang=config.source_lang,
        fetch=arguments.fetch,
        src=getattr(arguments, "src", None),
        refs=tuple(getattr(arguments, "ref", None) or ()),
        exclude=(*config.exclude, *config.extend_exclude),
        exclude_root=str(config_folder(arguments) or ""),
        gitignore=config.respect_gitignore,
    )


def tell(arguments: argparse.Namespace) -> Callable[[str], None]:
    """What says something on standard error, or nothing with --quiet."""
    return lambda text: None if arguments.quiet else say(f"mtcheck: {text}")
