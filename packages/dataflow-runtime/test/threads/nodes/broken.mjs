// Imports what is not there.
await import(`./no-such-module.mjs?${process.pid}`);
