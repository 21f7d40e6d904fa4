/** An object with a property `then` as `property` describes it. */
export function thenable(property: PropertyDescriptor): object {
  // What such objects do when they are awaited is what is tested.
  // oxlint-disable-next-line unicorn/no-thenable
  return Object.defineProperty({}, "then", property);
}
