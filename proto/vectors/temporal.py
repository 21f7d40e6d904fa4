"""Writes temporal.json with the message classes of Temporal's Python SDK: see README.md."""

from importlib.metadata import version

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp
from google.protobuf.wrappers_pb2 import DoubleValue
from temporalio.api.command.v1 import Command, ScheduleActivityTaskCommandAttributes
from temporalio.api.common.v1 import (
    ActivityType,
    Header,
    Payload,
    Payloads,
    RetryPolicy,
    SearchAttributes,
    WorkflowExecution,
    WorkflowType,
)
from temporalio.api.enums.v1 import CommandType, EventType, QueryResultType, RetryState, TaskQueueKind
from temporalio.api.failure.v1 import ActivityFailureInfo, ApplicationFailureInfo, Failure
from temporalio.api.history.v1 import (
    ActivityTaskCompletedEventAttributes,
    ActivityTaskFailedEventAttributes,
    ActivityTaskScheduledEventAttributes,
    History,
    HistoryEvent,
    TimerStartedEventAttributes,
    WorkflowExecutionSignaledEventAttributes,
    WorkflowExecutionStartedEventAttributes,
    WorkflowTaskCompletedEventAttributes,
    WorkflowTaskScheduledEventAttributes,
)
from temporalio.api.query.v1 import WorkflowQuery, WorkflowQueryResult
from temporalio.api.sdk.v1 import UserMetadata, WorkflowTaskCompletedMetadata
from temporalio.api.taskqueue.v1 import TaskQueue, TaskQueueMetadata
from temporalio.api.workflowservice.v1 import (
    GetWorkflowExecutionHistoryRequest,
    GetWorkflowExecutionHistoryResponse,
    PollActivityTaskQueueRequest,
    PollActivityTaskQueueResponse,
    PollWorkflowTaskQueueResponse,
    RespondActivityTaskCompletedRequest,
    RespondWorkflowTaskCompletedRequest,
)

from vector import write_vectors

at = Timestamp(seconds=1_700_000_000, nanos=987_654_321)
run_id = "7f2f61b4-5d6f-4f8e-9a8e-3a2d5a8c0c11"
execution = WorkflowExecution(workflow_id="order-4711-käse", run_id=run_id)
queue = TaskQueue(name="orders", kind=TaskQueueKind.TASK_QUEUE_KIND_NORMAL)
sticky = TaskQueue(name="orders-host-1", kind=TaskQueueKind.TASK_QUEUE_KIND_STICKY, normal_name="orders")
minute = Duration(seconds=60)
retry = RetryPolicy(
    initial_interval=Duration(seconds=1),
    backoff_coefficient=2.0,
    maximum_interval=Duration(seconds=100, nanos=500),
    maximum_attempts=7,
    non_retryable_error_types=["NoMoney", "NoStock"],
)


def json_payload(text: str) -> Payload:
    return Payload(metadata={"encoding": b"json/plain"}, data=text.encode())


def failure(depth: int) -> Failure:
    return Failure(
        message=f"failed at level {depth}",
        source="PythonSDK",
        stack_trace="  at f\n  at g\n",
        application_failure_info=ApplicationFailureInfo(
            type="NoStock", non_retryable=True, details=Payloads(payloads=[json_payload("[1,2]")])
        ),
        cause=failure(depth - 1) if depth > 0 else None,
    )


EVENTS = [
    HistoryEvent(
        event_id=1,
        event_time=at,
        event_type=EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
        task_id=1_048_576,
        workflow_execution_started_event_attributes=WorkflowExecutionStartedEventAttributes(
            workflow_type=WorkflowType(name="order"),
            task_queue=queue,
            input=Payloads(payloads=[json_payload('{"items":["köttbullar"]}'), Payload(data=bytes(range(256)))]),
            workflow_run_timeout=minute,
            original_execution_run_id=run_id,
            identity="1@host",
            attempt=1,
            retry_policy=retry,
            header=Header(fields={"_tracer-data": json_payload("{}")}),
            search_attributes=SearchAttributes(indexed_fields={"CustomIntField": json_payload("42")}),
        ),
        user_metadata=UserMetadata(summary=json_payload('"an order"')),
    ),
    HistoryEvent(
        event_id=2,
        event_time=at,
        event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
        version=-24,
        workflow_task_scheduled_event_attributes=WorkflowTaskScheduledEventAttributes(
            task_queue=sticky, start_to_close_timeout=Duration(seconds=10), attempt=1
        ),
    ),
    HistoryEvent(
        event_id=4,
        event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
        workflow_task_completed_event_attributes=WorkflowTaskCompletedEventAttributes(
            scheduled_event_id=2,
            started_event_id=3,
            identity="1@host",
            sdk_metadata=WorkflowTaskCompletedMetadata(core_used_flags=[1, 2, 300], lang_used_flags=[3], sdk_name="temporal-python"),
        ),
    ),
    HistoryEvent(
        event_id=5,
        event_type=EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
        activity_task_scheduled_event_attributes=ActivityTaskScheduledEventAttributes(
            activity_id="5",
            activity_type=ActivityType(name="reserve"),
            task_queue=queue,
            input=Payloads(payloads=[json_payload("1")]),
            start_to_close_timeout=minute,
            heartbeat_timeout=Duration(),
            workflow_task_completed_event_id=4,
            retry_policy=retry,
        ),
    ),
    HistoryEvent(
        event_id=6,
        event_type=EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED,
        activity_task_failed_event_attributes=ActivityTaskFailedEventAttributes(
            failure=failure(4), scheduled_event_id=5, retry_state=RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED
        ),
    ),
    HistoryEvent(
        event_id=7,
        event_type=EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
        activity_task_completed_event_attributes=ActivityTaskCompletedEventAttributes(
            result=Payloads(payloads=[Payload(metadata={"encoding": b"binary/null"})])
        ),
        worker_may_ignore=True,
    ),
    HistoryEvent(
        event_id=2**63 - 1,
        event_type=EventType.EVENT_TYPE_TIMER_STARTED,
        timer_started_event_attributes=TimerStartedEventAttributes(timer_id="t", start_to_fire_timeout=minute),
    ),
    HistoryEvent(
        event_id=9,
        event_type=EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
        workflow_execution_signaled_event_attributes=WorkflowExecutionSignaledEventAttributes(),
    ),
]

MESSAGES = [
    PollWorkflowTaskQueueResponse(),
    PollWorkflowTaskQueueResponse(
        task_token=bytes(range(0, 250, 5)),
        workflow_execution=execution,
        workflow_type=WorkflowType(name="order"),
        started_event_id=9,
        attempt=1,
        history=History(events=EVENTS),
        next_page_token=b"\x00\xff",
        query=WorkflowQuery(query_type="status", query_args=Payloads(payloads=[json_payload("null")])),
        workflow_execution_task_queue=queue,
        scheduled_time=at,
        queries={"q-1": WorkflowQuery(query_type="__stack_trace")},
    ),
    GetWorkflowExecutionHistoryRequest(namespace="default", execution=execution, maximum_page_size=-1, wait_new_event=True),
    GetWorkflowExecutionHistoryResponse(history=History(events=EVENTS * 2), archived=True),
    PollActivityTaskQueueRequest(
        namespace="default",
        task_queue=queue,
        identity="1@host",
        task_queue_metadata=TaskQueueMetadata(max_tasks_per_second=DoubleValue(value=0.0)),
    ),
    PollActivityTaskQueueRequest(task_queue_metadata=TaskQueueMetadata(max_tasks_per_second=DoubleValue(value=12.5))),
    PollActivityTaskQueueResponse(
        task_token=b"token",
        workflow_namespace="default",
        workflow_execution=execution,
        activity_type=ActivityType(name="reserve"),
        activity_id="5",
        input=Payloads(payloads=[json_payload("1")]),
        heartbeat_details=Payloads(),
        current_attempt_scheduled_time=at,
        attempt=3,
        heartbeat_timeout=minute,
        retry_policy=retry,
    ),
    RespondWorkflowTaskCompletedRequest(
        task_token=b"token",
        commands=[
            Command(
                command_type=CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK,
                schedule_activity_task_command_attributes=ScheduleActivityTaskCommandAttributes(
                    activity_id="5",
                    activity_type=ActivityType(name="reserve"),
                    task_queue=queue,
                    start_to_close_timeout=minute,
                    retry_policy=retry,
                ),
            )
        ],
        identity="1@host",
        query_results={
            "q-1": WorkflowQueryResult(result_type=QueryResultType.QUERY_RESULT_TYPE_FAILED, error_message="no", failure=failure(0))
        },
        namespace="default",
    ),
    RespondActivityTaskCompletedRequest(task_token=b"token", result=Payloads(payloads=[json_payload("true")])),
    Failure(activity_failure_info=ActivityFailureInfo(activity_type=ActivityType(name="reserve"), identity="1@host"), cause=failure(20)),
]

write_vectors(f"temporalio {version('temporalio')}, protobuf {version('protobuf')}", MESSAGES)
