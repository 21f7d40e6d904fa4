"""Tells what pyarrow and pandas read from a dataitem: `parquet_read.py PROJECT NAME`."""

import datetime
import json
import sys

import digitalhub as dh
import pandas as pd
import pyarrow.parquet as pq


def text(value):
    return value.isoformat() if isinstance(value, datetime.datetime) else repr(value)


project_name, name = sys.argv[1:]
dataitem = dh.get_project(project_name).get_dataitem(name)
table = pq.read_table(dataitem.download("table.parquet", overwrite=True))
frame = pd.read_parquet("table.parquet")
assert dataitem.as_df().equals(frame)
print(
    json.dumps(
        [
            {
                "name": field.name,
                "type": str(field.type),
                "nullable": field.nullable,
                "values": [text(value) for value in table.column(field.name).to_pylist()],
                "pandas": str(frame[field.name].dtype),
                "rows": len(frame[field.name]),
            }
            for field in table.schema
        ]
    )
)
