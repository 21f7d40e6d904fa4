interface ErrorClass {
  readonly prototype: Error;
  is(value: unknown): boolean;
}

/**
 * Makes `instanceof` of an official error class true for what its `is` recognises by its brand: errors of the core's
 * class of that name. It is the ordinary one again for classes that users derive.
 */
export function recognise(face: ErrorClass): void {
  Object.defineProperty(face, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      return this === face ? face.is(value) : Function.prototype[Symbol.hasInstance].call(this as never, value);
    },
  });
}
