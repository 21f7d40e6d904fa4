import { Message, Messages, MessageT, MessageTs, UserDefinedFunctionServicer } from "@millrace/stream-udf/function";
import { Response, Responses, UserDefinedSinkServicer } from "@millrace/stream-udf/sink";
import type { Kind } from "../kinds.ts";
import { boom, hourMs, textOf } from "./values.ts";

/** The same by pynumaflow's names. */
export const seedServer = (kind: Kind, sockPath: string): { start(): Promise<void> } => {
  switch (kind) {
    case "map":
      return UserDefinedFunctionServicer({
        sockPath,
        mapHandler: (keys, { value }) => {
          boom(value);
          if (textOf(value) === "drop") return Messages(Message.toDrop());
          return Messages(Message.toVtx(keys, value, { tags: ["seen"] }));
        },
      });
    case "sourcetransform":
      return UserDefinedFunctionServicer({
        sockPath,
        maptHandler: (keys, { value, eventTime }) => {
          boom(value);
          if (textOf(value) === "drop") return MessageTs(MessageT.toDrop());
          const later = new Date(eventTime.getTime() + hourMs);
          return MessageTs(MessageT.toVtx(keys, value, later, { tags: ["seen"] }));
        },
      });
    case "reduce":
      return UserDefinedFunctionServicer({
        sockPath,
        reduceHandler: async (keys, datums) => {
          let count = 0;
          for await (const { value } of datums) {
            boom(value);
            count += 1;
          }
          return Messages(Message.toVtx(keys, Buffer.from(`n=${count}`)));
        },
      });
    case "sink":
      return UserDefinedSinkServicer(
        (datums) => {
          const responses = Responses();
          for (const { id, value } of datums) {
            boom(value);
            const text = textOf(value);
            if (text.startsWith("fail")) responses.append(Response.asFailure(id, "no"));
            else responses.append(text.startsWith("fb") ? Response.asFallback(id) : Response.asSuccess(id));
          }
          return responses;
        },
        { sockPath },
      );
  }
};
