import { runNodeJs } from "@bufbuild/protoplugin";
import { codecPlugin } from "./plugin.ts";

runNodeJs(codecPlugin);
