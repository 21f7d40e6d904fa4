/**
 * Prints how long the first result took, and checks it.
 *
 * @param {string} result
 * @param {number} beganMs when connecting began
 */
export const tell = (result, beganMs) => {
  const nowMs = performance.now();
  if (result !== "first") throw new Error(`the first result is '${result}'`);
  // The clock starts with the process, before anything is imported.
  console.log(JSON.stringify({ result: nowMs - beganMs, "result of process": nowMs }));
};
