"""Fails in its first life, sends in its second."""

import os

import pyarrow as pa
from dora import Node

node = Node()
node.send_output("out", pa.array([node.restart_count()], type=pa.int64()))
node.next(1.0)  # What was sent shall arrive.
if node.restart_count() == 0:
    os._exit(1)
