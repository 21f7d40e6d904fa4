import { Code, ConnectError } from "@connectrpc/connect";
import { MillraceError } from "@millrace/protocol";
import type { MillraceCommand } from "@millrace/tooling-cli";
import { clientOptions, connectClient } from "./client-options.ts";

/** Whether a server answers, and what it says of itself and of the namespace. */
export function addCheckVerb(command: MillraceCommand): void {
  command.verb({
    name: "check",
    summary: "Check that a server answers and has the namespace",
    options: clientOptions,
    examples: ["millrace-workflow check --address localhost:7233 --namespace orders"],
    run: async ({ options, print, style }) => {
      const found = await look(options);
      for (const line of found.lines) print(line);
      const mark = found.ok ? style("green", "✔ ready") : style("red", "✖ not ready");
      print(`${mark}: ${options.address}, namespace ${options.namespace}`);
      const { ok, code, message, capabilities, serverVersion } = found;
      return {
        ok,
        json: {
          ok,
          address: options.address,
          namespace: options.namespace,
          serverVersion,
          capabilities,
          code,
          message,
        },
      };
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

async function look(options: Parameters<typeof connectClient>[0]): Promise<Finding> {
  try {
    await using client = await connectClient(options);
    const { serverVersion, capabilities } = await client.service.getSystemInfo({});
    const able = Object.entries(capabilities ?? {}).flatMap(([name, has]) => (has === true ? [name] : []));
    const lines = [`server ${serverVersion || "of an unknown version"}: ${able.join(", ") || "no capabilities"}`];
    await client.service.describeNamespace({ namespace: options.namespace });
    return { ok: true, lines, serverVersion, capabilities: able };
  } catch (error) {
    if (error instanceof ConnectError) return refusal(Code[error.code], error.rawMessage);
    if (!MillraceError.is(error)) throw error;
    return refusal(error.code, error.message);
  }
}

const refusal = (code: string, message: string): Finding => ({ ok: false, lines: [message], code, message });
