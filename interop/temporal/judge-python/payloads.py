"""Reads what Millrace wrote with the converters of Temporal's Python SDK: python payloads.py < rows.json.

The input is { golden, ours }: proto/vectors/temporal-payloads.json as the Python SDK wrote it, and the same values as
Millrace writes them. Both must be read alike; the exit code is the verdict.
"""

import json
import sys

from temporalio.api.common.v1 import Payload, SearchAttributes
from temporalio.api.failure.v1 import Failure
from temporalio.converter import DefaultFailureConverter, decode_typed_search_attributes, default

converter = default().payload_converter
failures = DefaultFailureConverter()
# What the two SDKs need not have in common.
UNLIKE = {"_failure", "_traceback"}


def read_payload(row):
    return converter.from_payloads([Payload.FromString(bytes.fromhex(row["hex"]))])


def read_failure(row):
    return describe(failures.from_failure(Failure.FromString(bytes.fromhex(row["hex"])), converter))


def read_search_attribute(row):
    payload = Payload.FromString(bytes.fromhex(row["hex"]))
    return decode_typed_search_attributes(SearchAttributes(indexed_fields={"a": payload}))


def describe(error):
    if error is None:
        return None
    fields = {name: value for name, value in vars(error).items() if name not in UNLIKE}
    return type(error).__name__, str(error), fields, describe(error.__cause__)


def main():
    rows = json.load(sys.stdin)
    readers = {"payloads": read_payload, "failures": read_failure, "searchAttributes": read_search_attribute}
    wrong = 0
    for kind, read in readers.items():
        golden, ours = rows["golden"][kind], rows["ours"][kind]
        if len(golden) != len(ours) or not golden:
            sys.exit(f"{kind}: {len(ours)} rows instead of {len(golden)}")
        for theirs, own in zip(golden, ours):
            wanted, given = read(theirs), read(own)
            if wanted == given:
                continue
            wrong += 1
            print(f"{kind}: {given!r} instead of {wanted!r}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
