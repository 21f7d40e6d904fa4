type Around<Input, Output> = (input: Input, next: (input: Input) => Output) => Output;

/**
 * The call `last` with interceptors around it, of which the first is the outermost.
 *
 * @param around which method of an interceptor it is, bound to it.
 */
export function through<Interceptor, Input, Output>(
  interceptors: readonly Interceptor[],
  around: (interceptor: Interceptor) => Around<Input, Output> | undefined,
  last: (input: Input) => Output,
): (input: Input) => Output {
  return interceptors.reduceRight<(input: Input) => Output>((next, interceptor) => {
    const method = around(interceptor);
    return method === undefined ? next : (input) => method(input, next);
  }, last);
}
