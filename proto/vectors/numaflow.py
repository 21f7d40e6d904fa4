"""Writes numaflow.json with the message classes of pynumaflow: see README.md."""

from importlib.metadata import version

from google.protobuf.empty_pb2 import Empty
from google.protobuf.timestamp_pb2 import Timestamp
from pynumaflow.proto.accumulator import accumulator_pb2 as accumulator
from pynumaflow.proto.common import metadata_pb2 as metadata
from pynumaflow.proto.mapper import map_pb2 as mapper
from pynumaflow.proto.reducer import reduce_pb2 as reducer
from pynumaflow.proto.sideinput import sideinput_pb2 as sideinput
from pynumaflow.proto.sinker import sink_pb2 as sink
from pynumaflow.proto.sourcer import source_pb2 as source
from pynumaflow.proto.sourcetransformer import transform_pb2 as transform

from vector import write_vectors

at = Timestamp(seconds=1_662_998_400, nanos=123_456_789)
late = Timestamp(seconds=1_662_998_460)
before_epoch = Timestamp(seconds=-1, nanos=999_000_000)
# The end of an accumulator's open window: year 262142.
never = Timestamp(seconds=8_210_266_876_799, nanos=999_999_999)
known = metadata.Metadata(
    previous_vertex="in",
    sys_metadata={"tracing": metadata.KeyValueGroup(key_value={"traceparent": b"00-ab-cd-01"})},
    user_metadata={"group": metadata.KeyValueGroup(key_value={"key": bytes(range(200))}), "empty": metadata.KeyValueGroup()},
)
datum = {"keys": ["even", "日本語", ""], "value": bytes(range(256)), "event_time": at, "watermark": late}
window = reducer.Window(start=at, end=late, slot="0")
open_window = accumulator.KeyedWindow(start=before_epoch, end=never, slot="slot-0", keys=["k"])

MESSAGES = [
    mapper.MapRequest(handshake=mapper.Handshake(sot=True)),
    mapper.MapRequest(status=mapper.TransmissionStatus(eot=True)),
    mapper.MapRequest(id="in-5-0", request=mapper.MapRequest.Request(**datum, headers={"x": "y"}, metadata=known)),
    mapper.MapRequest(id="in-6-0", request=mapper.MapRequest.Request(headers={"a": "1", "b": "", "": "c"})),
    mapper.MapRequest(),
    mapper.MapResponse(handshake=mapper.Handshake(sot=True)),
    mapper.MapResponse(id="in-7-0", results=[]),
    mapper.MapResponse(
        id="in-5-0",
        results=[
            mapper.MapResponse.Result(keys=["a"], value=b"x" * 300, tags=["even", "U+005C__DROP__"], metadata=known),
            mapper.MapResponse.Result(),
        ],
    ),
    mapper.MapResponse(id="in-5-0", status=mapper.TransmissionStatus(eot=True)),
    mapper.ReadyResponse(ready=True),
    transform.SourceTransformRequest(handshake=transform.Handshake(sot=True)),
    transform.SourceTransformRequest(request=transform.SourceTransformRequest.Request(**datum, id="5-0", headers={"x": "y"})),
    transform.SourceTransformResponse(
        id="5-0",
        results=[transform.SourceTransformResponse.Result(keys=["a"], value=b"v", event_time=before_epoch, tags=["t"])],
    ),
    sink.SinkRequest(handshake=sink.Handshake(sot=True)),
    sink.SinkRequest(request=sink.SinkRequest.Request(**datum, id="m-1", headers={"x": "y"}, metadata=known)),
    sink.SinkRequest(status=sink.TransmissionStatus(eot=True)),
    sink.SinkResponse(
        results=[
            sink.SinkResponse.Result(id="m-1", status=sink.SUCCESS),
            sink.SinkResponse.Result(id="m-2", status=sink.FAILURE, err_msg="no room"),
            sink.SinkResponse.Result(id="m-3", status=sink.FALLBACK),
            sink.SinkResponse.Result(id="m-4", status=sink.SERVE, serve_response=b""),
            sink.SinkResponse.Result(
                id="m-5",
                status=sink.ON_SUCCESS,
                on_success_msg=sink.SinkResponse.Result.Message(value=b"v", keys=["k"], metadata=known),
            ),
        ],
    ),
    sink.SinkResponse(status=sink.TransmissionStatus(eot=True)),
    reducer.ReduceRequest(
        payload=reducer.ReduceRequest.Payload(**datum, headers={"x": "y"}),
        operation=reducer.ReduceRequest.WindowOperation(
            event=reducer.ReduceRequest.WindowOperation.OPEN, windows=[window]
        ),
    ),
    reducer.ReduceRequest(
        operation=reducer.ReduceRequest.WindowOperation(
            event=reducer.ReduceRequest.WindowOperation.APPEND, windows=[window, window]
        ),
    ),
    reducer.ReduceResponse(result=reducer.ReduceResponse.Result(keys=["k"], value=b"3", tags=["t"]), window=window),
    reducer.ReduceResponse(window=window, EOF=True),
    accumulator.AccumulatorRequest(
        payload=accumulator.Payload(**datum, id="a-1", headers={"x": "y"}),
        operation=accumulator.AccumulatorRequest.WindowOperation(
            event=accumulator.AccumulatorRequest.WindowOperation.APPEND, keyedWindow=open_window
        ),
    ),
    accumulator.AccumulatorResponse(payload=accumulator.Payload(id="a-1"), window=open_window, tags=["t"], EOF=True),
    source.ReadRequest(request=source.ReadRequest.Request(num_records=2**64 - 1, timeout_in_ms=2**32 - 1)),
    source.ReadResponse(
        result=source.ReadResponse.Result(
            payload=b"p",
            offset=source.Offset(offset=b"12", partition_id=-1),
            event_time=at,
            keys=["k"],
            headers={"x": "y"},
        ),
    ),
    source.ReadResponse(
        status=source.ReadResponse.Status(
            eot=True,
            code=source.ReadResponse.Status.FAILURE,
            error=source.ReadResponse.Status.UNACKED,
            msg="",
        ),
    ),
    source.AckRequest(request=source.AckRequest.Request(offsets=[source.Offset(offset=b"1"), source.Offset(partition_id=7)])),
    source.AckResponse(result=source.AckResponse.Result(success=Empty())),
    source.PendingResponse(result=source.PendingResponse.Result(count=-1)),
    source.PartitionsResponse(result=source.PartitionsResponse.Result(partitions=[0, 1, -1, 2**31 - 1])),
    sideinput.SideInputResponse(value=b"v", no_broadcast=True),
]

write_vectors(f"pynumaflow {version('pynumaflow')}, protobuf {version('protobuf')}", MESSAGES)
