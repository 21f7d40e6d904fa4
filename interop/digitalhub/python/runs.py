import digitalhub as dh
import pandas as pd
from checks import project_with, raises
from digitalhub.utils.exceptions import BackendError

MANY = """
import pandas as pd
from digitalhub_runtime_python import handler

@handler(outputs=["df", "n", "obj"])
def many(x):
    return pd.DataFrame({"a": [1, 2, x]}), x, {"a": [x]}
"""

TAKES = """
from digitalhub_runtime_python import handler

@handler(outputs=["rows"])
def takes(di, factor):
    return len(di.as_df()) * factor
"""

LOGS = """
def logs(project):
    project.log_generic_artifact(name="written", source="written.txt")
"""

FAILS = "def fails():\n    raise ValueError('this is no good')\n"


def local(name):
    """a plain function runs locally and has a result"""
    project, function = project_with(name)
    run = function.run("job", local_execution=True, parameters={"x": 4})
    assert run.status.state == "COMPLETED"
    assert run.status.results == {"output_0": 8}
    again = project.get_run(run.key)
    assert again.status.state == "COMPLETED"
    assert again.results() == {"output_0": 8}


def outputs(name):
    """a handler's outputs are a table, a result and an artifact"""
    project, function = project_with(name, MANY, "many", "many")
    run = function.run("job", local_execution=True, parameters={"x": 7})
    assert run.results() == {"n": 7}
    assert run.result("n") == 7
    table = run.output("df")
    assert table.kind == "table" and table.as_df()["a"].tolist() == [1, 2, 7]
    assert project.get_artifact("obj").status.state == "READY"
    assert any(one["type"] == "produced_by" for one in table.metadata.relationships)


def inputs(name):
    """a dataitem goes into a function, which is told as consumed"""
    project, function = project_with(name, TAKES, "takes", "takes")
    table = project.log_table(name="tab", data=pd.DataFrame({"a": range(5)}))
    run = function.run("job", local_execution=True, inputs={"di": table.key}, parameters={"factor": 3})
    assert run.results() == {"rows": 15}
    relationships = project.get_run(run.key).metadata.relationships
    assert {"type": "consumes", "dest": table.key} in [
        {"type": one["type"], "dest": one["dest"]} for one in relationships
    ]


def logged(name):
    """what a function logs through its project becomes its run's output"""
    with open("written.txt", "w") as file:
        file.write("hello")
    project, function = project_with(name, LOGS, "logs", "logs")
    run = function.run("job", local_execution=True)
    assert list(run.status.outputs) == ["written"]
    assert open(run.output("written").download(overwrite=True)).read() == "hello"


def failing(name):
    """a function that raises leaves its run in ERROR with the message"""
    project, function = project_with(name, FAILS, "fails", "fails")
    raises(Exception, lambda: function.run("job", local_execution=True))
    [run] = project.list_runs()
    assert run.status.state == "ERROR"
    assert run.status.message


def states(name):
    """a run keeps the states that it had, in their order"""
    project, function = project_with(name)
    run = function.run("job", local_execution=True, parameters={"x": 4})
    states = [one["status"] for one in project.get_run(run.key).to_dict()["status"]["transitions"]]
    assert states == ["CREATED", "BUILT", "READY", "RUNNING", "COMPLETED"], states


def remote(name):
    """a Python function that is to run on the server ends in ERROR, which says why"""
    project, function = project_with(name)
    run = function.run("job", parameters={"x": 4}, wait=True)
    assert run.status.state == "ERROR"
    assert "local_execution" in run.status.message


def actions(name):
    """serve and build make tasks and runs of their own kinds"""
    project, function = project_with(name)
    assert function.run("serve").kind == "python+serve:run"
    assert function.run("build", instructions=["echo a"]).kind == "python+build:run"
    assert sorted(task.kind for task in dh.list_tasks(name)) == ["python+build", "python+serve"]


def one_task(name):
    """two runs of one function share its task"""
    project, function = project_with(name)
    runs = [function.run("job", local_execution=True, parameters={"x": x}) for x in (1, 2)]
    assert runs[0].spec.task == runs[1].spec.task
    assert len(dh.list_tasks(name)) == 1
    assert len(project.list_runs()) == 2
    assert len(function.list_runs()) == 2


def logs(name):
    """a run that printed nothing on the server has no logs"""
    project, function = project_with(name)
    run = function.run("job", local_execution=True, parameters={"x": 4})
    assert run.logs() == []


def metrics(name):
    """metrics of a run are logged, one and several numbers"""
    project, function = project_with(name)
    run = function.run("job", local_execution=True, parameters={"x": 4})
    run.log_metric("loss", 0.5, single_value=True)
    run.log_metric("losses", [1.0, 0.5])
    again = project.get_run(run.key)
    assert again.metrics["loss"] == 0.5, again.metrics
    assert again.metrics["losses"] == [1.0, 0.5], again.metrics


def stopped(name):
    """a run that ended cannot be stopped, and says so"""
    project, function = project_with(name)
    run = function.run("job", local_execution=True, parameters={"x": 4})
    raises(BackendError, run.stop)
    assert project.get_run(run.key).status.state == "COMPLETED"


def deleted(name):
    """deleting a function takes its tasks and runs with it"""
    project, function = project_with(name)
    run = function.run("job", local_execution=True, parameters={"x": 4})
    project.delete_function(function.key)
    raises(BackendError, lambda: project.get_run(run.key))
    assert project.list_runs() == []


def run_deleted(name):
    """a run is deleted by its key"""
    project, function = project_with(name)
    run = function.run("job", local_execution=True, parameters={"x": 4})
    dh.delete_run(run.key)
    assert project.list_runs() == []
