import { Failure } from "./failure.mjs";

/**
 * The one name among the arguments of a command, which may also have options.
 *
 * @param {readonly string[]} args
 * @param {readonly string[]} [options] those that the command knows
 * @returns {string | undefined}
 */
export const onlyName = (args, options = []) => {
  const unknown = args.find((arg) => arg.startsWith("-") && !options.includes(arg));
  if (unknown !== undefined) throw new Failure(`unknown option '${unknown}'; known: ${options.join(", ") || "none"}`);
  const [name, ...more] = args.filter((arg) => !arg.startsWith("-"));
  if (more.length > 0) throw new Failure(`one name at a time, not also '${more[0]}'`);
  return name;
};

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
  const near = known.find(({ id }) => wanted !== "" && (id.includes(wanted) || wanted.includes(id)));
  const question = near === undefined ? "" : `did you mean '${near.id}'? `;
  throw new Failure(`unknown ${kind} '${wanted}'; ${question}${names}`);
};
