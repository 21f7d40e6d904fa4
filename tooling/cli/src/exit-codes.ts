/** What a Millrace command ends with. */
export interface ExitCodes {
  /** All is well. */
  readonly ok: 0;
  /** The command worked; its verdict is "no": a failed run, check or test. */
  readonly failed: 1;
  /** The command line is wrong. */
  readonly usage: 2;
  /** A defect of ours (`EX_SOFTWARE`). */
  readonly internal: 70;
  /** Stopped by the user before it was done. */
  readonly interrupted: 130;
}

export const exitCodes: ExitCodes = Object.freeze({ ok: 0, failed: 1, usage: 2, internal: 70, interrupted: 130 });

export type ExitCode = ExitCodes[keyof ExitCodes];
