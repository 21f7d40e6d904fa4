import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goModule, goProgram, pythonWith } from "@millrace/tooling-engines";

const nuclioVersion = "v1.14.2";

/** Nuclio's processor, built from Go modules: some minutes once. */
export const processorBinary = (): Promise<string> =>
  goProgram(
    "nuclio-processor",
    fileURLToPath(new URL("../judge-go", import.meta.url)),
    "github.com/nuclio/nuclio/cmd/processor",
  );

/** The wrappers that Nuclio brings along, where the Go module has them, and a Python that can run one of them. */
export interface StockWrappers {
  readonly nodejs: string;
  readonly python: { readonly wrapper: string; readonly folder: string; readonly interpreter: string };
}

export const stockWrappers = async (): Promise<StockWrappers> => {
  const runtimes = join(await goModule("github.com/nuclio/nuclio", nuclioVersion), "pkg", "processor", "runtime");
  const folder = join(runtimes, "python", "py");
  const interpreter = await pythonWith("nuclio-python", ["nuclio-sdk==0.6.3", "msgpack==1.1.0"]);
  return {
    nodejs: join(runtimes, "nodejs", "js", "wrapper.js"),
    python: { wrapper: join(folder, "_nuclio_wrapper.py"), folder, interpreter },
  };
};
