"""Sends a message, waits for the answer, and tells how long each round took: `src/nodes/ping.ts` in Python."""

import time

import numpy as np
import pyarrow as pa
from dora import Node
from load import load, write_figures

node = Node()
own = pa.array(np.ones(load["bytes"], dtype=np.uint8))
times = []
for number in range(-load["warmUp"], load["messages"]):
    began = time.perf_counter_ns()
    node.send_output("ping", own)
    node.next()
    if number >= 0:
        times.append((time.perf_counter_ns() - began) / 1000)
write_figures(times)
