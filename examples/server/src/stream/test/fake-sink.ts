import type { FleetEvent } from "@cml-fleet/core";
import type { StreamSink } from "../client-stream.ts";

/** A client that takes as much as it is told to. */
export function fakeSink() {
  const written: [name: string, sequence: number | undefined, mark?: unknown][] = [];
  let gate: PromiseWithResolvers<void> | undefined;
  const sink: StreamSink = {
    write(name, data, sequence) {
      const mark = (data as FleetEvent).data?.["mark"];
      written.push(mark === undefined ? [name, sequence] : [name, sequence, mark]);
    },
    get keepsUp() {
      return gate === undefined;
    },
    ready: async () => gate?.promise,
  };
  return {
    sink,
    written,
    block() {
      gate = Promise.withResolvers();
    },
    unblock() {
      gate?.resolve();
      gate = undefined;
    },
  };
}
