"""Looks at a run of kind nodejs that somebody else made: `nodejs_runs.py PROJECT RUN FUNCTION INPUT`.

The SDK has no classes for functions and runs of a kind that it does not know, so these are read by its client; what the
run made is read by the SDK's own classes.
"""

import base64
import json
import sys

import digitalhub as dh
from digitalhub.stores.client.base.factory import get_client

project_name, run_key, function_key, input_key = sys.argv[1:]
api = f"/api/v1/-/{project_name}"
client = get_client()

[run] = client.list_objects(f"{api}/runs")
assert run["key"] == run_key and run["kind"] == "nodejs+job:run"
assert run["status"]["state"] == "COMPLETED"
assert run["status"]["results"] == {"total": 223.0}
assert {"type": "consumes", "dest": input_key} in run["metadata"]["relationships"], run["metadata"]
[function] = client.list_objects(f"{api}/functions")
assert function["key"] == function_key and function["spec"]["node_version"] == "NODE_24"
[log] = client.read_object(f"{api}/runs/{run['id']}/logs")
assert "weighing" in base64.b64decode(log["content"]).decode()

project = dh.get_project(project_name)
outputs = run["status"]["outputs"]
assert sorted(outputs) == ["note", "report"], outputs
report = project.get_dataitem(outputs["report"])
assert report.as_df()["kg"].tolist() == [100.0, 123.0]
assert report.to_dict()["status"]["preview"]["rows"] == 2
assert [one["name"] for one in report.to_dict()["spec"]["schema"]["fields"]] == ["kg"]
assert any(one["type"] == "produced_by" for one in report.metadata.relationships)
note = project.get_artifact(outputs["note"])
with open(note.download("note.json", overwrite=True)) as file:
    assert json.load(file) == {"heaviest": 123}
assert project.get_dataitem(input_key).as_df()["kg"].tolist() == [50.0, 61.5]
