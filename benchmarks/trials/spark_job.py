"""What a Spark cluster does in a trial, as its driver: the sums of event rows, and the facts of articles.

    python benchmarks/trials/spark_job.py JOB.json

Run by `cluster.py` with Spark on the path; the extraction goes to the workers by value.
"""

import json
import sys
import time
from pathlib import Path

from pyspark.sql import SparkSession


def connect(job):
    """Return a session on the cluster of the job."""
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.log.level": "WARN",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": "700m",
        "spark.driver.extraJavaOptions": job["options"],
        "spark.executor.extraJavaOptions": job["options"],
        "spark.executor.memory": job["memory"],
        "spark.executor.cores": "1",
        "spark.cores.max": str(job["workers"]),
        "spark.scheduler.minRegisteredResourcesRatio": "1",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "60s",
        "spark.sql.shuffle.partitions": str(job["partitions"]),
        "spark.sql.session.timeZone": "UTC",
        "spark.pyspark.python": sys.executable,
    }
    builder = SparkSession.builder.master(job["master"]).appName("trial")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def add_up(spark, job):
    """Run the aggregation over all files at once."""
    for name, path in job["tables"].items():
        spark.read.parquet(path).createOrReplaceTempView(name)
    begun = time.perf_counter()
    spark.sql(job["statement"]).write.parquet(job["out"])
    return time.perf_counter() - begun


def facts(frames):
    """Yield the facts of articles; atlas and parser are loaded once in a worker."""
    import os

    import pandas as pd

    from detente.atlas.book import open_atlas
    from detente.loaders.articles import extract, reading

    atlas = open_atlas()
    for frame in frames:
        told = []
        for row in frame.itertuples(index=False):
            article, printed = reading.make(row.text, title=row.title, date=row.date)
            found = extract.extract(article, printed, atlas)
            told.append((row.id, [repr(fact) for fact in (*found.facts, *found.people)], os.getpid()))
        yield pd.DataFrame(told, columns=["id", "facts", "process"])


def read_articles(spark, job):
    """Return the facts by article, the processes that read them and the seconds."""
    rows = [tuple(row[key] for key in ("id", "title", "date", "text")) for row in job["articles"]]
    begun = time.perf_counter()
    frame = spark.createDataFrame(rows, "id string, title string, date string, text string")
    frame = frame.repartition(job["workers"])
    found = frame.mapInPandas(facts, "id string, facts array<string>, process long").collect()
    return {
        "facts": {row.id: list(row.facts) for row in found},
        "processes": len({row.process for row in found}),
        "seconds": time.perf_counter() - begun,
    }


def main():
    """Do the job and write what came of it beside it."""
    path = Path(sys.argv[1])
    job = json.loads(path.read_text(encoding="utf-8"))
    begun = time.perf_counter()
    spark = connect(job)
    try:
        executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
        told = {"start": time.perf_counter() - begun, "executors": executors, "seconds": add_up(spark, job)}
        told["articles"] = read_articles(spark, job) if job["articles"] else None
        path.with_suffix(".told").write_text(json.dumps(told), encoding="utf-8")
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
