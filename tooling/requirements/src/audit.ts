import type { Citation } from "./citation.ts";
import type { Manifest, Requirement } from "./manifest.ts";

/** What a full test run shows about a manifest. */
export interface Audit {
  /** Cited by no test. */
  readonly uncited: readonly Requirement[];
  /** Cited, but by no test that proves it: all of them failed, were skipped, or are inverted without a `knownFailure`. */
  readonly unproved: readonly Citation[];
  /** Cited, but not in the manifest. */
  readonly unknown: readonly Citation[];
  /** Wrong in the manifest itself. */
  readonly manifest: readonly string[];
  readonly proved: number;
  readonly later: number;
}

export function audit(manifest: Manifest, citations: readonly Citation[]): Audit {
  const mentionsOf = (id: string): readonly Citation[] => citations.filter((citation) => citation.id === id);
  const demanded = manifest.requirements.filter(({ later }) => later === undefined);
  const uncited = demanded.filter(({ id }) => mentionsOf(id).length === 0);
  const unproved = demanded.flatMap((requirement) => {
    const mentions = mentionsOf(requirement.id);
    return mentions.some((mention) => proves(requirement, mention)) ? [] : mentions;
  });
  const known = new Set(manifest.requirements.map(({ id }) => id));
  return {
    uncited,
    unproved,
    unknown: citations.filter(({ id }) => !known.has(id)),
    manifest: manifest.problems,
    proved: demanded.length - uncited.length - new Set(unproved.map(({ id }) => id)).size,
    later: manifest.requirements.length - demanded.length,
  };
}

function proves({ knownFailure }: Requirement, { state }: Citation): boolean {
  return knownFailure === undefined ? state === "passed" || state === "typed" : state === "inverted";
}

export const isClean = ({ uncited, unproved, unknown, manifest }: Audit): boolean =>
  uncited.length + unproved.length + unknown.length + manifest.length === 0;

/** The audit as lines for a terminal. */
export function renderAudit(result: Audit): string {
  const { uncited, unproved, unknown, manifest, proved, later } = result;
  const counts = `${proved} proved by tests, ${later} later`;
  if (isClean(result)) return `requirements: ${counts}`;
  return [
    `requirements: FAILED, ${counts}`,
    ...section("wrong in the manifest", manifest),
    ...section(
      'cited by no test; cite the id in the title of one, as in test("[SEED-07] …")',
      uncited.map(({ id, text, source }) => `${id}  ${text} (${source})`),
    ),
    ...section("cited only by tests that prove nothing", unproved.map(mention)),
    ...section("cited, but not in the manifest", unknown.map(mention)),
  ].join("\n");
}

const mention = ({ id, where, state }: Citation): string => `${id}  ${where} (${state})`;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}
