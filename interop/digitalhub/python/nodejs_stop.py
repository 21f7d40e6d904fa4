"""Stops a run of kind nodejs that executes on the server: `nodejs_stop.py PROJECT RUN_ID`."""

import sys
import time

import digitalhub as dh
from digitalhub.stores.client.base.factory import get_client

project_name, run_id = sys.argv[1:]
dh.get_project(project_name)
client, path = get_client(), f"/api/v1/-/{project_name}/runs/{run_id}"


def until(state):
    for _ in range(300):
        found = client.read_object(path)["status"]["state"]
        if found == state:
            return
        assert found not in ("COMPLETED", "ERROR"), found
        time.sleep(0.1)
    raise AssertionError(f"not {state} after 30 s, but {found}")


until("RUNNING")
client.create_object(f"{path}/stop", {})
until("STOPPED")
