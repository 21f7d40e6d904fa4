import process from "node:process";

/** A phase that failed, with the command that shows the same failure by hand. */
export class PhaseError extends Error {
  /**
   * @param {string} message
   * @param {string} byHand
   */
  constructor(message, byHand) {
    super(message);
    this.byHand = byHand;
  }
}

export const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one phase and prints one line with its time. The work returns what to say about it.
 *
 * @param {string} name
 * @param {() => Promise<string>} work
 */
export const phase = async (name, work) => {
  const start = performance.now();
  const label = name.padEnd(8);
  if (process.stderr.isTTY) process.stderr.write(`${label} …\r`);
  const said = await work();
  process.stderr.write(`${label} ${said}, ${seconds(performance.now() - start)}\n`);
};
