import { inspect } from "node:util";
import type { Logger } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { functionOf, withProject } from "./support/with-project.ts";

describe("what console.log prints", () => {
  it("is what an entity is, in a line", () =>
    withProject(async (project) => {
      expect(inspect(project)).toBe(`Project ${project.key} in ${project.platform.name}`);
      const artifact = await project.logArtifact({ name: "a", data: "text" });
      expect(inspect({ artifact })).toBe(`{\n  artifact: Artifact ${artifact.key} READY\n}`);
      const fn = await functionOf(project, "export const fn = () => 1;");
      expect(inspect(fn)).toBe(`Function nodejs://${project.name}/fn:${fn.id}`);
      const run = await fn.run("job", { localExecution: true });
      expect(inspect(run)).toBe(`Run ${run.key} COMPLETED`);
    }));
});

describe("a project's logger", () => {
  it("takes the text first, or the fields first", () => {
    const lines: unknown[] = [];
    const write =
      (level: string): Logger["info"] =>
      (fields, message) =>
        void lines.push([level, fields, message]);
    const logger = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
    return withProject(
      async (project) => {
        project.logger.info("rows");
        project.logger.warn("rows", { kept: 1 });
        project.logger.error({ kept: 2 }, "rows");
        await Promise.resolve();
        expect(lines).toEqual([
          ["info", {}, "rows"],
          ["warn", { kept: 1 }, "rows"],
          ["error", { kept: 2 }, "rows"],
        ]);
      },
      { logger },
    );
  });
});
