"""Looks at all pages of a message and answers: `src/nodes/echo.ts` in Python."""

import pyarrow as pa
from dora import Node
from load import load, touch

node = Node()
acknowledged = pa.array([1], type=pa.uint8())
for event in node:
    if event["type"] != "INPUT":
        continue
    value = event["value"]
    touch(value.to_numpy())
    node.send_output("pong", value if load["bytes"] <= 65536 else acknowledged)
