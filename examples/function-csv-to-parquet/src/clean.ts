import { handler } from "@millrace/function-runtime";
import { z } from "zod";
import { type Strike, strikeOf } from "./strike.ts";

/** The job: a raw table of reports becomes a clean one, and a few figures that say what was done. */
export const clean = handler(
  {
    inputs: { raw: "dataitem" },
    parameters: z.object({ from: z.iso.date().default("1990-01-01") }),
    outputs: ["strikes", "kept", "repeated", "withoutSpeed", "damagedPercent", "costDollars"],
  },
  async ({ raw, from, project }) => {
    const rows = await raw.rows();
    const distinct = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
    const kept = distinct
      .map(strikeOf)
      .filter(({ date }) => date >= new Date(from))
      .toSorted((a, b) => a.date.getTime() - b.date.getTime());
    project.logger.info({ read: rows.length, kept: kept.length }, "cleaned");
    const column = <K extends keyof Strike>(name: K): Strike[K][] => kept.map((strike) => strike[name]);
    return {
      strikes: {
        columns: [
          { name: "date", type: "date", values: column("date") },
          { name: "airport", type: "string", values: column("airport") },
          { name: "species", type: "string", values: column("species") },
          { name: "damage", type: "string", values: column("damage") },
          { name: "phase", type: "string", values: column("phase") },
          { name: "speed_knots", type: "int32", values: column("speedKnots") },
          { name: "cost_dollars", type: "int32", values: column("costDollars") },
        ],
      },
      kept: kept.length,
      repeated: rows.length - distinct.length,
      withoutSpeed: kept.filter(({ speedKnots }) => speedKnots === null).length,
      damagedPercent: percent(kept.filter(({ damage }) => damage !== null && damage !== "None").length, kept.length),
      costDollars: kept.reduce((sum, { costDollars }) => sum + costDollars, 0),
    };
  },
);

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10);
