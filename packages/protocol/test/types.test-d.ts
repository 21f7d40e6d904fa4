import type { createRegistry } from "@bufbuild/protobuf";
import { describe, expectTypeOf, test } from "vitest";
import {
  createRunnable,
  defineErrorTable,
  describeErrors,
  mapConcurrent,
  MillraceError,
  withDeadline,
  type ErrorCodeOf,
  type Logger,
  type MapConcurrentOptions,
  type protocolErrors,
  type ProtocolErrorCode,
  type Runnable,
} from "@millrace/protocol";
import { ContextSlot, captureContext } from "@millrace/protocol/context";
import { PayloadConverter, type MessageRegistry, type Payload } from "@millrace/protocol/payload";
import { collect, expectCode, memoryLogger } from "@millrace/protocol/testing";

describe("errors", () => {
  const table = defineErrorTable({ SHOP_CLOSED: { summary: "s", remedy: "r" } });

  test("codes come from the table", () => {
    expectTypeOf<ErrorCodeOf<typeof table>>().toEqualTypeOf<"SHOP_CLOSED">();
    expectTypeOf<ErrorCodeOf<typeof protocolErrors>>().toEqualTypeOf<ProtocolErrorCode>();
    class ShopError extends MillraceError<ErrorCodeOf<typeof table>> {
      static {
        describeErrors(ShopError, "ShopError", table);
        // @ts-expect-error -- the table lacks the class's code
        describeErrors(ShopError, "ShopError", {});
      }
    }
    // @ts-expect-error -- the code is not in the table
    void new ShopError("SHOP_OPEN", "x");
    expectTypeOf(new ShopError("SHOP_CLOSED", "x").code).toEqualTypeOf<"SHOP_CLOSED">();
  });

  test("is narrows to the code", () => {
    const value: unknown = undefined;
    if (MillraceError.is(value, "A_B")) expectTypeOf(value).toEqualTypeOf<MillraceError<"A_B">>();
    if (MillraceError.is(value)) expectTypeOf(value).toEqualTypeOf<MillraceError>();
    class ShopError extends MillraceError<"SHOP_CLOSED" | "SHOP_EMPTY"> {
      readonly shop: string = "corner";
    }
    if (ShopError.is(value)) expectTypeOf(value).toEqualTypeOf<ShopError>();
    if (ShopError.is(value, "SHOP_EMPTY")) expectTypeOf(value.code).toEqualTypeOf<"SHOP_EMPTY">();
    if (ShopError.is(value, "SHOP_EMPTY")) expectTypeOf(value.shop).toEqualTypeOf<string>();
    // @ts-expect-error -- a code of another package
    ShopError.is(value, "A_B");
    expectTypeOf(expectCode(() => 1, "A_B")).resolves.toEqualTypeOf<MillraceError<"A_B">>();
  });
});

describe("async tools", () => {
  test("mapConcurrent infers item and result", () => {
    const results = mapConcurrent(
      [1, 2],
      async (item) => {
        expectTypeOf(item).toEqualTypeOf<number>();
        return String(item);
      },
      { concurrency: 2 },
    );
    expectTypeOf(collect(results)).resolves.toEqualTypeOf<string[]>();
  });

  test("mapConcurrent needs a concurrency: an unbounded default would be a trap", () => {
    expectTypeOf<object>().not.toExtend<MapConcurrentOptions>();
  });

  test("withDeadline gives what the work gives", () => {
    expectTypeOf(withDeadline(Promise.resolve(1), { timeoutMs: 1 })).resolves.toEqualTypeOf<number>();
    expectTypeOf(withDeadline(async (signal) => signal.aborted, { timeoutMs: 1 })).resolves.toEqualTypeOf<boolean>();
  });
});

describe("interfaces", () => {
  test("loggers of others fit", () => {
    interface PinoLike {
      info(object: object, message?: string, ...args: unknown[]): void;
      debug(object: object, message?: string, ...args: unknown[]): void;
      warn(object: object, message?: string, ...args: unknown[]): void;
      error(object: object, message?: string, ...args: unknown[]): void;
      child(bindings: Record<string, unknown>): PinoLike;
    }
    expectTypeOf<PinoLike>().toExtend<Logger>();
    expectTypeOf<Console>().toExtend<Logger>();
    expectTypeOf(memoryLogger()).toExtend<Logger>();
  });

  test("runnables can be disposed of", () => {
    expectTypeOf(createRunnable(() => undefined, { name: "w" })).toEqualTypeOf<Runnable>();
    expectTypeOf<Runnable>().toExtend<AsyncDisposable>();
  });

  test("protobuf-es registries fit without being named", () => {
    expectTypeOf<ReturnType<typeof createRegistry>>().toExtend<MessageRegistry>();
  });

  test("PayloadConverter is a contract to implement, and holds the default", () => {
    class Own implements PayloadConverter {
      encode(): Payload | undefined {
        return undefined;
      }
      async decode(): Promise<unknown> {
        return undefined;
      }
    }
    expectTypeOf<Own>().toExtend<PayloadConverter>();
    expectTypeOf(PayloadConverter.default).toExtend<PayloadConverter>();
  });

  test("context slots hand types through", () => {
    const slot = new ContextSlot<string>("test/types");
    expectTypeOf(slot.get()).toEqualTypeOf<string | undefined>();
    expectTypeOf(slot.run("x", (a: number) => a > 0, 1)).toEqualTypeOf<boolean>();
    expectTypeOf(captureContext()((a: number) => String(a), 1)).toEqualTypeOf<string>();
    // @ts-expect-error -- the value has another type
    slot.run(1, () => undefined);
  });
});
