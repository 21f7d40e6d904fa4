"""Compares the boxes that come with those that were drawn by hand."""

import json
import sys

from dora import Node

with open(sys.argv[1]) as file:
    boxes = json.load(file)["boxes"]


def area(box):
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


agreements = {}
for event in Node():
    if event["type"] != "INPUT":
        continue
    metadata = event["metadata"]
    x0, y0, x1, y1 = event["value"].to_pylist()
    left, top = metadata["left"], metadata["top"]
    found = [x0 + left, y0 + top, x1 + left, y1 + top]
    drawn = boxes[metadata["frame"]]
    shared = area([max(found[0], drawn[0]), max(found[1], drawn[1]), min(found[2], drawn[2]), min(found[3], drawn[3])])
    agreements[metadata["frame"]] = shared / (area(found) + area(drawn) - shared)

assert len(agreements) == len(boxes), agreements
assert min(agreements.values()) > 0.75, agreements
print(f"judged {len(agreements)}", flush=True)
