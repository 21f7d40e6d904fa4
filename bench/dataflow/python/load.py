"""What the nodes of a measurement are told, as `src/nodes/load.ts` has it."""

import json
import os

load = json.loads(os.environ["LOAD"])


def write_figures(values):
    with open(load["figures"], "w") as file:
        json.dump(values, file)


def touch(data):
    """Looks at every page of the data."""
    return data[::4096].sum() if len(data) > 0 else 0
