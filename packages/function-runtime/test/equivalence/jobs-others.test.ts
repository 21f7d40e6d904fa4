import { table } from "./table.ts";
import { testJobs } from "./test-jobs.ts";

// Those that leave files, tables, nothing, or a failure.
testJobs(table.filter(({ job }) => !("results" in job)));
