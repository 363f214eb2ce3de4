import { type Channel, channel } from "node:diagnostics_channel";
import type { CmlError } from "../errors.ts";
import type { CmlAttempt, CmlBreakerChange, CmlDrift, CmlLogin, CmlRequestFact, CmlRetry } from "../hooks.ts";

/** Which controller a message is about. */
export interface CmlOrigin {
  /** `https://203.0.113.7:8443` say. */
  readonly origin: string;
}

/** A request about to be handed over. The messages on how it ended carry this very object as `request`. */
export interface CmlRequestMessage extends CmlRequestFact, CmlOrigin {}

/** A request was answered, with whatever status. */
export interface CmlResponseMessage {
  readonly request: CmlRequestMessage;
  readonly status: number;
  readonly durationMs: number;
}

/** A request was not answered, or not to the end. */
export interface CmlFailureMessage {
  readonly request: CmlRequestMessage;
  /** `null`, unless the answer had begun. */
  readonly status: CmlAttempt["status"];
  readonly error: CmlError;
  readonly durationMs: number;
}

/**
 * Names of the channels of `node:diagnostics_channel` that every client of the process tells on, and what it tells. No
 * message has a secret in it, nor an id. Nobody listening, nothing is made.
 */
export interface CmlChannelMessages {
  readonly "cml-fleet:cml-client:request": CmlRequestMessage;
  readonly "cml-fleet:cml-client:response": CmlResponseMessage;
  readonly "cml-fleet:cml-client:failure": CmlFailureMessage;
  readonly "cml-fleet:cml-client:retry": CmlRetry & CmlOrigin;
  readonly "cml-fleet:cml-client:login": CmlLogin & CmlOrigin;
  readonly "cml-fleet:cml-client:drift": CmlDrift & CmlOrigin;
  readonly "cml-fleet:cml-client:breaker": CmlBreakerChange & CmlOrigin;
}

/** Name of a channel. */
export type CmlChannelName = keyof CmlChannelMessages;

const PREFIX = "cml-fleet:cml-client:";

/** The channels, taken once: looking one up by name costs more than asking whether somebody listens. */
export const channels = {
  request: channel(`${PREFIX}request`),
  response: channel(`${PREFIX}response`),
  failure: channel(`${PREFIX}failure`),
  retry: channel(`${PREFIX}retry`),
  login: channel(`${PREFIX}login`),
  drift: channel(`${PREFIX}drift`),
  breaker: channel(`${PREFIX}breaker`),
} as const satisfies Record<string, Channel>;

/** Tells on a channel. What a subscriber throws, Node reports as uncaught, and the call does not see. */
export function publish<Kind extends keyof typeof channels>(
  kind: Kind,
  message: CmlChannelMessages[`cml-fleet:cml-client:${Kind}`],
): void {
  if (channels[kind].hasSubscribers) channels[kind].publish(message);
}
