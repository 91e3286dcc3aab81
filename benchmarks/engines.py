"""What an engine costs beyond the work itself: CPU seconds per record of Spark and Ray, and of the guard.

    python benchmarks/engines.py [--small 500] [--large 4000] [--only local guarded spark ray] [--seed 1]

Each engine reads a Parquet file of articles, cleans it and writes Parquet, in processes of its own whose CPU
seconds are taken all together from a control group (which needs root, on Linux). Two sizes are run, so that
what an engine costs once (a JVM, a cluster) cancels: the difference divided by the records between them is
the marginal cost. `local` is a bare loop over the kernel in one process; it runs first and last, which shows
how much the machine itself drifts. Target: at most 1.4 times `local`.

Articles are put together from machine output of the development data where that is there, else from
corpora/samples, with the faults that the samples have.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import development_data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = development_data.folder()
GROUPS = Path("/sys/fs/cgroup")
WORKERS = 2
MEAN_CHARACTERS = 4_000


def make_articles(path: Path, count: int, seed: int) -> None:
    """Write a Parquet file of articles: sentences, and now and then a faulty paragraph."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = random.Random(seed)
    samples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "corpora/samples").iterdir())]
    faulty = [part for text in samples for part in text.split("\n") if len(part) > 40]
    sentences = [
        json.loads(line)["target"]
        for file in sorted((DATA / "mt").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ] or faulty
    texts = []
    for _ in range(count):
        wanted, parts, size = rng.gauss(MEAN_CHARACTERS, MEAN_CHARACTERS / 4), [], 0
        while size < wanted:
            start, length = rng.randrange(len(sentences)), rng.randint(2, 5)
            part = rng.choice(faulty) if rng.random() < 0.1 else " ".join(sentences[start : start + length])
            parts.append(part)
            size += len(part)
        texts.append("\n\n".join(parts))
    table = pa.table({"id": [f"a{number}" for number in range(count)], "text": texts})
    pq.write_table(table, path, row_group_size=256)


def run_local(given: Path, out: Path, guarded: bool = False) -> None:
    import pyarrow.parquet as pq

    from mtcheck.engines.kernel import kernel

    clean = kernel(guarded=guarded)
    with pq.ParquetFile(given) as file:
        schema = clean.schema(file.schema_arrow)
        with pq.ParquetWriter(out / "cleaned.parquet", schema) as writer:
            for batch in clean.stream(file.iter_batches(256)):
                writer.write_batch(batch)


def run_spark(given: Path, out: Path, guarded: bool = True) -> None:
    from pyspark.sql import SparkSession

    from mtcheck.engines import spark

    builder = SparkSession.builder.master(f"local[{WORKERS}]")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.pyspark.python": sys.executable,
        "spark.sql.files.maxPartitionBytes": str(1 << 20),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    cleaned = spark.clean(session.read.parquet(str(given)), guarded=guarded)
    cleaned.write.parquet(str(out / "cleaned"))
    session.stop()


def run_ray(given: Path, out: Path, guarded: bool = True) -> None:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray as engine
    import ray.data

    from mtcheck.engines import ray as mtcheck_ray

    engine.init(num_cpus=WORKERS, include_dashboard=False, object_store_memory=200 << 20, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    mtcheck_ray.clean(ray.data.read_parquet(str(given)), guarded=guarded).write_parquet(str(out / "cleaned"))
    engine.shutdown()


RUNS: dict[str, Callable[[Path, Path], None]] = {
    "local": run_local,
    "guarded": lambda given, out: run_local(given, out, guarded=True),
    "spark": run_spark,
    "spark-unguarded": lambda given, out: run_spark(given, out, guarded=False),
    "ray": run_ray,
    "ray-unguarded": lambda given, out: run_ray(given, out, guarded=False),
}


class Meter:
    """CPU seconds of a command and of all that it starts, orphans too, by a control group of its own."""

    def __init__(self) -> None:
        old = GROUPS / "cpuacct"
        self._folder = (old if old.exists() else GROUPS) / f"mtcheck-{os.getpid()}"
        self._usage = self._folder / ("cpuacct.usage" if old.exists() else "cpu.stat")

    def __enter__(self) -> Meter:
        try:
            self._folder.mkdir()
        except OSError as error:
            sys.exit(f"no control group can be made here ({error}); this benchmark needs root on Linux")
        return self

    def __exit__(self, *_: object) -> None:
        for _ in range(100):
            members = (self._folder / "cgroup.procs").read_text().split()
            if not members:
                break
            time.sleep(0.1)
        self._folder.rmdir()

    def measure(self, command: list[str]) -> tuple[float, float]:
        """CPU and wall seconds of a command."""
        cpu, wall = self._seconds(), time.perf_counter()
        enter = f'echo $$ > "{self._folder}/cgroup.procs" && exec "$@"'
        done = subprocess.run(
            ["sh", "-c", enter, "sh", *command], capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)}\n{done.stderr[-3000:]}")
        return self._seconds() - cpu, time.perf_counter() - wall

    def _seconds(self) -> float:
        text = self._usage.read_text()
        if self._usage.name == "cpu.stat":
            return int(text.split()[1]) / 1e6
        return int(text) / 1e9


def verify(out: Path, count: int) -> None:
    """The result is whole: as many rows as were given, none of them an error."""
    import pyarrow.dataset as ds

    files = [str(path) for path in out.rglob("*.parquet")]
    table = ds.dataset(files).to_table(["id", "error"])
    ids = set(table["id"].to_pylist())
    if len(ids) != count or table.num_rows != count or table["error"].null_count != count:
        sys.exit(f"{table.num_rows} rows, {len(ids)} different, of {count}; errors: {table['error']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", type=int, default=500)
    parser.add_argument("--large", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=RUNS, default=["local", "guarded", "spark", "ray"])
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        name, given, out = arguments.child
        RUNS[name](Path(given), Path(out))
        return
    with tempfile.TemporaryDirectory() as folder, Meter() as meter:
        inputs = {}
        for count in (arguments.small, arguments.large):
            inputs[count] = Path(folder) / f"{count}.parquet"
            make_articles(inputs[count], count, arguments.seed)
        names = [*arguments.only, *(["local"] if "local" in arguments.only else [])]
        base: float | None = None
        for number, name in enumerate(names):
            cpu, wall = [], 0.0
            for count, path in inputs.items():
                out = Path(folder) / f"out-{number}-{count}"
                out.mkdir()
                command = [sys.executable, __file__, "--child", name, str(path), str(out)]
                used, wall = meter.measure(command)
                cpu.append(used)
                verify(out, count)
            marginal = (cpu[1] - cpu[0]) / (arguments.large - arguments.small)
            base = base or marginal
            print(
                f"{name:16} {cpu[0]:6.1f} s for {arguments.small}, {cpu[1]:6.1f} s for {arguments.large} "
                f"({wall:.0f} s by the clock): {1000 * marginal:5.1f} ms a record, {marginal / base:.2f} x; "
                f"once {cpu[0] - marginal * arguments.small:.1f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
