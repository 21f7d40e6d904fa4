/** The environment that programs of pages get; no other file reads it. */
export function readEnv(): NodeJS.ProcessEnv {
  // Set by test runners, and read by what a page runs.
  const { NODE_OPTIONS: _options, NODE_ENV: _mode, VITEST: _vitest, FORCE_COLOR: _color, ...rest } = process.env;
  return rest;
}
