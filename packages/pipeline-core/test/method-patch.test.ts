import fc from "fast-check";
import { expect, test } from "vitest";
import { MethodPatch } from "../src/internal/method-patch.ts";

interface Target {
  say: (this: void, text: string) => string;
}

const shout = (original: (...args: unknown[]) => unknown): ((...args: unknown[]) => unknown) =>
  function (this: unknown, ...args: unknown[]): unknown {
    return `${String(original.apply(this, args))}!`;
  };

const inherited = (): Target => Object.create({ say: (text: string) => text }) as Target;
const own = (): Target => ({ say: (text: string) => text });

test.each([
  ["an inherited method", inherited],
  ["an own method", own],
])("[RULE-116] %s is replaced while somebody uses the patch, and put back as it was", (_what, make) => {
  const target = make();
  const before = Object.getOwnPropertyDescriptor(target, "say");
  const patch = new MethodPatch(target, "say", shout);
  patch.acquire();
  expect(target.say("hey")).toBe("hey!");
  patch.release();
  expect(target.say("hey")).toBe("hey");
  expect(Object.getOwnPropertyDescriptor(target, "say")).toEqual(before);
});

test("[RULE-116] in any order of beginnings and ends the method is replaced exactly while there is a user", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (steps) => {
      const target = inherited();
      const patch = new MethodPatch(target, "say", shout);
      let users = 0;
      for (const begins of steps) {
        if (begins) {
          patch.acquire();
          users++;
        } else if (users > 0) {
          patch.release();
          users--;
        }
        expect(target.say("hey")).toBe(users > 0 ? "hey!" : "hey");
        expect(Object.hasOwn(target, "say")).toBe(users > 0);
      }
    }),
  );
});

test("a patch of somebody else on top stays, whichever of the two goes first", () => {
  const target = own();
  const genuine = target.say;
  const patch = new MethodPatch(target, "say", shout);
  patch.acquire();
  const ours = target.say;
  target.say = (text) => ours(text).toUpperCase();
  patch.release();
  expect(target.say("hey")).toBe("HEY!");
  patch.acquire();
  expect(target.say("hey")).toBe("HEY!!");
  patch.release();
  target.say = ours;
  expect(target.say("hey")).toBe("hey!");
  expect(target.say).not.toBe(genuine);
});
