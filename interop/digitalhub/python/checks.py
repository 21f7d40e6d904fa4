# What several scenarios say. Without docstrings: these are no scenarios.

import digitalhub as dh

DOUBLE = "def double(x):\n    return x * 2\n"


def raises(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def project_with(name, code=DOUBLE, handler="double", function="double"):
    project = dh.get_or_create_project(name)
    return project, project.new_function(
        name=function, kind="python", code=code, handler=handler, python_version="PYTHON3_11"
    )
