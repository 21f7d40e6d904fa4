"""Sends a number at each tick until it is stopped."""

import pyarrow as pa
from dora import Node

node = Node()
number = 0
for event in node:
    if event["type"] == "INPUT":
        node.send_output("out", pa.array([number], type=pa.int64()))
        number += 1
    elif event["type"] == "STOP":
        break
