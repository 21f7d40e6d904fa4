"""Counts its inputs until they close, and says how many of which id came."""

from collections import Counter

from dora import Node

counts = Counter()
for event in Node():
    if event["type"] == "INPUT":
        counts[event["id"]] += 1
    elif event["type"] in ("INPUT_CLOSED", "NODE_FAILED", "NODE_RESTARTED"):
        counts[event["type"]] += 1
print("counted", dict(sorted(counts.items())), flush=True)
