import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { cached, type Counts, goCommand, goModule, must, run, type Scenario } from "@millrace/tooling-engines";

const module = "connectrpc.com/conformance";
// 1.0.7 asks for a version of connect-go that is not to be had from the proxy.
const version = "v1.0.6";
const imageName = "judge.binpb";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const buf = here("../node_modules/.bin/buf");

/** The judge's last lines: "Total cases: 374", then "374 passed, 0 failed" and the like. */
const countsOf = (output: string): Counts => {
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? 0);
  const total = number(/Total cases: (\d+)/);
  const passed = number(/(\d+) passed/);
  return { passed, failed: Math.max(total - passed, number(/(\d+) failed/), passed === 0 ? 1 : 0), skipped: 0 };
};

const scenario = (judge: string, image: string, mode: "client" | "server"): Scenario => ({
  name: `connectconformance ${version}, our ${mode}`,
  run: async () => {
    const ours = [process.execPath, "--conditions=@millrace/source", here(`${mode}-main.ts`), image];
    const { code, output } = await run(judge, [
      "--mode",
      mode,
      "--conf",
      here("../conformance.yaml"),
      "-v",
      "--",
      ...ours,
    ]);
    const counts = countsOf(output);
    if (code === 0 && counts.failed === 0) return counts;
    process.stdout.write(
      `${output
        .split("\n")
        .filter((line) => !/^\s*(PASSED|INFO)/.test(line))
        .slice(-80)
        .join("\n")}\n`,
    );
    return { ...counts, failed: Math.max(counts.failed, 1) };
  },
});

/** The judge of the gRPC protocol, on connect-go and grpc-go, over our server and our client. */
export const conformance = async (): Promise<readonly Scenario[]> => {
  const judge = await goCommand(`${module}/cmd/connectconformance`, version);
  const folder = await cached({
    name: "connectconformance-protos",
    key: version,
    install: async (home) => {
      await must(buf, ["build", join(await goModule(module, version), "proto"), "-o", join(home, imageName)]);
    },
  });
  const image = join(folder, imageName);
  return [scenario(judge, image, "server"), scenario(judge, image, "client")];
};
