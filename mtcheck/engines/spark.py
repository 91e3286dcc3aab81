"""Clean a DataFrame of Spark: the kernel by mapInArrow. Needs the extra `[spark]` and Java.

    from mtcheck.engines import spark as mtcheck_spark

    cleaned = mtcheck_spark.clean(session.read.parquet("articles"), text="body", id="url")

mtcheck has to be installed where the executors run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Unpack

from mtcheck.engines.arrow import answer_schema
from mtcheck.engines.kernel import Options, kernel

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


def clean(df: DataFrame, *, text: str = "text", id: str = "id", **options: Unpack[Options]) -> DataFrame:
    """The cleaned rows of a DataFrame, in columns that docs/scale.md names; ``guarded`` unless told not to.

    Lazy, as Spark is: an action runs it. Raises InputError and ConfigError at once.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    from pyspark.sql.types import StructField, StructType

    options.setdefault("guarded", True)
    made = kernel(text=text, id=id, **options)
    made.columns.check_names(df.columns)
    names = made.columns.named
    named = df.select(*(df["`" + name.replace("`", "``") + "`"] for name in names))
    made.columns.check(to_arrow_schema(named.schema))

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for batch in made.stream(batch.rename_columns(list(names)) for batch in batches):
            # Spark's own strings have offsets of 32 bits, and a part of a stream is far smaller.
            yield batch.set_column(1, "text", batch.column("text").cast(pa.string()))

    answer = from_arrow_schema(answer_schema())
    schema = StructType([StructField("id", df.schema[made.columns.id].dataType), *answer.fields[1:]])
    # mapInArrow reads a dot in a name as a field.
    return named.toDF(*(f"c{number}" for number in range(len(names)))).mapInArrow(run, schema)
