import { expectTypeOf } from "vitest";
import { createCommand } from "../src/index.ts";

createCommand({ name: "mill", version: "1.0.0", description: "Turns." }).verb({
  name: "types",
  summary: "Types follow the specs",
  arguments: {
    one: { summary: "one" },
    perhaps: { summary: "perhaps", optional: true },
    rest: { summary: "rest", variadic: true, optional: true },
  },
  options: {
    flag: { type: "boolean", summary: "flag" },
    text: { type: "string", summary: "text" },
    sure: { type: "string", summary: "sure", required: true },
    count: { type: "number", summary: "count", default: 3 },
    many: { type: "strings", summary: "many" },
    param: { type: "parameters", summary: "param" },
  },
  run: (call) => {
    expectTypeOf(call.arguments.one).toEqualTypeOf<string>();
    expectTypeOf(call.arguments.perhaps).toEqualTypeOf<string | undefined>();
    expectTypeOf(call.arguments.rest).toEqualTypeOf<readonly string[]>();
    expectTypeOf(call.options.flag).toEqualTypeOf<boolean>();
    expectTypeOf(call.options.text).toEqualTypeOf<string | undefined>();
    expectTypeOf(call.options.sure).toEqualTypeOf<string>();
    expectTypeOf(call.options.count).toEqualTypeOf<number>();
    expectTypeOf(call.options.many).toEqualTypeOf<readonly string[]>();
    expectTypeOf(call.options.param).toEqualTypeOf<Readonly<Record<string, unknown>>>();
    // @ts-expect-error -- no such option
    return { json: call.options.nothing };
  },
});
