"""Fails in its first life, sends in its second."""

import sys

import pyarrow as pa
from dora import Node

node = Node()
node.send_output("out", pa.array([node.restart_count()], type=pa.int64()))
sys.exit(1 if node.restart_count() == 0 else 0)
