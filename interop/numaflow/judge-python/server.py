"""Numaflow servers on the platform's own Python SDK: python server.py <kind> <folder>.

The handlers do what those of judge-go/server.go do.
"""

import sys
from datetime import timedelta


def servers(kind, folder):
    files = {"sock_path": f"{folder}/{kind}.sock", "server_info_file": f"{folder}/{kind}-server-info"}
    if kind == "map":
        from pynumaflow.mapper import MapAsyncServer, Message, Messages

        async def handler(keys, datum):
            if datum.value == b"boom":
                raise ValueError("boom")
            if datum.value == b"drop":
                return Messages(Message.to_drop())
            return Messages(Message(datum.value, keys=keys, tags=["seen"]))

        return MapAsyncServer(handler, **files)
    if kind == "sourcetransform":
        from pynumaflow.sourcetransformer import Message, Messages, SourceTransformAsyncServer

        async def handler(keys, datum):
            if datum.value == b"boom":
                raise ValueError("boom")
            if datum.value == b"drop":
                return Messages(Message.to_drop(datum.event_time))
            later = datum.event_time + timedelta(hours=1)
            return Messages(Message(datum.value, later, keys=keys, tags=["seen"]))

        return SourceTransformAsyncServer(handler, **files)
    if kind == "sink":
        from pynumaflow.sinker import Response, Responses, SinkAsyncServer

        async def handler(datums):
            responses = Responses()
            async for datum in datums:
                if datum.value == b"boom":
                    raise ValueError("boom")
                if datum.value.startswith(b"fail"):
                    responses.append(Response.as_failure(datum.id, "no"))
                elif datum.value.startswith(b"fb"):
                    responses.append(Response.as_fallback(datum.id))
                else:
                    responses.append(Response.as_success(datum.id))
            return responses

        return SinkAsyncServer(handler, **files)
    if kind == "reduce":
        from pynumaflow.reducer import Message, Messages, ReduceAsyncServer

        async def handler(keys, datums, _metadata):
            count = 0
            async for datum in datums:
                if datum.value == b"boom":
                    raise ValueError("boom")
                count += 1
            return Messages(Message(b"n=%d" % count, keys=keys))

        return ReduceAsyncServer(handler, **files)
    raise SystemExit(f"no server of kind {kind}")


if __name__ == "__main__":
    servers(sys.argv[1], sys.argv[2]).start()
