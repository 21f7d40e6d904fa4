/** A message as people post it who have no dataflow: the same facts, by structured clone. */
export interface PortMessage {
  readonly id: string;
  readonly data: Uint8Array;
  readonly metadata: { readonly timestamp: bigint; readonly parameters: Readonly<Record<string, unknown>> };
}

/** `copy`: as `postMessage` does by itself. `transfer`: the memory changes hands, and comes back with the answer. */
export type PortMode = "copy" | "transfer";

export const portMessage = (id: string, data: Uint8Array): PortMessage => ({
  id,
  data,
  metadata: { timestamp: process.hrtime.bigint(), parameters: {} },
});
