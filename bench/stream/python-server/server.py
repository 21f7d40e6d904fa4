"""pynumaflow's own servers: python server.py <kind> <folder>."""

import sys


def server(kind, folder):
    files = {"sock_path": f"{folder}/udf.sock", "server_info_file": f"{folder}/server-info"}
    if kind == "map":
        from pynumaflow.mapper import MapAsyncServer, Message, Messages

        async def handler(keys, datum):
            return Messages(Message(datum.value, keys=keys))

        return MapAsyncServer(handler, **files)
    if kind == "sink":
        from pynumaflow.sinker import Response, Responses, SinkAsyncServer

        async def handler(datums):
            responses = Responses()
            async for datum in datums:
                responses.append(Response.as_success(datum.id))
            return responses

        return SinkAsyncServer(handler, **files)
    from pynumaflow.reducer import Message, Messages, ReduceAsyncServer

    async def handler(keys, datums, _metadata):
        count = 0
        async for _ in datums:
            count += 1
        return Messages(Message(b"%d" % count, keys=keys))

    return ReduceAsyncServer(handler, **files)


if __name__ == "__main__":
    server(sys.argv[1], sys.argv[2]).start()
