"""Sends some numbers and ends, with the exit code that it is told."""

import sys

import pyarrow as pa
from dora import Node

node = Node()
for number in range(int(sys.argv[1])):
    node.send_output("out", pa.array([number], type=pa.int64()), {"number": number})
sys.exit(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
