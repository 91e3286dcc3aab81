"""Clean a Dataset of Ray Data: the kernel by map_batches. Needs the extra `[ray]`.

    from mtcheck.engines import ray as mtcheck_ray

    cleaned = mtcheck_ray.clean(ray.data.read_parquet("articles"), text="body", id="url")

mtcheck has to be installed on every node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from mtcheck.engines.arrow import SLICE_ROWS
from mtcheck.engines.kernel import Options, kernel

if TYPE_CHECKING:
    from ray.data import Dataset


def clean(dataset: Dataset, *, text: str = "text", id: str = "id", **options: Unpack[Options]) -> Dataset:
    """The cleaned rows of a Dataset, in columns that docs/scale.md names; ``guarded`` unless told not to.

    Lazy, as Ray is. Raises ConfigError at once, and InputError where the columns are known; where only a
    task knows them, Ray raises it wrapped when the dataset is read.
    """
    import pyarrow as pa

    options.setdefault("guarded", True)
    made = kernel(text=text, id=id, **options)
    schema = dataset.schema(fetch_if_missing=False)
    if schema is not None:
        made.columns.check_names(schema.names)
        if isinstance(schema.base_schema, pa.Schema):
            made.columns.check(schema.base_schema)
    return dataset.map_batches(
        made.__call__, batch_format="pyarrow", batch_size=SLICE_ROWS, zero_copy_batch=True
    )
