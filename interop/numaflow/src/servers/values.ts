export const hourMs: number = 60 * 60 * 1000;

export const textOf = (value: Uint8Array): string => Buffer.from(value).toString();

/** The judges' way to make a handler fail. */
export const boom = (value: Uint8Array): void => {
  if (textOf(value) === "boom") throw new Error("boom");
};
