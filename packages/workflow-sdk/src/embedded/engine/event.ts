import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { enums, history } from "@millrace/protocol/temporal";
import { toTimestamp } from "./time.ts";

type Init = NonNullable<MessageInitShape<typeof history.HistoryEventSchema>["attributes"]>;
type Case = Exclude<history.HistoryEvent["attributes"]["case"], undefined>;

/** The kinds of events, as their attributes are called: `activityTaskScheduled`. */
export type EventName = Case extends `${infer Name}EventAttributes` ? Name : never;

export type EventInit<Name extends EventName> = Extract<Init, { case: `${Name}EventAttributes` }>["value"];

/** What an event has besides the attributes of its kind. */
export interface EventFacts {
  readonly timeMs: number;
  readonly userMetadata?: history.HistoryEvent["userMetadata"];
  readonly links?: history.HistoryEvent["links"];
}

const typeOf = (name: string): enums.EventType => {
  const upper = name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return enums.EventType[upper as keyof typeof enums.EventType];
};

const types = new Map<string, enums.EventType>(
  history.HistoryEventSchema.oneofs.flatMap(({ fields }) =>
    fields.map(({ localName }) => {
      const name = localName.replace(/EventAttributes$/, "");
      return [name, typeOf(name)] as const;
    }),
  ),
);

/** An event without its id, which it gets when it is appended. */
export function newEvent<Name extends EventName>(
  name: Name,
  attributes: EventInit<Name>,
  { timeMs, userMetadata, links = [] }: EventFacts,
): history.HistoryEvent {
  const event = create(history.HistoryEventSchema, {
    eventType: types.get(name) ?? enums.EventType.UNSPECIFIED,
    attributes: { case: `${name}EventAttributes`, value: attributes } as Init,
  });
  event.eventTime = toTimestamp(timeMs);
  event.userMetadata = userMetadata;
  event.links = links;
  return event;
}
