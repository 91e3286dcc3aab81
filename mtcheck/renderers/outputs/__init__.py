"""One module an output format, named like the format. Its OUTPUT is the class that writes it.

A module that is put here is a format of `--output-format` and `--also`, of help and of completion, with
nothing else to change. A plug-in offers the same through the entry-point group `mtcheck.outputs`.
"""
