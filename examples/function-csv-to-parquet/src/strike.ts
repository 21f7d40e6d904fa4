/** A bird that an aircraft met. */
export interface Strike {
  readonly date: Date;
  readonly airport: string;
  /** Absent: nobody knows. */
  readonly species: string | null;
  /** Absent: what was written down is none of the words that the form has. */
  readonly damage: Damage | null;
  readonly phase: string;
  readonly speedKnots: number | null;
  readonly costDollars: number;
}

const damages = ["None", "Minor", "Medium", "Substantial"] as const;
type Damage = (typeof damages)[number];

/** Makes one of a row as the report has it. */
export function strikeOf(row: Readonly<Record<string, unknown>>): Strike {
  const species = String(row["Wildlife Species"]);
  return {
    date: row["Flight Date"] as Date,
    airport: titleCase(String(row["Airport Name"])),
    species: species.startsWith("Unknown") ? null : species,
    damage: damages.find((word) => word === row["Effect Amount of damage"]) ?? null,
    phase: String(row["Phase of flight"]),
    speedKnots: row["Speed IAS in knots"] as number | null,
    costDollars: row["Cost Total $"] as number,
  };
}

/** `SACRAMENTO INTL` → `Sacramento Intl` */
const titleCase = (text: string): string =>
  text.toLowerCase().replaceAll(/(^|[\s/])\p{L}/gu, (start) => start.toUpperCase());
