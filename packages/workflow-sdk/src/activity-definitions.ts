import { WorkflowSdkError } from "./errors.ts";

/** Any function can be an activity; what it takes and returns must pass the payload converter. */
export type ActivityFunction = (...args: never[]) => unknown;

/** The callable object: its method `run` is the activity. */
export interface ActivityObject {
  run(...args: never[]): unknown;
}

/** Activities under the names by which workflows and clients call them. */
export type Activities = Readonly<Record<string, ActivityFunction | ActivityObject>>;

/** An activity as a worker keeps it. */
export interface RegisteredActivity {
  readonly type: string;
  /** Bound, if it is the method of an object. */
  readonly call: (...args: readonly unknown[]) => unknown;
  /** Whether it was declared with `async`: these run on `asyncActivityExecutor`. */
  readonly isAsync: boolean;
}

/** Names that the server keeps for itself. */
const reservedPrefix = "__temporal_";

/**
 * Checks activities and prepares them to be called.
 *
 * @throws `WORKFLOW_ACTIVITY_NOT_CALLABLE` naming the first that cannot be, or if they have no names
 */
export function registerActivities(activities: Activities, where: string): ReadonlyMap<string, RegisteredActivity> {
  if (!isNamed(activities)) {
    const message = `${where}: 'activities' must be an object that has each activity under its name`;
    throw new WorkflowSdkError("WORKFLOW_ACTIVITY_NOT_CALLABLE", message);
  }
  const registered = new Map<string, RegisteredActivity>();
  for (const [type, given] of Object.entries(activities)) {
    const reason = reasonAgainst(type, given);
    if (reason !== undefined) {
      const message = `activity '${type}' of ${where} ${reason}`;
      throw new WorkflowSdkError("WORKFLOW_ACTIVITY_NOT_CALLABLE", message, { details: { activityType: type } });
    }
    registered.set(type, register(type, given));
  }
  return registered;
}

/**
 * The methods of an object or of a class's instance as activities: own and inherited, bound to it. Left out are the
 * constructor, classes, what is no function, what is named by a symbol, and private methods.
 *
 * `new Worker(client, { taskQueue, activities: activitiesOf(new Billing(database)) })`
 */
export function activitiesOf<T extends object>(
  instance: T,
): { readonly [K in keyof T as K extends string ? (T[K] extends ActivityFunction ? K : never) : never]: T[K] } {
  const methods: Record<string, unknown> = {};
  for (let at: object | null = instance; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (name === "constructor" || typeof value !== "function" || Object.hasOwn(methods, name)) continue;
      if (!isClass(value as ActivityFunction)) methods[name] = (value as ActivityFunction).bind(instance);
    }
  }
  return methods as ReturnType<typeof activitiesOf<T>>;
}

function register(type: string, given: ActivityFunction | ActivityObject): RegisteredActivity {
  const fn = typeof given === "function" ? given : given.run.bind(given);
  const isAsync = (fn as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag] === "AsyncFunction";
  return { type, call: fn as RegisteredActivity["call"], isAsync };
}

function reasonAgainst(type: string, given: unknown): string | undefined {
  if (type === "") return "needs a name";
  if (type.startsWith(reservedPrefix))
    return `has a name that the server keeps for itself; choose one without '${reservedPrefix}'`;
  if (typeof given === "function") {
    if (!isClass(given as ActivityFunction)) return undefined;
    return "is a class; give a function, an instance with a 'run' method, or the methods of an instance by activitiesOf";
  }
  if (typeof given === "object" && given !== null) {
    if (typeof (given as Partial<ActivityObject>).run === "function") return undefined;
    return "is an object without a 'run' method; give a function, or the methods of an instance by activitiesOf";
  }
  return `is ${given === null ? "null" : `of type ${typeof given}`}; give a function, or an object with a 'run' method`;
}

/** Lists and maps have other names for what is in them, or none. */
const isNamed = (activities: unknown): boolean =>
  typeof activities === "object" && activities !== null && !Array.isArray(activities) && !(activities instanceof Map);

/** Classes are functions that cannot be called. */
const isClass = (given: ActivityFunction): boolean => /^class\b/.test(Function.prototype.toString.call(given));
