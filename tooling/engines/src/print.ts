/** A line of what the user sees. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
