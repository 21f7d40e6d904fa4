import { describe, expect, test, vi } from "vitest";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import {
  MillraceError,
  ProtocolError,
  defineErrorTable,
  describeErrors,
  isError,
  renderErrorTable,
} from "@millrace/protocol";

const shopErrors = {
  SHOP_CLOSED: { summary: "The shop is closed.", remedy: "Come back | later.", retryable: true },
  SHOP_EMPTY: { summary: "Nothing is left.", remedy: "Order\nfirst." },
} as const;

class ShopError extends MillraceError<keyof typeof shopErrors> {
  static {
    describeErrors(this, "ShopError", shopErrors);
  }
}

describe("MillraceError", () => {
  test("starts its message with the code and keeps cause and details", () => {
    const cause = new Error("night");
    const error = new MillraceError("SHOP_CLOSED", "come back", { cause, details: { opensAt: 8 } });
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe("[SHOP_CLOSED] come back");
    expect(error).toMatchObject({ name: "MillraceError", code: "SHOP_CLOSED", cause, details: { opensAt: 8 } });
    expect(error.stack).toMatch(/^MillraceError: \[SHOP_CLOSED\] come back\n/);
  });

  test("has no cause and no details unless given", () => {
    const error = new MillraceError("SHOP_CLOSED", "come back");
    expect("cause" in error).toBe(false);
    expect("details" in error).toBe(false);
    expect("cause" in new MillraceError("SHOP_CLOSED", "come back", { cause: undefined })).toBe(true);
  });

  test("is recognised by brand, also when a second copy of the module made it", async () => {
    vi.resetModules();
    const second = await import("@millrace/protocol");
    expect(second.MillraceError).not.toBe(MillraceError);
    const foreign = new second.MillraceError("SHOP_CLOSED", "come back");
    expect(foreign).not.toBeInstanceOf(MillraceError);
    expect(MillraceError.is(foreign)).toBe(true);
    expect(MillraceError.is(foreign, "SHOP_CLOSED")).toBe(true);
    expect(MillraceError.is(foreign, "SHOP_EMPTY")).toBe(false);
  });

  test.each([[new Error("x")], [{ code: "SHOP_CLOSED" }], ["SHOP_CLOSED"], [null], [undefined]])(
    "%o is none",
    (value) => {
      expect(MillraceError.is(value)).toBe(false);
    },
  );
});

describe("a package's error class", () => {
  test("takes its name and the default of retryable from its table", () => {
    expect(new ShopError("SHOP_CLOSED", "night")).toMatchObject({ name: "ShopError", retryable: true });
    expect(new ShopError("SHOP_EMPTY", "sold out").retryable).toBe(false);
    expect(new ShopError("SHOP_CLOSED", "for good", { retryable: false }).retryable).toBe(false);
    expect(new ShopError("SHOP_CLOSED", "night").stack).toMatch(/^ShopError: /);
  });

  test("does not lend its name or table to others", () => {
    expect(new MillraceError("SHOP_CLOSED", "night")).toMatchObject({ name: "MillraceError", retryable: false });
  });

  test("recognises its own errors, those of classes below it and those of another copy, and no others", () => {
    class CornerShopError extends ShopError {}
    class Copy extends MillraceError<"SHOP_CLOSED"> {
      static {
        describeErrors(this, "ShopError", { SHOP_CLOSED: shopErrors.SHOP_CLOSED });
      }
    }
    const own = new ShopError("SHOP_CLOSED", "night");
    const corner = new CornerShopError("SHOP_EMPTY", "sold out");
    for (const error of [own, corner, new Copy("SHOP_CLOSED", "night")]) expect(ShopError.is(error)).toBe(true);
    expect(ShopError.is(own, "SHOP_CLOSED")).toBe(true);
    expect(ShopError.is(own, "SHOP_EMPTY")).toBe(false);
    for (const error of [
      new MillraceError("SHOP_CLOSED", "x"),
      new ProtocolError("PROTOCOL_CYCLE", "x"),
      new Error("x"),
    ])
      expect(ShopError.is(error)).toBe(false);
    expect(CornerShopError.is(corner)).toBe(true);
    expect(CornerShopError.is(own)).toBe(false);
    expect(MillraceError.is(corner)).toBe(true);
  });

  test("is shown by its name, whatever a bundler called the class", () => {
    const Renamed = class _ShopError extends MillraceError<"SHOP_CLOSED"> {
      static {
        describeErrors(this, "ShopError", { SHOP_CLOSED: shopErrors.SHOP_CLOSED });
      }
    };
    expect(Renamed.name).toBe("ShopError");
    expect(inspect(new Renamed("SHOP_CLOSED", "night"))).toMatch(/^ShopError: \[SHOP_CLOSED\] night\n/);
  });

  test("freezes its table", () => {
    expect(Object.isFrozen(shopErrors)).toBe(true);
  });
});

describe("toJSON", () => {
  test("gives what a structured log needs", () => {
    const cause = new TypeError("inner", { cause: new ShopError("SHOP_EMPTY", "root", { details: { left: 0 } }) });
    const json: unknown = JSON.parse(
      JSON.stringify(new ShopError("SHOP_CLOSED", "night", { cause, details: { a: 1 } })),
    );
    expect(json).toEqual({
      name: "ShopError",
      code: "SHOP_CLOSED",
      message: "[SHOP_CLOSED] night",
      retryable: true,
      details: { a: 1 },
      stack: expect.stringContaining("errors.test.ts") as string,
      cause: {
        name: "TypeError",
        message: "inner",
        cause: { name: "ShopError", code: "SHOP_EMPTY", message: "[SHOP_EMPTY] root", details: { left: 0 } },
      },
    });
  });

  test("keeps codes of foreign errors, and causes that are no errors", () => {
    const cause = Object.assign(new Error("no such file", { cause: "disk" }), { code: "ENOENT" });
    expect(new ShopError("SHOP_EMPTY", "x", { cause }).toJSON().cause).toStrictEqual({
      name: "Error",
      code: "ENOENT",
      message: "no such file",
      cause: "disk",
    });
  });

  test("JSON.stringify takes it whatever it was made of", () => {
    const circle: Record<string, unknown> = { name: "circle" };
    circle["self"] = circle;
    const hostile = Object.defineProperty(new Error("x"), "message", {
      get: () => {
        throw new Error("hostile");
      },
    });
    const long = Array.from({ length: 10_000 }).reduce<Error>(
      (cause) => new Error("link", { cause }),
      new Error("first"),
    );
    const coded = Object.assign(new Error("x"), { code: circle });
    const foreign: unknown = runInNewContext("new TypeError('elsewhere')");
    const causeOf = (cause: unknown): unknown => {
      const error = new ShopError("SHOP_EMPTY", "x", { cause, details: { circle, size: 1n } });
      const json = JSON.parse(JSON.stringify(error)) as { readonly cause: unknown; readonly details: unknown };
      expect(json.details).toEqual({ circle: { name: "circle", self: "[Circular]" }, size: "1" });
      return json.cause;
    };
    expect(causeOf(circle)).toEqual({ name: "circle", self: "[Circular]" });
    expect(causeOf(1n)).toBe("1");
    expect(causeOf(hostile)).toBe("[Unreadable]");
    expect(causeOf(coded)).toMatchObject({ code: { self: "[Circular]" } });
    expect(JSON.stringify(causeOf(long)).match(/link|\[Deep\]/g)).toEqual([
      ...Array<string>(12).fill("link"),
      "[Deep]",
    ]);
    expect(causeOf(foreign)).toEqual({ name: "TypeError", message: "elsewhere" });
  });

  test("ends where causes form a circle", () => {
    const cause: Error & { cause?: unknown } = new Error("inner");
    const error = new ShopError("SHOP_EMPTY", "outer", { cause });
    cause.cause = error;
    expect(error.toJSON().cause).toStrictEqual({ name: "Error", message: "inner", cause: "[Circular]" });
  });
});

test("an error of another realm is one, what only looks like one is not", () => {
  for (const error of [new Error("x"), new DOMException("x"), runInNewContext("new RangeError('x')")])
    expect(isError(error)).toBe(true);
  for (const value of [{ name: "Error", message: "x", stack: "" }, "x", null, undefined, Error])
    expect(isError(value)).toBe(false);
});

describe("error tables", () => {
  test.each(["closed", "SHOP", "SHOP_", "_SHOP", "SHOP-CLOSED", "1SHOP_CLOSED", "SHOP__CLOSED"])(
    "the code %s is refused",
    (code) => {
      expect(() => defineErrorTable({ [code]: { summary: "", remedy: "" } })).toThrow(`'${code}'`);
    },
  );

  test("are given back frozen", () => {
    const table = { SHOP_X1: { summary: "s", remedy: "r" } };
    expect(defineErrorTable(table)).toBe(table);
    expect(Object.isFrozen(table)).toBe(true);
  });

  test("become Markdown, a row a code", () => {
    expect(renderErrorTable(shopErrors)).toBe(
      [
        "| code | what happened | what to do | retryable |",
        "| --- | --- | --- | --- |",
        "| `SHOP_CLOSED` | The shop is closed. | Come back \\| later. | yes |",
        "| `SHOP_EMPTY` | Nothing is left. | Order first. | no |",
        "",
      ].join("\n"),
    );
  });
});
