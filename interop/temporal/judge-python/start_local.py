"""Starts a server as the Python SDK starts its own, by its executable, and runs a workflow on it: start_local.py <executable>"""

import asyncio
import sys
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker


@activity.defn
async def greet(name: str) -> str:
    return f"Hello, {name}!"


@workflow.defn
class Greets:
    @workflow.run
    async def run(self, name: str) -> str:
        return await workflow.execute_activity(greet, name, start_to_close_timeout=timedelta(seconds=30))


async def main(executable: str) -> None:
    async with await WorkflowEnvironment.start_local(dev_server_existing_path=executable) as environment:
        client = environment.client
        options = {"task_queue": "local", "workflows": [Greets], "activities": [greet]}
        async with Worker(client, **options, workflow_runner=UnsandboxedWorkflowRunner()):
            result = await client.execute_workflow(Greets.run, "Ada", id="greets", task_queue="local")
            print("result", result, flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
