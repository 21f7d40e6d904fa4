import process from "node:process";

export const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one phase and prints one line with its time.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} say what the line says about the result
 * @returns {Promise<T>}
 */
export const phase = async (name, work, say) => {
  const start = performance.now();
  const label = name.padEnd(8);
  if (process.stderr.isTTY) process.stderr.write(`${label} …\r`);
  const result = await work();
  process.stderr.write(`${label} ${say(result)}, ${seconds(performance.now() - start)}\n`);
  return result;
};
