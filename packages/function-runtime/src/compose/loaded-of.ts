import { declarationOf, type AnyFunction, type AnyInit } from "../handler.ts";
import type { LoadedFunction } from "./call.ts";

/** A function that is at hand, as the ways to execute take it. An init that is given wins over that of `handler()`. */
export function loadedOf(fn: AnyFunction, name: string = fn.name, init?: AnyInit): LoadedFunction {
  const own = init ?? declarationOf(fn).init;
  return { name: name === "" ? "function" : name, call: fn, ...(own === undefined ? {} : { init: own }) };
}
