"""The scenarios of DigitalHub's Python SDK: `run.py list`, or `run.py MODULE.FUNCTION PROJECT` to run one of them.

A scenario is a function with a docstring, which is its name; it fails by raising. It gets the name of a project of its
own, which does not exist yet.
"""

import importlib
import json
import logging
import sys
import warnings

MODULES = ["projects", "functions", "runs", "materials", "tables", "objects"]


def scenarios():
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        for name, value in vars(module).items():
            if callable(value) and getattr(value, "__module__", "") == module_name and value.__doc__:
                yield f"{module_name}.{name}", value


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    if sys.argv[1] == "list":
        print(json.dumps([{"id": name, "name": scenario.__doc__} for name, scenario in scenarios()]))
    else:
        module_name, _, function_name = sys.argv[1].partition(".")
        getattr(importlib.import_module(module_name), function_name)(*sys.argv[2:])
