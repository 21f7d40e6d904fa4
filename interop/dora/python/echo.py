"""Sends back what it gets, and says in the metadata how it read it."""

import hashlib

from dora import Node


def main():
    node = Node()
    for event in node:
        if event["type"] != "INPUT":
            continue
        value = event["value"]
        metadata = {key: item for key, item in event["metadata"].items() if key != "timestamp"}
        kinds = sorted(f"{key}:{type(item).__name__}" for key, item in metadata.items())
        metadata["kinds"] = " ".join(kinds)
        metadata["type"] = str(value.type)
        metadata["length"] = len(value)
        if metadata.pop("digest", False):
            metadata["sha256"] = hashlib.sha256(value.to_numpy(zero_copy_only=False).tobytes()).hexdigest()
            node.send_output("echo", b"", metadata)
            continue
        node.send_output("echo", value, metadata)


if __name__ == "__main__":
    main()
