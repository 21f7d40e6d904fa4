import process from "node:process";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const conditions = ["@millrace/source", "module", "node", "development|production"];

/** Tests run on sources: the `@millrace/source` condition resolves workspace packages without a build. */
export const project = (test: ViteUserConfig["test"] = {}): ViteUserConfig =>
  defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      include: ["test/**/*.test.ts"],
      reporters: ["default", "json"],
      outputFile: { json: ".results/vitest.json" },
      // Against tests that hang, not against machines that are busy.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // A build machine is shared: what it interrupted is tried again, and `npm test` names each such test as unsteady.
      retry: process.env["CI"] === "true" ? 2 : 0,
      // The limit of one condition that comes true outside of this thread; the default of a second is too short there.
      expect: { poll: { timeout: 15_000 } },
      ...test,
    },
  });
