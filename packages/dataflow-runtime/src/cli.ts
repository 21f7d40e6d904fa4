#!/usr/bin/env node
import { runMain } from "@millrace/tooling-cli";
import { dataflowCommand } from "./cli/dataflow-command.ts";
import { version } from "./version.ts";

void runMain(dataflowCommand(version));
