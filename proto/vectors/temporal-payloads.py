"""Writes temporal-payloads.json with the converters of Temporal's Python SDK: see README.md."""

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

import temporalio.api.common.v1 as common
from temporalio.api.failure.v1 import Failure
from temporalio.common import SearchAttributeKey
from temporalio.converter import (
    BinaryProtoPayloadConverter,
    DefaultFailureConverter,
    DefaultFailureConverterWithEncodedAttributes,
    default,
    encode_typed_search_attribute_value,
)
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    ApplicationErrorCategory,
    CancelledError,
    ChildWorkflowError,
    RetryState,
    ServerError,
    TerminatedError,
    TimeoutError,
    TimeoutType,
)

converter = default().payload_converter
plain = DefaultFailureConverter()
hidden = DefaultFailureConverterWithEncodedAttributes()
execution = common.WorkflowExecution(workflow_id="order-4711", run_id="r")

JSON_VALUES = ["", "käse 🧀", 0, -1.5, 2**53 - 1, True, [], [1, [None]], {"a": {"b": ["c"]}}, {"text": 'quote " \\ \n'}]


def hexed(message: common.Payload | Failure) -> str:
    return message.SerializeToString(deterministic=True).hex()


def payload(kind: str, value: object, encoded: common.Payload) -> dict[str, object]:
    return {"kind": kind, "value": value, "hex": hexed(encoded)}


def one(value: object) -> common.Payload:
    return converter.to_payloads([value])[0]


# Tracebacks name a file of their own, wherever this one is.
RAISE = """
def raised(error, cause=None):
    try:
        raise error from cause
    except BaseException as caught:
        return caught
"""
scope: dict[str, Callable[..., BaseException]] = {}
exec(compile(RAISE, "activities.py", "exec"), scope)
raised = scope["raised"]


def failure(name: str, error: BaseException, to_failure: Callable[..., None]) -> dict[str, object]:
    written = Failure()
    to_failure(error, converter, written)
    return {"name": name, "hex": hexed(written)}


activity = dict(scheduled_event_id=5, started_event_id=6, identity="1@host", activity_type="reserve", activity_id="7")
child = dict(
    namespace="default", workflow_id="w", run_id="r", workflow_type="order", initiated_event_id=8, started_event_id=9
)
no_stock = ApplicationError(
    "no stock",
    {"left": 0},
    "reserved",
    type="NoStock",
    non_retryable=True,
    next_retry_delay=timedelta(seconds=1.5),
    category=ApplicationErrorCategory.BENIGN,
)
late = TimeoutError("late", type=TimeoutType.HEARTBEAT, last_heartbeat_details=[1, "two"])

FAILURES: list[tuple[str, BaseException, Callable[..., None]]] = [
    ("application", no_stock, plain.to_failure),
    ("cancelled", CancelledError("stop", "why"), plain.to_failure),
    ("timeout", late, plain.to_failure),
    ("terminated", TerminatedError("killed"), plain.to_failure),
    ("server", ServerError("down", non_retryable=True), plain.to_failure),
    (
        "activity",
        raised(ActivityError("activity failed", retry_state=RetryState.MAXIMUM_ATTEMPTS_REACHED, **activity), no_stock),
        plain.to_failure,
    ),
    (
        "child",
        raised(ChildWorkflowError("child failed", retry_state=RetryState.TIMEOUT, **child), late),
        plain.to_failure,
    ),
    ("error", raised(ValueError("bad"), raised(KeyError("deeper"))), plain.to_failure),
    ("hidden", raised(ValueError("secret")), hidden.to_failure),
]

SEARCH_ATTRIBUTES = [
    ("TEXT", "some words", SearchAttributeKey.for_text("a"), "some words"),
    ("KEYWORD", "käse", SearchAttributeKey.for_keyword("a"), "käse"),
    ("INT", 42, SearchAttributeKey.for_int("a"), 42),
    ("DOUBLE", 1.5, SearchAttributeKey.for_float("a"), 1.5),
    ("BOOL", False, SearchAttributeKey.for_bool("a"), False),
    (
        "DATETIME",
        "2026-02-03T04:05:06.789Z",
        SearchAttributeKey.for_datetime("a"),
        datetime(2026, 2, 3, 4, 5, 6, 789_000, tzinfo=timezone.utc),
    ),
    ("KEYWORD_LIST", ["x", "y"], SearchAttributeKey.for_keyword_list("a"), ["x", "y"]),
    ("INT", None, SearchAttributeKey.for_int("a"), None),
]

json.dump(
    {
        "producer": f"temporalio {version('temporalio')}, protobuf {version('protobuf')}",
        "payloads": [
            payload("undefined", None, one(None)),
            payload("bytes", "00ff", one(b"\x00\xff")),
            payload("message", {"workflowId": "order-4711", "runId": "r"}, one(execution)),
            payload(
                "binary message",
                {"workflowId": "order-4711", "runId": "r"},
                BinaryProtoPayloadConverter().to_payload(execution),
            ),
            *[payload("json", value, one(value)) for value in JSON_VALUES],
        ],
        "failures": [failure(*row) for row in FAILURES],
        "searchAttributes": [
            {"type": kind, "value": value, "hex": hexed(encode_typed_search_attribute_value(key, given))}
            for kind, value, key, given in SEARCH_ATTRIBUTES
        ],
    },
    sys.stdout,
    indent=2,
    ensure_ascii=False,
)
sys.stdout.write("\n")
