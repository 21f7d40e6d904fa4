"""Sends bytes of all sizes up to the daemon's limit and checks that they come back."""

import sys

import numpy as np
import pyarrow as pa
from dora import Node

SIZES = [0, 1, 8, 1000, 4095, 4096, 65_536, 1_000_000, 4_000_000, 10_000_000, 40_000_000, 55_000_000, 59_600_000]


def main():
    node = Node()
    sizes = [size for size in SIZES if size <= int(sys.argv[1])]
    for size in sizes:
        value = pa.array(np.random.default_rng(size).integers(0, 256, size, dtype=np.uint8))
        node.send_output("data", value, {"size": size})
        event = node.next(60.0)
        while event is not None and event["type"] not in ("INPUT", "ERROR"):
            event = node.next(60.0)
        assert event is not None and event["type"] == "INPUT", f"{size} bytes: {event}"
        assert event["value"].equals(value), f"{size} bytes came back as {len(event['value'])} others"
    print(f"judged {len(sizes)}", flush=True)


if __name__ == "__main__":
    main()
