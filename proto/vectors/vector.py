"""Turns messages into vectors: type, protobuf's JSON form, and the bytes in hexadecimal."""

import json
import sys

from google.protobuf import json_format
from google.protobuf.message import Message

# Some times lie outside what the JSON form allows; such a message is described by its bytes alone.
UNPRINTABLE = (json_format.Error, ValueError, OverflowError)


def vector(message: Message) -> dict[str, object]:
    try:
        described = json_format.MessageToDict(message)
    except UNPRINTABLE:
        described = None
    return {
        "type": message.DESCRIPTOR.full_name,
        "json": described,
        "hex": message.SerializeToString(deterministic=True).hex(),
    }


def write_vectors(producer: str, messages: list[Message]) -> None:
    json.dump(
        {"producer": producer, "vectors": [vector(message) for message in messages]},
        sys.stdout,
        indent=2,
        ensure_ascii=False,
    )
    sys.stdout.write("\n")
