import { TimestampSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import { z } from "zod";
import {
  createUdfServer,
  defineMap,
  defineReduce,
  defineSink,
  defineSourceTransform,
  drop,
  fail,
  json,
  nack,
  protobuf,
  Response,
  text,
} from "../src/index.ts";

const Order = z.object({ id: z.string(), cents: z.number() });
const euros = json(z.object({ euros: z.number() }));

// Values have the types of their codecs, without an annotation.
const map = defineMap({
  input: json(Order),
  output: euros,
  tags: ["large", "small"],
  handle: (order) => {
    const cents: number = order.cents;
    return { value: { euros: cents / 100 }, tags: ["large"] };
  },
});

// @ts-expect-error a field that the schema does not have
defineMap({ input: json(Order), output: text, handle: (order) => ({ value: order.name }) });

// @ts-expect-error a value that the output's codec does not take
defineMap({ input: json(Order), output: euros, handle: (order) => ({ value: order }) });

// @ts-expect-error a result that is not wrapped
defineMap({ input: text, output: text, handle: (value) => value });

// A field that a result does not have, where the compiler can know it.
// @ts-expect-error it is 'keys'
defineMap({ input: text, output: text, handle: (value) => ({ value, key: ["k"] }) });
// @ts-expect-error it is 'tags'
defineMap({ input: text, output: text, tags: ["a"], handle: (value) => [{ value, tag: ["a"] }] });
// @ts-expect-error a map assigns no event times
defineMap({ input: text, output: text, handle: (value) => ({ value, eventTime: new Date() }) });
// @ts-expect-error nor does a reduce
defineReduce({ input: text, output: text, handle: async () => ({ value: "", eventTime: new Date() }) });
// @ts-expect-error milliseconds are 'delayMs'
defineMap({ input: text, output: text, handle: () => nack({ delay: 5 }) });
// @ts-expect-error a reason is one of the options
defineMap({ input: text, output: text, handle: () => nack("later") });

// A tag that is not declared; without `tags` there is none.
// @ts-expect-error it is 'large' or 'small'
defineMap({ input: text, output: text, tags: ["large", "small"], handle: (value) => ({ value, tags: ["huge"] }) });
// @ts-expect-error no tags are declared
defineMap({ input: text, output: text, handle: (value) => ({ value, tags: ["large"] }) });

// Verdicts, nothing, lists and promises of them.
defineMap({ input: text, output: text, handle: () => drop });
defineMap({ input: text, output: text, handle: async (value) => (value === "" ? fail : nack({ delayMs: 1 })) });
defineMap({ input: text, output: text, handle: () => undefined });
defineMap({ input: text, output: text, tags: ["a"], handle: (value) => [{ value }, { value, tags: ["a"] }, drop] });

// protobuf-es: a message in, an initializer out.
defineMap({
  input: protobuf(TimestampSchema),
  output: protobuf(TimestampSchema),
  handle: (time: Timestamp) => ({ value: { seconds: time.seconds + 1n } }),
});

// @ts-expect-error a source transform's result needs an event time
defineSourceTransform({ input: text, output: text, handle: (value) => ({ value }) });
const transform = defineSourceTransform({
  input: text,
  output: text,
  handle: (value, datum) => ({ value, eventTime: datum.eventTime }),
});

// The state of a fold is that of `initial`.
const reduce = defineReduce({
  input: json(Order),
  output: json(z.number()),
  initial: () => ({ sum: 0 }),
  step: (state, { cents }) => ({ sum: state.sum + cents }),
  finish: ({ sum }) => ({ value: sum }),
});
// One that collects knows its items without an annotation, too.
defineReduce({
  input: json(Order),
  output: json(z.number()),
  handle: async (items, { keys }) => {
    let sum = keys.length;
    for await (const { value } of items) sum += value.cents;
    return { value: sum };
  },
});
// Mistakes are told of the field that has them, not of the whole call.
defineReduce({
  input: json(Order),
  output: text,
  initial: () => 0,
  // @ts-expect-error a field that the schema does not have
  step: (sum, { price }) => sum + price,
  // @ts-expect-error the output is text
  finish: (sum) => ({ value: sum }),
});
defineReduce({
  input: text,
  output: text,
  // @ts-expect-error the output is text
  handle: async () => ({ value: 1 }),
});
const counting = { input: text, output: text, initial: () => 0, finish: () => drop };
// @ts-expect-error the state is a number
defineReduce({ ...counting, step: (_state: number, value: string) => value });
// @ts-expect-error the engine takes no nack from a reduce
defineReduce({ input: text, output: text, handle: async () => nack() });

const sink = defineSink({
  input: json(Order),
  handle: (batch) =>
    [...batch].map(({ id, value }) => (value.cents > 0 ? Response.asSuccess(id) : Response.asFallback(id))),
});
// @ts-expect-error ids are not responses
defineSink({ input: text, handle: (batch) => [...batch].map(({ id }) => id) });

createUdfServer({ map, sourceTransform: transform, reduce, sink });
// @ts-expect-error a sink is no map
createUdfServer({ map: sink });
