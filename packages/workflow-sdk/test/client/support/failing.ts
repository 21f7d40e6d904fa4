import { ConnectError, type Code } from "@connectrpc/connect";

/** A handler that fails with these codes in turn, and then answers. */
export function failing<T>(codes: readonly Code[], answer: () => T): () => T {
  const left = [...codes];
  return () => {
    const code = left.shift();
    if (code !== undefined) throw new ConnectError("scripted", code);
    return answer();
  };
}
