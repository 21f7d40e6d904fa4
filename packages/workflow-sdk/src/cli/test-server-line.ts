/**
 * SDKs start an existing test server by `<port> [flags]` instead of `server start-dev --port <port> [flags]`; it then
 * means the same.
 */
export function expandTestServerLine(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === undefined || !/^\d+$/.test(first)) return argv;
  return ["server", "start-dev", "--port", first, "--headless", ...rest];
}
