"""A Numaflow client on the stubs of the platform's own Python SDK: python client.py <kind> <address> <case>.

Drives a server, checks every answer, and ends with code 0 only if all were right. The address is a socket's path or
host:port. The cases are those of judge-go.
"""

import datetime
import queue
import sys
import threading

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.timestamp_pb2 import Timestamp
from google.rpc import error_details_pb2
from grpc_status import rpc_status

TOTAL, IN_FLIGHT, KEYS = 10_000, 500, 10
EVENT_TIME = datetime.datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=datetime.timezone.utc)
DROP = "U+005C__DROP__"


def timestamp(moment):
    result = Timestamp()
    result.FromDatetime(moment)
    return result


EVENT, WATERMARK = timestamp(EVENT_TIME), timestamp(EVENT_TIME - datetime.timedelta(minutes=1))


class Failure(Exception):
    pass


def check(condition, text):
    if not condition:
        raise Failure(text)


class Bidi:
    """A call whose requests are put into a queue."""

    def __init__(self, method):
        self.requests = queue.Queue()
        self.call = method(iter(self.requests.get, None), timeout=60)

    def send(self, message):
        self.requests.put(message)

    def receive(self):
        return next(self.call)

    def half_close(self):
        self.requests.put(None)


def connect(address):
    target = f"unix://{address}" if address.startswith("/") else address
    size = 64 << 20
    return grpc.insecure_channel(
        target,
        options=[("grpc.max_send_message_length", size), ("grpc.max_receive_message_length", size)],
    )


def ready(stub):
    check(stub.IsReady(Empty(), timeout=10, wait_for_ready=True).ready, "IsReady answered false")


def expect_end(call):
    for rest in call:
        check(not getattr(rest, "results", []), f"results after the end: {rest}")


def expect_failure(call):
    try:
        for _ in call:
            pass
    except grpc.RpcError as error:
        check(error.code() == grpc.StatusCode.INTERNAL, f"a failed handler should give INTERNAL, got {error}")
        text = error.details()
        check(text.startswith("UDF_EXECUTION_ERROR(") and "boom" in text, f"unexpected text: {text}")
        for detail in rpc_status.from_call(error).details:
            info = error_details_pb2.DebugInfo()
            if detail.Unpack(info) and info.detail:
                return
        raise Failure("no DebugInfo among the details") from error
    raise Failure("a failed handler should give INTERNAL; the call ended with OK")


class Map:
    """Map and source transform, whose messages differ a little."""

    def __init__(self, channel, kind):
        self.kind = kind
        if kind == "map":
            from pynumaflow.proto.mapper import map_pb2, map_pb2_grpc

            self.pb = map_pb2
            self.stub = map_pb2_grpc.MapStub(channel)
            self.method = self.stub.MapFn
        else:
            from pynumaflow.proto.sourcetransformer import transform_pb2, transform_pb2_grpc

            self.pb = transform_pb2
            self.stub = transform_pb2_grpc.SourceTransformStub(channel)
            self.method = self.stub.SourceTransformFn

    def open(self):
        ready(self.stub)
        bidi = Bidi(self.method)
        request = self.pb.MapRequest if self.kind == "map" else self.pb.SourceTransformRequest
        bidi.send(request(handshake=self.pb.Handshake(sot=True)))
        check(bidi.receive().handshake.sot, "the first answer is no handshake")
        return bidi

    def request(self, ident, key, value):
        fields = {"keys": [key], "value": value, "event_time": EVENT, "watermark": WATERMARK, "headers": {"x": "y"}}
        if self.kind == "map":
            return self.pb.MapRequest(id=ident, request=self.pb.MapRequest.Request(**fields))
        return self.pb.SourceTransformRequest(request=self.pb.SourceTransformRequest.Request(id=ident, **fields))

    def check_answer(self, answer):
        index = int(answer.id)
        check(len(answer.results) == 1, f"id {index} has {len(answer.results)} results")
        result = answer.results[0]
        check(result.value == b"value-%d" % index, f"id {index}: value {result.value}")
        check(list(result.keys) == [f"key-{index % KEYS}"], f"id {index}: keys {list(result.keys)}")
        check(list(result.tags) == ["seen"], f"id {index}: tags {list(result.tags)}")
        if self.kind != "map":
            later = timestamp(EVENT_TIME + datetime.timedelta(hours=1))
            check(result.event_time == later, f"id {index}: event time {result.event_time}")

    def send(self, bidi, index):
        bidi.send(self.request(str(index), f"key-{index % KEYS}", b"value-%d" % index))

    def many(self):
        bidi = self.open()
        slots = threading.Semaphore(IN_FLIGHT)

        def sender():
            for index in range(TOTAL):
                slots.acquire()
                self.send(bidi, index)

        threading.Thread(target=sender, daemon=True).start()
        answered = set()
        for _ in range(TOTAL):
            answer = bidi.receive()
            self.check_answer(answer)
            check(answer.id not in answered, f"id {answer.id} was answered twice")
            answered.add(answer.id)
            slots.release()
        bidi.call.cancel()

    def drop(self):
        bidi = self.open()
        bidi.send(self.request("0", "k", b"drop"))
        tags = [list(result.tags) for result in bidi.receive().results]
        check(tags == [[DROP]], f"a dropped message should have the drop tag, got {tags}")
        bidi.call.cancel()

    def ending(self):
        bidi = self.open()
        self.send(bidi, 7)
        bidi.half_close()
        self.check_answer(bidi.receive())
        expect_end(bidi.call)

    def error(self):
        bidi = self.open()
        bidi.send(self.request("0", "k", b"boom"))
        expect_failure(bidi.call)


class Sink:
    def __init__(self, channel, _kind):
        from pynumaflow.proto.sinker import sink_pb2, sink_pb2_grpc

        self.pb = sink_pb2
        self.stub = sink_pb2_grpc.SinkStub(channel)

    def open(self):
        ready(self.stub)
        bidi = Bidi(self.stub.SinkFn)
        bidi.send(self.pb.SinkRequest(handshake=self.pb.Handshake(sot=True)))
        check(bidi.receive().handshake.sot, "the first answer is no handshake")
        return bidi

    def send(self, bidi, first, values):
        for index, value in enumerate(values, first):
            request = self.pb.SinkRequest.Request(
                id=str(index), keys=["k"], value=value, event_time=EVENT, watermark=WATERMARK
            )
            bidi.send(self.pb.SinkRequest(request=request))
        bidi.send(self.pb.SinkRequest(status=self.pb.TransmissionStatus(eot=True)))

    def batch(self, bidi, first, values):
        self.send(bidi, first, values)
        results = {}
        while True:
            answer = bidi.receive()
            for result in answer.results:
                check(result.id not in results, f"id {result.id} was answered twice")
                results[result.id] = result
            if answer.status.eot:
                break
        check(len(results) == len(values), f"{len(results)} results for {len(values)} messages")
        return results

    def many(self):
        bidi = self.open()
        for first in range(0, TOTAL, IN_FLIGHT):
            results = self.batch(bidi, first, [b"value-%d" % index for index in range(first, first + IN_FLIGHT)])
            check(all(result.status == self.pb.SUCCESS for result in results.values()), "not all succeeded")
        bidi.call.cancel()

    def statuses(self):
        bidi = self.open()
        results = self.batch(bidi, 0, [b"ok", b"fail", b"fb"])
        seen = [results[ident].status for ident in ("0", "1", "2")]
        check(seen == [self.pb.SUCCESS, self.pb.FAILURE, self.pb.FALLBACK], f"statuses {seen}")
        check(results["1"].err_msg == "no", f"error text {results['1'].err_msg}")
        bidi.call.cancel()

    def ending(self):
        bidi = self.open()
        self.batch(bidi, 0, [b"ok"])
        bidi.half_close()
        expect_end(bidi.call)

    def error(self):
        bidi = self.open()
        self.send(bidi, 0, [b"boom"])
        expect_failure(bidi.call)


class Reduce:
    def __init__(self, channel, _kind):
        from pynumaflow.proto.reducer import reduce_pb2, reduce_pb2_grpc

        self.pb = reduce_pb2
        self.stub = reduce_pb2_grpc.ReduceStub(channel)
        self.start = EVENT_TIME.replace(second=0, microsecond=0)
        self.end = self.start + datetime.timedelta(minutes=1)

    def call(self, messages):
        ready(self.stub)
        bidi = Bidi(self.stub.ReduceFn)
        operation = self.pb.ReduceRequest.WindowOperation
        window = self.pb.Window(start=timestamp(self.start), end=timestamp(self.end), slot="0")
        for index, (key, value) in enumerate(messages):
            event = operation.OPEN if index == 0 else operation.APPEND
            payload = self.pb.ReduceRequest.Payload(keys=[key], value=value, event_time=EVENT, watermark=WATERMARK)
            bidi.send(self.pb.ReduceRequest(payload=payload, operation=operation(event=event, windows=[window])))
        bidi.half_close()
        return bidi.call

    def many(self):
        counts, closed = {}, 0
        for answer in self.call((f"key-{index % KEYS}", b"value-%d" % index) for index in range(TOTAL)):
            window = (answer.window.start, answer.window.end)
            check(window == (timestamp(self.start), timestamp(self.end)), f"window {window}")
            if answer.EOF:
                closed += 1
                continue
            check(closed == 0, "a result after the end of the window")
            counts[answer.result.keys[0]] = answer.result.value
        check(closed == 1, f"{closed} ends of the window")
        expected = {f"key-{index}": b"n=%d" % (TOTAL // KEYS) for index in range(KEYS)}
        check(counts == expected, f"counts {counts}")

    def error(self):
        expect_failure(self.call([("k", b"boom")]))


KINDS = {"map": Map, "sourcetransform": Map, "sink": Sink, "reduce": Reduce}

if __name__ == "__main__":
    kind, address, name = sys.argv[1:4]
    with connect(address) as channel:
        try:
            getattr(KINDS[kind](channel, kind), name)()
        except (Failure, StopIteration, grpc.RpcError) as failure:
            raise SystemExit(f"{kind} {name}: {failure!r}") from None
