import type { Artifact } from "./artifact.ts";
import type { Dataitem } from "./dataitem.ts";
import type { FunctionContext, FunctionEvent } from "./function-context.ts";
import type { InputType } from "./handler.ts";
import type { Model } from "./model.ts";
import type { Project } from "./project.ts";
import type { Run } from "./run.ts";

/** Argument → the type of entity that it is. */
export type InputTypes = Readonly<Record<string, InputType>>;

/** What a function is given for an input of each type. */
export interface InputEntities {
  readonly artifact: Artifact;
  readonly dataitem: Dataitem;
  readonly model: Model;
}

/** What every call has, beside the function's own inputs and parameters. */
export interface Reserved {
  /** Aborts at the deadline, when the run is stopped, and when the caller goes away. */
  readonly signal: AbortSignal;
  /** Of every run, and of services that belong to a project; where there is none it is undefined. */
  readonly project: Project;
  /** Of jobs. */
  readonly run?: Run;
  /** In remote execution: one for each worker. */
  readonly context?: FunctionContext;
  /** In remote execution. */
  readonly event?: FunctionEvent;
  /** Another name of {@link Reserved.event}. */
  readonly events?: FunctionEvent;
}

type LocalName = "context" | "event" | "events";

/** Reserved arguments: in a local run a parameter may have the name of one that only remote execution has. */
type ReservedBeside<Parameters> = {
  readonly [Name in keyof Reserved]: Name extends keyof Parameters & LocalName
    ? Parameters[Name] | Reserved[Name]
    : Reserved[Name];
};

/** The members of a type but those of some names; a union stays one. */
type Without<Type, Names> = Type extends unknown
  ? Extract<keyof Type, Names> extends never
    ? Type
    : Omit<Type, Extract<Names, PropertyKey>>
  : never;

type EntitiesOf<Inputs extends InputTypes> = { readonly [Name in keyof Inputs]: InputEntities[Inputs[Name]] };

/** The named arguments of a function: inputs win over parameters of the same name, reserved names over both. */
export type HandlerCall<Inputs extends InputTypes, Parameters> = Without<Parameters, keyof Inputs | keyof Reserved> &
  EntitiesOf<Inputs> &
  ReservedBeside<Parameters>;

/** The same for parameters that the function annotates itself. */
export type PlainHandlerCall<Inputs extends InputTypes, Parameters extends object> = Parameters &
  EntitiesOf<Inputs> &
  Reserved;
