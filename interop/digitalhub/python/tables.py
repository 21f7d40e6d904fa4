import digitalhub as dh
import pandas as pd


def round_trip(name):
    """a table is logged and read again as it was"""
    df = pd.DataFrame({"i": [1, 2], "f": [0.5, None], "s": ["é", None], "b": [True, False]})
    project = dh.get_or_create_project(name)
    project.log_table(name="tab", data=df)
    got = project.get_dataitem("tab").as_df()
    pd.testing.assert_frame_equal(got, df)


def described(name):
    """a table has a schema and a preview"""
    df = pd.DataFrame({"a": range(30), "b": [str(i) for i in range(30)]})
    project = dh.get_or_create_project(name)
    project.log_table(name="tab", data=df)
    got = project.get_dataitem("tab").to_dict()
    assert [one["name"] for one in got["spec"]["schema"]["fields"]] == ["a", "b"]
    assert got["status"]["preview"]["rows"] == 30
    assert got["status"]["preview"]["cols"][0]["name"] == "a"


def large(name):
    """a table of 200,000 rows comes back as it was"""
    df = pd.DataFrame({"a": range(200_000), "b": [i / 3 for i in range(200_000)]})
    project = dh.get_or_create_project(name)
    project.log_table(name="tab", data=df)
    pd.testing.assert_frame_equal(project.get_dataitem("tab").as_df(), df)
