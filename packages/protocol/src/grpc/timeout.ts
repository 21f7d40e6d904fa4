import { Code, ConnectError } from "@connectrpc/connect";

const unitMs: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1_000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
};

/** The name of the header that carries the time that a call may take. */
export const timeoutHeader = "grpc-timeout";

/**
 * The milliseconds, with fractions, that a `grpc-timeout` value stands for.
 *
 * @throws a `ConnectError` `invalid_argument`
 */
export function parseTimeout(value: string): number {
  const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(value) ?? [];
  if (digits === undefined || unit === undefined) {
    throw new ConnectError(`grpc-timeout is '${value}', not up to 8 digits and a unit`, Code.InvalidArgument);
  }
  return Number(digits) * (unitMs[unit] as number);
}

/** The value for so many milliseconds, in the finest unit whose 8 digits hold it; never less than was asked for. */
export function formatTimeout(timeoutMs: number): string {
  for (const unit of ["m", "S", "M", "H"]) {
    const count = Math.ceil(Math.max(0, timeoutMs) / (unitMs[unit] as number));
    if (count <= 99_999_999) return `${count}${unit}`;
  }
  return "99999999H";
}
