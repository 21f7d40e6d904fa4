"""Sends messages, so many unanswered at most: `src/nodes/window.ts` in Python."""

import time

import numpy as np
import pyarrow as pa
from dora import Node
from load import load, write_figures

node = Node()
own = pa.array(np.ones(load["bytes"], dtype=np.uint8))


def send(count):
    sent = answered = 0
    while answered < count:
        if sent < count and sent - answered < load["window"]:
            node.send_output("ping", own)
            sent += 1
        elif node.next()["type"] == "INPUT":
            answered += 1


send(load["warmUp"])
began = time.perf_counter_ns()
send(load["messages"])
write_figures([(time.perf_counter_ns() - began) / 1000])
