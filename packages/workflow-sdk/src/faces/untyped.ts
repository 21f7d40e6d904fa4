/** What official types leave unchecked: existing code uses it as what it is, without a look. */
// oxlint-disable-next-line typescript/no-explicit-any -- `unknown` would make such code fail to compile
export type Untyped = any;
