/** What the processor starts a wrapper with. */
export interface WrapperStart {
  readonly protocol: "nodejs" | "python";
  readonly handler: string;
  /** The path of a socket, or `host:port`. */
  readonly address: string;
  /** The path of python's second socket. */
  readonly control?: string | undefined;
  readonly trigger?: { readonly kind: string; readonly name: string } | undefined;
}

/** The arguments after the wrapper's file, as v1.14.2 has them. */
export const wrapperArguments = ({ protocol, handler, address, control = "", trigger }: WrapperStart): string[] => {
  if (protocol === "nodejs") {
    const colon = handler.lastIndexOf(":");
    return [address, handler.slice(0, colon), handler.slice(colon + 1)];
  }
  const options = {
    handler: handler,
    "event-socket-path": address,
    "control-socket-path": control,
    "platform-kind": "local",
    namespace: "nuclio",
    "worker-id": "0",
    "trigger-kind": trigger?.kind ?? "http",
    "trigger-name": trigger?.name ?? "http",
  };
  return [...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), "--decode-event-strings"];
};

/** What it adds to its own environment. */
export const wrapperEnvironment = (handler: string): Record<string, string> => ({
  NUCLIO_FUNCTION_NAME: "mock",
  NUCLIO_FUNCTION_DESCRIPTION: "",
  NUCLIO_FUNCTION_VERSION: "0",
  NUCLIO_FUNCTION_HANDLER: handler,
});
