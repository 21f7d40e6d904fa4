import digitalhub as dh
from checks import DOUBLE, project_with, raises
from digitalhub.utils.exceptions import BackendError, EntityNotExistsError


def create(name):
    """a function is created, and got by its name and by its key"""
    project, function = project_with(name)
    assert function.key == f"store://{name}/function/python/double:{function.id}"
    for got in (project.get_function("double"), project.get_function(function.key), dh.get_function(function.key)):
        assert got.id == function.id
        assert got.spec.source["handler"] == "double"
        assert got.spec.python_version == "PYTHON3_11"


def versions(name):
    """the same name again is a new version; by name the newest is got, by key each"""
    project, first = project_with(name)
    second = project_with(name, code="def double(x):\n    return x + x\n")[1]
    assert first.id != second.id
    assert project.get_function("double").id == second.id
    assert project.get_function(first.key).id == first.id
    found = project.get_function_versions("double")
    assert sorted(one.id for one in found) == sorted([first.id, second.id])


def listed(name):
    """functions are listed by their newest version, and filtered by name, kind and a part of it"""
    project, _ = project_with(name)
    project_with(name)
    project_with(name, function="other")
    assert sorted(one.name for one in project.list_functions()) == ["double", "other"]
    assert [one.name for one in project.list_functions(name="other")] == ["other"]
    assert len(project.list_functions(kind="python")) == 2
    assert project.list_functions(kind="container") == []
    assert [one.name for one in project.list_functions(q="oth")] == ["other"]


def pages(name):
    """thirty functions are listed over several pages"""
    project = dh.get_or_create_project(name)
    for index in range(30):
        project.new_function(
            name=f"f{index}", kind="python", code=DOUBLE, handler="double", python_version="PYTHON3_11"
        )
    assert len(project.list_functions()) == 30


def immutable(name):
    """metadata of a function can be changed, its spec cannot"""
    project, function = project_with(name)
    function.set_description("doubles")
    function.spec.source["handler"] = "other"
    function.save(update=True)
    again = project.get_function("double")
    assert again.metadata.description == "doubles"
    assert again.spec.source["handler"] == "double"


def deleted(name):
    """one version of a function is deleted, then all of them by name"""
    project, first = project_with(name)
    second = project_with(name)[1]
    project.delete_function(second.key)
    assert project.get_function("double").id == first.id
    project_with(name)
    project.delete_function("double", delete_all_versions=True)
    raises(BackendError, lambda: project.get_function(first.key))
    assert project.list_functions() == []


def missing(name):
    """a function that there is not is an error that says so"""
    project, function = project_with(name)
    raises(EntityNotExistsError, lambda: project.get_function(function.key[:-4] + "0000"))


def imported(name):
    """a function is exported to YAML and imported into another project"""
    project, function = project_with(name)
    path = function.export()
    other = dh.get_or_create_project(f"{name}-2")
    got = other.import_function(path, reset_id=True)
    assert got.spec.source["base64"] == function.spec.source["base64"]


def tasks(name):
    """a function's task is made, got, listed and deleted"""
    project, function = project_with(name)
    task = function.new_task("job")
    assert task.kind == "python+job"
    assert function.get_task("job").id == task.id
    assert [one.kind for one in dh.list_tasks(name)] == ["python+job"]
    function.delete_task("job")
    assert dh.list_tasks(name) == []
