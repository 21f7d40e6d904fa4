import digitalhub as dh
from checks import project_with, raises
from digitalhub.utils.exceptions import BackendError, EntityAlreadyExistsError, EntityNotExistsError


def create(name):
    """a project is created, and got again with its description and labels"""
    dh.new_project(name, description="of wool", labels=["a", "b"])
    project = dh.get_project(name)
    assert project.name == name and project.id == name
    assert project.metadata.description == "of wool"
    assert sorted(project.metadata.labels) == ["a", "b"]
    assert project.key == f"store://{name}"


def get_or_create(name):
    """get_or_create_project makes a project once"""
    first = dh.get_or_create_project(name)
    second = dh.get_or_create_project(name)
    assert first.metadata.created == second.metadata.created


def duplicated(name):
    """the same project twice is an error that says so"""
    dh.new_project(name)
    raises(EntityAlreadyExistsError, lambda: dh.new_project(name))


def missing(name):
    """a project that there is not is an error that says so"""
    raises(EntityNotExistsError, lambda: dh.get_project(name))


def listed(name):
    """projects are listed"""
    dh.new_project(name)
    assert name in [project.name for project in dh.list_projects()]


def updated(name):
    """a project's description is changed"""
    project = dh.new_project(name)
    project.set_description("other")
    project.save(update=True)
    assert dh.get_project(name).metadata.description == "other"


def deleted(name):
    """a project is deleted with everything in it"""
    project, function = project_with(name)
    project.new_artifact(name="a", kind="artifact", path="s3://elsewhere/a.txt")
    dh.delete_project(name)
    raises(EntityNotExistsError, lambda: dh.get_project(name))
    dh.new_project(name)
    assert dh.get_project(name).list_functions() == []
    raises(BackendError, lambda: dh.get_function(function.key))


def content(name):
    """a project shows the functions and artifacts in it"""
    project, function = project_with(name)
    project.new_artifact(name="a", kind="artifact", path="s3://elsewhere/a.txt")
    project.refresh()
    assert [one["key"] for one in project.spec.functions] == [function.key]
    assert [one["name"] for one in project.spec.artifacts] == ["a"]
