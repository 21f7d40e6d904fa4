import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";
import { onlyName, select } from "./select.mjs";

/** @typedef {import("./workspace.mjs").Package} Package */

/** What every suite takes. */
const flags = ["json", "quick"];
const numbers = ["rounds"];

/** @param {Package} suite */
const ownNumbers = ({ manifest }) => manifest.millrace?.numberOptions ?? [];

/**
 * The arguments of `npm run bench`: which suites to run, and what to hand to each of them. Everything is judged here,
 * before anything is built; a suite's manifest names the options that only it has.
 *
 * @param {readonly string[]} args
 * @param {readonly Package[]} suites
 * @returns {{ chosen: readonly Package[], json: boolean, handed: readonly string[] }}
 */
export const benchArgs = (args, suites) => {
  const own = suites.flatMap(ownNumbers);
  const withNumber = [...numbers, ...own];
  const known = [...flags, ...withNumber];
  const { values, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries([
      ...flags.map((name) => /** @type {const} */ ([name, { type: "boolean" }])),
      ...withNumber.map((name) => /** @type {const} */ ([name, { type: "string" }])),
    ]),
    strict: false,
    allowPositionals: true,
  });
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const names = known.map((name) => `--${name}`).join(", ");
    throw new Failure(`unknown option '--${unknown}'; known: ${names}`);
  }
  const chosen = select("suite", suites, onlyName(positionals));

  const handed = Object.entries(values).flatMap(([name, value]) => {
    const ofThese = suites.filter((suite) => ownNumbers(suite).includes(name)).map(({ id }) => id);
    if (own.includes(name) && chosen.some(({ id }) => !ofThese.includes(id)))
      throw new Failure(`option '--${name}' is known to the suite ${ofThese.join(", ")} only; name it`);
    if (flags.includes(name)) {
      if (value !== true) throw new Failure(`option '--${name}' takes no value, but got '${String(value)}'`);
      return [`--${name}`];
    }
    if (typeof value !== "string" || !/^[1-9]\d*$/.test(value)) {
      const got = typeof value === "string" ? `not '${value}'` : "and got none";
      throw new Failure(`option '--${name}' takes a whole number above 0, ${got}`);
    }
    return [`--${name}`, value];
  });
  return { chosen, json: values["json"] === true, handed };
};
