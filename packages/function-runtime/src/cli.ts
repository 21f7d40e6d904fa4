#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runMain } from "@millrace/tooling-cli";
import { functionCommand } from "./cli/function-command.ts";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

void runMain(functionCommand(manifest.version));
