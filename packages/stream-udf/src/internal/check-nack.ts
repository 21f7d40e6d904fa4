import { suggest } from "@millrace/protocol";
import { UdfError } from "../errors.ts";
import type { NackOptions } from "../nack-options.ts";
import { kindOf } from "./kind-of.ts";

type Option = keyof NackOptions;

interface Rule {
  readonly wanted: string;
  readonly fits: (value: unknown) => boolean;
}

/** What the wire takes: 32 bits, and, of the 64, as many as a number counts exactly. */
const mostDeliveries = 0xffffffff;
const longestDelayMs = Number.MAX_SAFE_INTEGER;

const isText = (value: unknown): boolean => typeof value === "string";
const isUpTo = (value: unknown, most: number): boolean => typeof value === "number" && value >= 0 && value <= most;

const rules: Readonly<Record<Option, Rule>> = {
  reason: { wanted: "a string", fits: isText },
  maxDeliveries: {
    wanted: `a whole number from 0 to ${mostDeliveries}`,
    fits: (value) => Number.isInteger(value) && isUpTo(value, mostDeliveries),
  },
  // Fractions are rounded.
  delayMs: { wanted: `a number from 0 to ${longestDelayMs}`, fits: (value) => isUpTo(value, longestDelayMs) },
  details: {
    wanted: "an object whose values are strings",
    fits: (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isText),
  },
};

/** @throws `UDF_INVALID_NACK`, which names the option */
export function checkNack<Given extends NackOptions | undefined>(options: Given, where: string): Given {
  if (options === undefined) return options;
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    return refuse(`${where} takes an options object, not ${shown(options)}`, { where });
  }
  for (const [option, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, option))
      return refuse(`${where} has no option '${option}'; ${advice(option)}`, { where, option });
    const { wanted, fits } = rules[option as Option];
    if (value === undefined || fits(value)) continue;
    return refuse(`${where}: '${option}' must be ${wanted}, not ${shown(value)}`, { where, option });
  }
  return options;
}

function advice(option: string): string {
  const names = Object.keys(rules);
  const nearest = suggest(option, names);
  return nearest === undefined ? `known options: ${names.join(", ")}` : `did you mean '${nearest}'?`;
}

const shown = (value: unknown): string => (typeof value === "number" ? String(value) : kindOf(value));

function refuse(message: string, details: Readonly<Record<string, string>>): never {
  throw new UdfError("UDF_INVALID_NACK", message, { details });
}
