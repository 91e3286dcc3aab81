"""The kernel that every engine runs: an Arrow RecordBatch in, one of a fixed schema out, row for row.

It never raises because of a row: what is wrong with one is in its column ``error``. A table that has no
such column, or a configuration that cannot be used, is told before the first row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, cast

import msgspec

from mtcheck.api import ConfigLike, config_of
from mtcheck.config import Config
from mtcheck.document import Document, Origin
from mtcheck.engine import clean_document
from mtcheck.engines.arrow import Columns, answer_schema, answers_batch, requests, slices
from mtcheck.engines.guard import borrowed
from mtcheck.engines.guarded import Setting
from mtcheck.engines.row import Answer, Request, clean_row
from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    import pyarrow as pa

# An article has some thousand characters and a book half a million; what is longer is mostly a broken export.
DEFAULT_MAX_CHARACTERS = 1_000_000
# An article of 6,500 characters takes 0.03 s; see benchmarks/engines.py.
DEFAULT_DEADLINE_S = 60.0
# The guarded process holds 120 MB of its own.
DEFAULT_MEMORY_MB = 2_048

_Data = TypeVar("_Data")


class Options(TypedDict, total=False):
    """What every runner takes beside the columns of text and id.

    ``lang`` and ``source`` name columns with the language of a row and with what it was translated from.
    ``config`` is as in mtcheck.clean; ``config={"lang": "de"}`` is for all rows. ``guarded`` has the rows
    cleaned in a process of its own, which may die; ``deadline_s`` a row and ``memory_mb`` (0: no limit)
    bound it. Longer texts than ``max_characters`` are errors.
    """

    lang: str | None
    source: str | None
    config: ConfigLike
    guarded: bool
    deadline_s: float
    memory_mb: int
    max_characters: int


class Kernel(msgspec.Struct, frozen=True):
    """Cleans a RecordBatch or a Table: call it. It pickles, so that engines can send it about."""

    columns: Columns
    setting: Setting
    guarded: bool = False
    max_characters: int = DEFAULT_MAX_CHARACTERS

    def __call__(self, data: _Data) -> _Data:
        """The cleaned rows of a RecordBatch or a Table, as many and in their order.

        Raises InputError when a column is not there or holds no text; GuardError.
        """
        import pyarrow as pa

        given = cast(Any, data)
        self.columns.check(given.schema)
        if isinstance(data, pa.Table):
            parts = self.stream(given.to_batches())
            return cast(_Data, pa.Table.from_batches(parts, self.schema(given.schema)))
        return cast(_Data, pa.concat_batches(self.stream([given])))

    def stream(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The cleaned rows of many batches, in smaller ones."""
        with self.cleaner() as clean:
            for batch in batches:
                self.columns.check(batch.schema)
                for part in slices(batch):
                    wanted = requests(part, self.columns, self.max_characters)
                    answers = [each if isinstance(each, Answer) else clean(each) for each in wanted]
                    yield answers_batch(part.column(self.columns.id), answers)

    def reader(self, batches: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """The same as a stream that DuckDB, pyarrow.dataset and others read."""
        import pyarrow as pa

        self.columns.check(batches.schema)
        return pa.RecordBatchReader.from_batches(self.schema(batches.schema), self.stream(batches))

    def schema(self, of: pa.Schema) -> pa.Schema:
        """What comes out of a table with that schema."""
        return answer_schema(of.field(self.columns.id).type)

    @contextmanager
    def cleaner(self) -> Iterator[Callable[[Request], Answer]]:
        """What cleans one row after the other, for runners whose rows are no tables."""
        if self.guarded:
            with borrowed(self.setting) as guard:
                yield guard.clean
        else:
            rules = self.setting.config.selected()
            yield lambda request: clean_row(request, self.setting.config, rules)


def kernel(
    *,
    text: str = "text",
    id: str = "id",
    lang: str | None = None,
    source: str | None = None,
    config: ConfigLike = None,
    guarded: bool = False,
    deadline_s: float = DEFAULT_DEADLINE_S,
    memory_mb: int = DEFAULT_MEMORY_MB,
    max_characters: int = DEFAULT_MAX_CHARACTERS,
) -> Kernel:
    """A Kernel that reads the columns of these names; Options says what the others are.

    Raises ConfigError, here rather than in the midst of a job.

    >>> import pyarrow as pa
    >>> clean = kernel()
    >>> clean(pa.table({"id": [1, 2], "text": ["So it is .", None]})).to_pylist()[1]["error"]
    'text: is null'
    """
    settled = config_of(config)
    if settled.corpus_pass:
        raise ConfigError("configuration", "corpus-pass", "needs all documents at once: run mtcheck clean")
    _try(settled)
    settled = msgspec.structs.replace(settled, max_characters=min(settled.max_characters, max_characters))
    return Kernel(
        columns=Columns(id, text, lang, source),
        setting=Setting(settled, deadline_s, memory_mb),
        guarded=guarded,
        max_characters=settled.max_characters,
    )


def _try(config: Config) -> None:
    """Raise the ConfigError of an option that names a file which cannot be used."""
    clean_document(Document("One.", Origin("<configuration>"), source="Eins."), config)
