#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { runMain } from "@millrace/tooling-cli";
import { workflowCommand } from "./cli/workflow-command.ts";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

void runMain(workflowCommand(manifest.version));
