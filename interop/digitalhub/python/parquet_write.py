"""Logs Parquet files of pyarrow and pandas as dataitems: `parquet_write.py PROJECT`."""

import datetime
import decimal
import sys

import digitalhub as dh
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

AT_US = 1_709_168_523_000_004
AT_NS = 1_709_168_523_000_000_004

COLUMNS = {
    "boolean": (pa.bool_(), [True, None]),
    "int8": (pa.int8(), [-128, None]),
    "uint32": (pa.uint32(), [2**32 - 1, None]),
    "int64": (pa.int64(), [2**53 + 1, None]),
    "uint64": (pa.uint64(), [2**64 - 1, None]),
    "float": (pa.float32(), [0.5, None]),
    "double": (pa.float64(), [float("nan"), -0.0]),
    "decimal": (pa.decimal128(22, 2), [decimal.Decimal("-12345678901234567890.25"), None]),
    "string": (pa.string(), ["Füße 🦶", None]),
    "dictionary": (pa.dictionary(pa.int8(), pa.string()), ["a", None]),
    "binary": (pa.binary(), [b"\x00\xff", None]),
    "date": (pa.date32(), [datetime.date(1969, 12, 31), None]),
    "time us": (pa.time64("us"), [datetime.time(23, 59, 59, 1), None]),
    "timestamp ms": (pa.timestamp("ms", "UTC"), [1_709_168_523_004, None]),
    "timestamp us": (pa.timestamp("us", "UTC"), [AT_US, None]),
    "timestamp ns": (pa.timestamp("ns", "UTC"), [AT_NS, None]),
    "list": (pa.list_(pa.int32()), [[1, None, 3], None]),
    "struct": (pa.struct([("x", pa.float64()), ("y", pa.string())]), [{"x": 1.5, "y": "a"}, None]),
    "list of structs": (pa.list_(pa.struct([("x", pa.int64())])), [[{"x": 1}], []]),
    "Größe.in/m²": (pa.string(), ["a", "b"]),
}

project = dh.get_or_create_project(sys.argv[1])


def log(name, table, **options):
    path = f"{name}.parquet"
    pq.write_table(table, path, **options)
    project.log_generic_dataitem(name=name, source=path)


types = pa.table({name: pa.array(values, kind) for name, (kind, values) in COLUMNS.items()})
log("types", types)
log("empty", types.slice(0, 0))
lines = pa.table({"id": range(1000), "text": [f"line {i % 10}" for i in range(1000)]})
for codec in ("none", "snappy", "gzip", "zstd", "lz4", "brotli"):
    log(f"codec-{codec}", lines, compression=codec)
log("int96", pa.table({"when": pa.array([AT_US], pa.timestamp("us"))}), use_deprecated_int96_timestamps=True)
pd.DataFrame({"kind": pd.Categorical(["b"]), "n": [1.5]}).to_parquet("pandas.parquet")
project.log_generic_dataitem(name="pandas", source="pandas.parquet")
