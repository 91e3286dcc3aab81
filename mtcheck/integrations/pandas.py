"""An accessor for pandas: after `import mtcheck.integrations.pandas`, a column of texts has `.mtcheck`.

>>> import pandas
>>> import mtcheck.integrations.pandas
>>> list(pandas.Series(["So it is .", None]).mtcheck.clean())[0]
'So it is.'
"""

from __future__ import annotations

from typing import Any

import pandas

from mtcheck.api import ConfigLike
from mtcheck.integrations.frames import add_columns


@pandas.api.extensions.register_series_accessor("mtcheck")
class SeriesAccessor:
    """What mtcheck says of a column of texts; missing cells stay missing, the index stays."""

    def __init__(self, series: Any) -> None:
        self._series = series

    def clean(self, config: ConfigLike = None) -> Any:
        """The cleaned texts."""
        return self._column("cleaned", config)

    def check(self, config: ConfigLike = None) -> Any:
        """A list of findings a cell."""
        return self._column("findings", config)

    def quality(self, config: ConfigLike = None) -> Any:
        """The quality of each text, 0-100."""
        return self._column("quality", config)

    def _column(self, name: str, config: ConfigLike) -> Any:
        frame = self._series.to_frame("text")
        return add_columns(frame, config=config, prefix="")[name].rename(self._series.name)


@pandas.api.extensions.register_dataframe_accessor("mtcheck")
class FrameAccessor:
    """`frame.mtcheck.add_columns("text")`, as mtcheck.integrations.add_columns."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def add_columns(self, text: str = "text", **options: Any) -> Any:
        """The frame with the columns findings, quality and cleaned."""
        return add_columns(self._frame, text, **options)
