import process from "node:process";

/** Something that a person can put right: it is shown by its message, with a command to see it by hand where there is one. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} [byHand]
   */
  constructor(message, byHand) {
    super(message);
    this.byHand = byHand;
  }
}

/**
 * @param {string} name of a program
 * @param {Error} cause
 */
export const couldNotStart = (name, cause) => new Failure(`${name} could not be started: ${cause.message}`);

/**
 * Runs a command; its result is the exit code.
 *
 * @param {() => Promise<number> | number} command
 */
export const program = async (command) => {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    if (error.byHand !== undefined) console.error(`\nTo see it by hand:\n${error.byHand}`);
    process.exitCode = 1;
  }
};
