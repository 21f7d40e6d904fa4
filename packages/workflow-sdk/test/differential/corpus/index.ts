import type { DifferentialCase } from "../differential-case.ts";
import { activities } from "./activities.ts";
import { chains } from "./chains.ts";
import { children } from "./children.ts";
import { descriptions } from "./descriptions.ts";
import { endings } from "./endings.ts";
import { externals } from "./externals.ts";
import { hands } from "./hands.ts";
import { jobs } from "./jobs.ts";
import { queries } from "./queries.ts";
import { records } from "./records.ts";
import { signals } from "./signals.ts";
import { starts } from "./starts.ts";
import { tasks } from "./tasks.ts";
import { timers } from "./timers.ts";

/** Every case, in the order of its file. */
export const corpus: readonly DifferentialCase[] = [
  ...endings,
  ...tasks,
  ...signals,
  ...queries,
  ...timers,
  ...activities,
  ...children,
  ...externals,
  ...chains,
  ...starts,
  ...records,
  ...descriptions,
  ...jobs,
  ...hands,
];
