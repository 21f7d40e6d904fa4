import { MillraceError } from "@millrace/protocol";
import type { MillraceCommand } from "@millrace/tooling-cli";
import { Client } from "../client.ts";
import type { ClientConfig } from "../env-config.ts";
import { clientConfig, clientOptions } from "./client-options.ts";

/** Whether a server answers, and what it says of itself and of the namespace. */
export function addCheckVerb(command: MillraceCommand): void {
  command.verb({
    name: "check",
    summary: "Check that a server answers and has the namespace",
    options: clientOptions,
    examples: ["millrace-workflow check --address localhost:7233 --namespace orders"],
    run: async ({ options: flags, print, style }) => {
      const { address, options } = await clientConfig(flags);
      const { namespace = "default" } = options;
      const { lines, ...found } = await look(address, options, namespace);
      for (const line of lines) print(line);
      const mark = found.ok ? style("green", "✔ ready") : style("red", "✖ not ready");
      print(`${mark}: ${address}, namespace ${namespace}`);
      return { ok: found.ok, json: { address, namespace, ...found } };
    },
  });
}

interface Finding {
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly serverVersion?: string;
  readonly capabilities?: readonly string[];
  readonly code?: string;
  readonly message?: string;
}

async function look(address: string, options: ClientConfig["options"], namespace: string): Promise<Finding> {
  try {
    await using client = await Client.connect(address, options);
    const { serverVersion, capabilities } = await client.service.getSystemInfo({});
    const able = Object.entries(capabilities ?? {}).flatMap(([name, has]) => (has === true ? [name] : []));
    const lines = [`server ${serverVersion || "of an unknown version"}: ${able.join(", ") || "no capabilities"}`];
    await client.service.describeNamespace({ namespace });
    return { ok: true, lines, serverVersion, capabilities: able };
  } catch (error) {
    if (!MillraceError.is(error)) throw error;
    const { code, message } = error;
    return { ok: false, lines: [message], code, message };
  }
}
