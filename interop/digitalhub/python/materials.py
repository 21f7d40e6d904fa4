import os

import digitalhub as dh
from checks import raises
from digitalhub.utils.exceptions import BackendError


def round_trip(name, size):
    content = os.urandom(size)
    with open("file.bin", "wb") as file:
        file.write(content)
    project = dh.get_or_create_project(name)
    artifact = project.log_generic_artifact(name="art", source="file.bin")
    assert artifact.status.state == "READY"
    path = project.get_artifact("art").download("back/file.bin", overwrite=True)
    assert open(path, "rb").read() == content


def empty(name):
    """an artifact of 0 B comes back as it was"""
    round_trip(name, 0)


def small(name):
    """an artifact of 1 KB comes back as it was"""
    round_trip(name, 1024)


def large(name):
    """an artifact of 20 MB comes back as it was"""
    round_trip(name, 20_000_000)


def folder(name):
    """a folder of files is uploaded and downloaded"""
    os.makedirs("in/sub")
    for path, text in (("in/a.txt", "a"), ("in/sub/b.txt", "b")):
        with open(path, "w") as file:
            file.write(text)
    project = dh.get_or_create_project(name)
    artifact = project.log_generic_artifact(name="many", source="in")
    assert artifact.spec.path.endswith("/")
    path = project.get_artifact("many").download("back", overwrite=True)
    assert open(os.path.join(path, "a.txt")).read() == "a"
    assert open(os.path.join(path, "sub", "b.txt")).read() == "b"


def infos(name):
    """the files of an artifact are told with their sizes"""
    with open("note.txt", "w") as file:
        file.write("hello")
    artifact = dh.get_or_create_project(name).log_generic_artifact(name="note", source="note.txt")
    [info] = artifact.files
    assert (info["name"], info["size"]) == ("note.txt", 5), info


def by_path(name):
    """an artifact elsewhere is known by its path alone"""
    project = dh.get_or_create_project(name)
    project.new_artifact(name="far", kind="artifact", path="s3://elsewhere/x.txt")
    assert project.get_artifact("far").spec.path == "s3://elsewhere/x.txt"


def versions(name):
    """each upload under one name is a version with its own content"""
    project = dh.get_or_create_project(name)
    keys = []
    for text in ("one", "two"):
        with open("note.txt", "w") as file:
            file.write(text)
        keys.append(project.log_generic_artifact(name="note", source="note.txt").key)
    assert len(project.get_artifact_versions("note")) == 2
    texts = [open(project.get_artifact(key).download(overwrite=True)).read() for key in keys]
    assert texts == ["one", "two"], texts


def deleted(name):
    """a deleted artifact is gone"""
    project = dh.get_or_create_project(name)
    artifact = project.new_artifact(name="far", kind="artifact", path="s3://elsewhere/x.txt")
    project.delete_artifact(artifact.key)
    raises(BackendError, lambda: project.get_artifact(artifact.key))


def model(name):
    """a model is uploaded with its parameters and metrics"""
    with open("weights.bin", "wb") as file:
        file.write(b"\x00\x01")
    project = dh.get_or_create_project(name)
    logged = project.log_generic_model(
        name="net", source="weights.bin", framework="none", algorithm="guess", parameters={"depth": 3}
    )
    logged.log_metric("accuracy", 0.75, single_value=True)
    got = project.get_model("net")
    assert got.spec.parameters == {"depth": 3}
    assert got.metrics == {"accuracy": 0.75}, got.metrics
    assert open(got.download("w.bin", overwrite=True), "rb").read() == b"\x00\x01"


def dataitem(name):
    """a file becomes a dataitem"""
    with open("data.csv", "w") as file:
        file.write("a\n1\n")
    project = dh.get_or_create_project(name)
    project.log_generic_dataitem(name="csv", source="data.csv")
    got = project.get_dataitem("csv")
    assert got.kind == "dataitem"
    assert open(got.download("d.csv", overwrite=True)).read() == "a\n1\n"


def secret(name):
    """a secret's value is kept apart from it, and read again"""
    project = dh.get_or_create_project(name)
    project.new_secret(name="token", secret_value="s3cr3t")
    got = project.get_secret("token")
    assert "s3cr3t" not in str(got.to_dict())
    assert got.read_secret_value() == "s3cr3t"
    assert [one.name for one in project.list_secrets()] == ["token"]
