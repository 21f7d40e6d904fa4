"""Answers each request with the sum of its numbers."""

import pyarrow as pa
from dora import Node

node = Node()
for event in node:
    if event["type"] == "INPUT":
        metadata = {key: item for key, item in event["metadata"].items() if key != "timestamp"}
        total = sum(event["value"].to_pylist())
        node.send_service_response("response", pa.array([total], type=pa.int64()), metadata)
