import { serve } from "@millrace/function-runtime";
import { hello } from "./hello.ts";

void serve(hello);
