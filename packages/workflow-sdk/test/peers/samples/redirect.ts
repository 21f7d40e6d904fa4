import { registerHooks } from "node:module";

// The samples' imports, led to the official packages.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.replace(/^@millrace\/workflow-sdk\/(activity|client|common)$/, "@temporalio/$1"), context),
});
