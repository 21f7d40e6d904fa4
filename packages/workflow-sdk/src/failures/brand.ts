/**
 * Official SDKs mark the prototypes of their failure classes by registered symbols of this form. Ours carry the same
 * marks: a failure of a second installed copy, or of the official package, is recognised as what it is.
 */
const markOf = (name: string): symbol => Symbol.for(`__temporal_is${name}`);

const marks = new WeakMap<object, symbol>();

interface FailureClass {
  readonly prototype: object;
}

/** Gives a failure class its name, which bundlers must not change, and its mark. */
export function brandFailure(failureClass: FailureClass, name: string): void {
  const mark = markOf(name);
  marks.set(failureClass.prototype, mark);
  Object.defineProperty(failureClass.prototype, "name", { value: name, writable: true, configurable: true });
  Object.defineProperty(failureClass.prototype, mark, { value: true });
  Object.defineProperty(failureClass, "name", { value: name, configurable: true });
}

/** Whether a value is of a class, by its mark; by its prototype for classes that users derive, which have none. */
export function isOfFailureClass(failureClass: FailureClass, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const mark = marks.get(failureClass.prototype);
  return mark === undefined ? Object.prototype.isPrototypeOf.call(failureClass.prototype, value) : mark in value;
}
