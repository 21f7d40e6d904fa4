import { Failure } from "./failure.mjs";

/**
 * All of them, or the one that was asked for.
 *
 * @template {{ readonly id: string }} T
 * @param {string} kind what they are: `story`, `engine`, `suite`
 * @param {readonly T[]} known
 * @param {string | undefined} wanted
 * @returns {readonly T[]}
 */
export const select = (kind, known, wanted) => {
  if (wanted === undefined) return known;
  const chosen = known.filter(({ id }) => id === wanted);
  if (chosen.length > 0) return chosen;
  const names = known.length === 0 ? "there is none yet" : `known: ${known.map(({ id }) => id).join(", ")}`;
  throw new Failure(`unknown ${kind} '${wanted}'; ${names}`);
};
