import type { Dispatcher } from "undici";
import type { Attempts } from "./attempts.ts";
import { type ExchangeLimits, exchange, type WireAnswer } from "./exchange.ts";
import type { LabWrites } from "./lab-writes.ts";
import type { CallScope } from "./scope.ts";
import type { Sendable, WriteRequest } from "./write-request.ts";

/** Sends a request, again if that is safe and may help, and gives the last answer, whatever its status. */
export type Send = (request: Sendable, scope: CallScope) => Promise<WireAnswer>;

/** What {@link createSend} needs. */
export interface SendContext {
  readonly dispatcher: Dispatcher;
  readonly write: WriteRequest;
  readonly limits: ExchangeLimits;
  readonly attempts: Attempts;
  readonly labWrites: LabWrites;
}

/** Where requests leave from, all but uploads and downloads. */
export function createSend({ dispatcher, write, limits, attempts, labWrites }: SendContext): Send {
  const sent: Send = (sendable, scope) => {
    const request = write(sendable);
    return attempts.run(sendable.method, scope, () => exchange(dispatcher, request, limits, scope));
  };
  return async (sendable, scope) => {
    const lab = labWrites.labOf(sendable.method, sendable.path);
    if (lab === undefined) return sent(sendable, scope);
    const leave = await labWrites.enter(lab, scope);
    try {
      return await sent(sendable, scope);
    } finally {
      leave();
    }
  };
}
