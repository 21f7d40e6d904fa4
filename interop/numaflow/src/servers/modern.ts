import {
  bytes,
  createUdfServer,
  defineMap,
  defineReduce,
  defineSink,
  defineSourceTransform,
  drop,
  Response,
} from "@millrace/stream-udf";
import type { UdfServer, UdfServerOptions } from "@millrace/stream-udf";
import type { Kind } from "../kinds.ts";
import { boom, hourMs, textOf } from "./values.ts";

/** What the judges want of a server: the same as judge-go/server.go does. */
const map = defineMap({
  input: bytes,
  output: bytes,
  tags: ["seen"],
  handle: (value) => {
    boom(value);
    return textOf(value) === "drop" ? drop : { value, tags: ["seen"] };
  },
});

const sourceTransform = defineSourceTransform({
  input: bytes,
  output: bytes,
  tags: ["seen"],
  handle: (value, datum) => {
    boom(value);
    if (textOf(value) === "drop") return drop;
    return { value, tags: ["seen"], eventTime: new Date(datum.eventTime.getTime() + hourMs) };
  },
});

const reduce = defineReduce({
  input: bytes,
  output: bytes,
  initial: () => 0,
  step: (count, value) => {
    boom(value);
    return count + 1;
  },
  finish: (count) => ({ value: Buffer.from(`n=${count}`) }),
});

const sink = defineSink({
  input: bytes,
  handle: (batch) =>
    [...batch].map(({ id, value }) => {
      boom(value);
      const text = textOf(value);
      if (text.startsWith("fail")) return Response.asFailure(id, "no");
      return text.startsWith("fb") ? Response.asFallback(id) : Response.asSuccess(id);
    }),
});

const components = { map: { map }, sourcetransform: { sourceTransform }, reduce: { reduce }, sink: { sink } } as const;

/** A server of one kind, on a socket's path or a TCP port. */
export const modernServer = (kind: Kind, where: Pick<UdfServerOptions, "socketPath" | "tcp">): UdfServer =>
  createUdfServer({ ...components[kind], ...where });
