"""A namespace for Polars: `import mtcheck.integrations.polars`, and columns and expressions have `.mtcheck`.

>>> import polars
>>> import mtcheck.integrations.polars
>>> frame = polars.DataFrame({"text": ["So it is .", None]})
>>> frame.select(polars.col("text").mtcheck.clean())["text"].to_list()
['So it is.', None]
"""

from __future__ import annotations

from typing import Any

import polars

from mtcheck.api import ConfigLike
from mtcheck.integrations.frames import add_columns, polars_types


@polars.api.register_series_namespace("mtcheck")
class SeriesNamespace:
    """What mtcheck says of a column of texts; missing cells stay missing."""

    def __init__(self, series: polars.Series) -> None:
        self._series = series

    def clean(self, config: ConfigLike = None) -> polars.Series:
        """The cleaned texts."""
        return self._column("cleaned", config)

    def check(self, config: ConfigLike = None) -> polars.Series:
        """A list of findings a cell."""
        return self._column("findings", config)

    def quality(self, config: ConfigLike = None) -> polars.Series:
        """The quality of each text, 0-100."""
        return self._column("quality", config)

    def _column(self, name: str, config: ConfigLike) -> polars.Series:
        frame = add_columns(polars.DataFrame({"text": self._series}), config=config, prefix="")
        return frame[name].alias(self._series.name)


@polars.api.register_expr_namespace("mtcheck")
class ExpressionNamespace:
    """The same for expressions, also of lazy frames."""

    def __init__(self, expression: polars.Expr) -> None:
        self._expression = expression

    def clean(self, config: ConfigLike = None) -> polars.Expr:
        """The cleaned texts."""
        return self._mapped("clean", "cleaned", config)

    def check(self, config: ConfigLike = None) -> polars.Expr:
        """A list of findings a cell."""
        return self._mapped("check", "findings", config)

    def quality(self, config: ConfigLike = None) -> polars.Expr:
        """The quality of each text, 0-100."""
        return self._mapped("quality", "quality", config)

    def _mapped(self, method: str, column: str, config: ConfigLike) -> polars.Expr:
        def ask(series: polars.Series) -> polars.Series:
            found: polars.Series = getattr(SeriesNamespace(series), method)(config)
            return found

        kind: Any = polars_types()[column]
        return self._expression.map_batches(ask, return_dtype=kind)


@polars.api.register_dataframe_namespace("mtcheck")
class FrameNamespace:
    """`frame.mtcheck.add_columns("text")`, as mtcheck.integrations.add_columns."""

    def __init__(self, frame: polars.DataFrame) -> None:
        self._frame = frame

    def add_columns(self, text: str = "text", **options: Any) -> polars.DataFrame:
        """The frame with the columns findings, quality and cleaned."""
        return add_columns(self._frame, text, **options)
