import type { NodeConfig } from "../node-config.ts";

/** Names of the host's inputs and outputs as one of its operators knows them. */
export interface OperatorNames {
  /** The operator's name of an input or output of the host, `undefined` if it belongs to another operator. */
  readonly own: (hostId: string) => string | undefined;
  /** The host's name of one of the operator's. */
  readonly host: (ownId: string) => string;
}

/**
 * dora's own naming: `detect/image` is `image` of the operator `detect`. Where a host has one operator alone, names
 * without its id are its own as well.
 */
export function operatorNames(operatorId: string, isAlone: boolean, config: NodeConfig): OperatorNames {
  const prefix = `${operatorId}/`;
  const declared = new Set([...config.inputs.keys(), ...config.outputs]);
  return {
    own: (hostId) => {
      if (hostId.startsWith(prefix)) return hostId.slice(prefix.length);
      return isAlone ? hostId : undefined;
    },
    host: (ownId) => (isAlone && declared.has(ownId) ? ownId : `${prefix}${ownId}`),
  };
}

/** The configuration of the host as one of its operators sees it. */
export function operatorConfig(config: NodeConfig, { own }: OperatorNames): NodeConfig {
  const ownKeys = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
    new Map(
      [...map].flatMap(([id, value]) => {
        const ownId = own(id);
        return ownId === undefined ? [] : [[ownId, value] as const];
      }),
    );
  return {
    ...config,
    inputs: ownKeys(config.inputs),
    outputs: config.outputs.flatMap((id) => own(id) ?? []),
    inputTypes: ownKeys(config.inputTypes),
    outputTypes: ownKeys(config.outputTypes),
  };
}
