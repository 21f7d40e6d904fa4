"""Sends every Arrow type and checks what comes back: type, values, and the kinds of its metadata."""

import pyarrow as pa
from dora import Node
from values import values

METADATA = {"whole": 2, "float": 2.0, "big": 2**62, "text": "ä", "yes": True, "floats": [1.0, 2.5], "texts": ["a", ""]}


def main():
    node = Node()
    judged = 0
    for value in values():
        node.send_output("data", value, METADATA)
        event = node.next(30.0)
        while event is not None and event["type"] != "INPUT":
            event = node.next(30.0) if event["type"] != "ERROR" else None
        assert event is not None, f"{value.type}: no answer"
        got = event["value"]
        assert got.type == value.type, f"{value.type} came back as {got.type}"
        assert got.equals(value), f"{value.type}: {value} came back as {got}"
        for key, want in METADATA.items():
            have = event["metadata"].get(key)
            assert have == want and type(have) is type(want), f"{value.type}: {key} {want!r} came back as {have!r}"
        judged += 1
    node.send_output("data", pa.array([], type=pa.uint8()), {"last": True})
    print(f"judged {judged}", flush=True)


if __name__ == "__main__":
    main()
