import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Reporter, TestCase, TestModule, TestSpecification, Vitest } from "vitest/node";
import { audit, isClean, renderAudit } from "./audit.ts";
import { citedIds, type Citation, type CitationState } from "./citation.ts";
import { parseManifest } from "./manifest.ts";
import { asCitation, readTypeCitations } from "./type-tests.ts";

export interface RequirementsReporterOptions {
  /** The manifest's file, relative to vitest's root. It lies in the folder of the package whose type tests are read. */
  readonly manifest: string;
  /** Count the tests of this vitest project alone. Default: those of every project of the run. */
  readonly project?: string;
}

/**
 * Fails a full test run unless every requirement is cited by a test that ran and passed. A run that is filtered, by
 * name, file, tag or line, or that was interrupted cannot tell, so it is not judged.
 */
export function requirementsReporter(options: RequirementsReporterOptions): Reporter {
  let vitest: Vitest | undefined;
  let started: readonly TestSpecification[] = [];
  const ours = (name: string): boolean => options.project === undefined || options.project === name;
  return {
    onInit(instance) {
      vitest = instance;
    },
    onTestRunStart(specifications) {
      started = specifications;
    },
    async onTestRunEnd(modules, _errors, reason) {
      if (vitest === undefined) return;
      const partial = reason === "interrupted" ? "the run was interrupted" : await filterOf(vitest, started, ours);
      if (partial !== undefined) {
        vitest.logger.log(`requirements: not judged, ${partial}`);
        return;
      }
      const file = resolve(vitest.config.root, options.manifest);
      const citations = [
        ...modules.filter(({ project }) => ours(project.name)).flatMap(citationsOf),
        ...readTypeCitations(dirname(file)).map(asCitation),
      ];
      const result = audit(parseManifest(readFileSync(file, "utf8")), citations);
      if (isClean(result)) {
        vitest.logger.log(renderAudit(result));
        return;
      }
      vitest.logger.error(renderAudit(result));
      process.exitCode = 1;
    },
  };
}

/** Why the run does not contain every test; `undefined` when it does. */
async function filterOf(
  vitest: Vitest,
  started: readonly TestSpecification[],
  ours: (project: string) => boolean,
): Promise<string | undefined> {
  if (vitest.getGlobalTestNamePattern() !== undefined) return "tests are filtered by name";
  if ((vitest.config.tagsFilter ?? []).length > 0) return "tests are filtered by tag";
  if (started.some(isFiltered)) return "single tests were chosen";
  if ((vitest.config.cliExclude ?? []).length > 0) return "test files are excluded";
  const ran = new Set(started.map(({ moduleId }) => moduleId));
  const all = (await vitest.globTestSpecifications()).filter(({ project }) => ours(project.name));
  return all.every(({ moduleId }) => ran.has(moduleId)) ? undefined : "test files are filtered";
}

const isFiltered = (specification: TestSpecification): boolean =>
  specification.testNamePattern !== undefined ||
  [specification.testLines, specification.testIds, specification.testNames].some((filter) => filter !== undefined);

function citationsOf(module: TestModule): Citation[] {
  return [...module.children.allTests()].flatMap((test) => {
    const where = `${module.relativeModuleId} > ${test.fullName}`;
    return citedIds(test.name).map((id) => ({ id, where, state: stateOf(test) }));
  });
}

function stateOf(test: TestCase): CitationState {
  const { state } = test.result();
  if (state === "pending") return "skipped";
  return state === "passed" && test.options.fails === true ? "inverted" : state;
}
