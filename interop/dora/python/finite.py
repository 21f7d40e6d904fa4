"""Sends some numbers and ends: well, or at once with the exit code that it is told."""

import os
import sys

import pyarrow as pa
from dora import Node

node = Node()
for number in range(int(sys.argv[1])):
    node.send_output("out", pa.array([number], type=pa.int64()), {"number": number})
if len(sys.argv) > 2:
    node.next(1.0)  # What was sent shall arrive.
    os._exit(int(sys.argv[2]))
