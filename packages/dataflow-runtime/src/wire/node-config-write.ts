import { stringify } from "yaml";
import type { InputConfig, NodeConfig } from "../node-config.ts";

/** `DORA_NODE_CONFIG` for a process that our daemon starts. */
export function nodeConfigToYaml(config: NodeConfig): string {
  const fields = stringify(plainFields(config), { aliasDuplicateObjects: false, lineWidth: 0 });
  if (config.daemonAddress === undefined) return fields;
  return `${fields}daemon_communication: !Tcp\n  socket_addr: ${config.daemonAddress}\n`;
}

/** The same as plain values for JSON. */
export function nodeConfigToPlain(config: NodeConfig): Readonly<Record<string, unknown>> {
  const { daemonAddress } = config;
  const daemon = daemonAddress === undefined ? null : { Tcp: { socket_addr: daemonAddress } };
  return { ...plainFields(config), daemon_communication: daemon };
}

function plainFields(config: NodeConfig): Record<string, unknown> {
  const inputs = [...config.inputs].map(([id, input]) => [id, inputFields(input)] as const);
  return {
    dataflow_id: config.dataflowId,
    node_id: config.nodeId,
    run_config: {
      inputs: Object.fromEntries(inputs),
      outputs: [...config.outputs],
      ...(config.inputTypes.size === 0 ? {} : { input_types: Object.fromEntries(config.inputTypes) }),
      ...(config.outputTypes.size === 0 ? {} : { output_types: Object.fromEntries(config.outputTypes) }),
    },
    dataflow_descriptor: config.dataflowDescriptor ?? null,
    dynamic: config.dynamic,
    write_events_to: config.writeEventsTo ?? null,
    restart_count: config.restartCount,
    // Nodes that could reach each other directly are told to send everything through the daemon.
    output_routing: Object.fromEntries(config.outputs.map((id) => [id, { daemon_only: true, required_ackers: [] }])),
  };
}

const inputFields = (input: InputConfig): unknown => ({
  source: input.source,
  queue_size: input.queueSize,
  ...(input.queuePolicy === "drop_oldest" ? {} : { queue_policy: input.queuePolicy }),
  ...(input.inputTimeoutMs === undefined ? {} : { input_timeout: input.inputTimeoutMs / 1000 }),
});
