/** What a promise rejects with; fails when it fulfils. */
export async function thrown(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new TypeError("expected a rejection, and the promise was fulfilled");
}

/** What a function throws; fails when it returns. */
export function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new TypeError("expected an error, and the function returned");
}
