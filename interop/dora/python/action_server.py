"""Counts up to a goal with feedback; a cancelled goal ends at once."""

import pyarrow as pa
from dora import Node

node = Node()
cancelled = set()
for event in node:
    if event["type"] != "INPUT":
        continue
    goal_id = event["metadata"]["goal_id"]
    if event["id"] == "cancel":
        cancelled.add(goal_id)
        node.send_output("result", pa.array([-1], type=pa.int64()), {"goal_id": goal_id, "goal_status": "canceled"})
        continue
    goal = event["value"].to_pylist()[0]
    if goal < 0:
        continue  # Waits for its cancellation.
    for number in range(goal):
        node.send_output("feedback", pa.array([number], type=pa.int64()), {"goal_id": goal_id})
    node.send_output("result", pa.array([goal], type=pa.int64()), {"goal_id": goal_id, "goal_status": "succeeded"})
