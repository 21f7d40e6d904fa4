"""Sends numbers and checks that they come back four times as big, with their metadata."""

import pyarrow as pa
from dora import Node

node = Node()
for number in range(5):
    node.send_output("numbers", pa.array([number], type=pa.int64()), {"number": number})
    event = node.next(30.0)
    while event is not None and event["type"] not in ("INPUT", "ERROR"):
        event = node.next(30.0)
    assert event is not None and event["type"] == "INPUT", event
    assert event["value"].to_pylist() == [4 * number], event
    assert event["metadata"]["number"] == number, event
print("judged 5", flush=True)
