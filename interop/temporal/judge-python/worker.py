"""A worker of the Python SDK, whose workflow passes what it gets to an activity of ours: worker.py <address> <task queue>"""

import asyncio
import sys
from datetime import timedelta
from typing import Any

from google.protobuf import duration_pb2  # noqa: F401  (payloads of protobuf find their message by it)
from temporalio import workflow
from temporalio.client import Client
from temporalio.common import RetryPolicy
from temporalio.worker import UnsandboxedWorkflowRunner, Worker


@workflow.defn(name="relays")
class Relays:
    """Gives a value to an activity of another queue, and gives back what that answers."""

    @workflow.run
    async def run(self, queue: str, activity: str, value: Any) -> Any:
        return await workflow.execute_activity(
            activity,
            value,
            task_queue=queue,
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=RetryPolicy(maximum_attempts=1),
        )


async def main(address: str, queue: str) -> None:
    client = await Client.connect(address)
    worker = Worker(client, task_queue=queue, workflows=[Relays], workflow_runner=UnsandboxedWorkflowRunner())
    async with worker:
        print("ready", flush=True)
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
