// Imports what is not there.
import "./no-such-module.mjs";
