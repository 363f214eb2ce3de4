import type { DriftIn } from "../answers/drift.ts";
import type { TokenSource } from "../auth/token-source.ts";
import { CmlError, type CmlErrorCode } from "../errors.ts";
import { jittered } from "../transport/retry.ts";
import { type CallScope, interruption, pause } from "../transport/scope.ts";
import type { Carrier } from "./carrier.ts";
import type { ConnectionPolicy } from "./connection-options.ts";
import type { CmlConnectedEvent, CmlDisconnectedEvent, CmlToldEvent } from "./event.ts";
import { readEvent } from "./read-event.ts";
import { type SessionEnd, session } from "./session.ts";

/** What is needed to stay connected to one controller. */
export interface ConnectionContext {
  /** `wss:` or `ws:`. */
  readonly url: string;
  readonly clientId: string;
  readonly carrier: Carrier;
  readonly tokens: TokenSource | undefined;
  /** Longest handshake, in milliseconds. */
  readonly timeoutMs: number;
  readonly policy: ConnectionPolicy;
  readonly driftIn: DriftIn;
}

/** What is told of a connection; `connected` each time it is made. */
export type FeedEvent = CmlConnectedEvent | CmlDisconnectedEvent | CmlToldEvent;

/** Connects again and again until it is hopeless or not wanted any more, and throws why. */
export async function keepConnected(
  context: ConnectionContext,
  scope: CallScope,
  tell: (event: FeedEvent, bytes: number) => void,
): Promise<never> {
  const { retry } = context.policy;
  let failures = 0;
  let refusals = 0;
  let everHeard = false;
  for (;;) {
    const begunAt = performance.now();
    const { error, refused, heard } = await attempt(context, scope, tell);
    const gone = interruption(scope);
    if (gone) throw gone;
    refusals = Number(refused) + (heard ? 0 : refusals);
    everHeard ||= heard;
    if (error === undefined) {
      failures = 0;
      continue;
    }
    endIfHopeless(error, scope, { refusals: refused ? refusals : 0, everHeard });
    failures = performance.now() - begunAt >= retry.maxDelayMs ? 1 : failures + 1;
    const retryInMs = Math.ceil(Math.max(jittered(failures + 1, retry), error.retryAfterMs ?? 0));
    tell({ type: "disconnected", error, retryInMs }, 0);
    await pause(retryInMs, scope);
  }
}

/** What does not pass by itself, even where the address and the login were good before. */
const FINAL: ReadonlySet<CmlErrorCode> = new Set([
  "certificate_changed",
  "certificate_untrusted",
  "credentials_refused",
  "invalid_request",
  "unauthorized",
]);

interface Past {
  /** How often the token was refused in a row. */
  readonly refusals: number;
  /** Whether a controller was heard at this address before. */
  readonly everHeard: boolean;
}

/** Throws why there is no sense in another try. */
function endIfHopeless(error: CmlError, scope: CallScope, { refusals, everHeard }: Past): void {
  // As for any call, there is one new login; after that, it is the account that is not wanted, or the token is a fixed one.
  if (refusals > 1) throw unauthorized(scope, error);
  // A proxy may say 404 for a controller that boots; an address that never was right says it for ever.
  const passes = error.retryable || (everHeard && !FINAL.has(error.code));
  if (refusals === 0 && !passes) throw error;
}

interface Attempt extends SessionEnd {
  /** Whether the controller said anything. */
  readonly heard: boolean;
}

async function attempt(
  context: ConnectionContext,
  scope: CallScope,
  tell: (event: FeedEvent, bytes: number) => void,
): Promise<Attempt> {
  const { url, clientId, carrier, tokens, timeoutMs, policy, driftIn } = context;
  if (tokens === undefined) throw noLogin(scope);
  let token: string;
  try {
    token = tokens.current() ?? (await tokens.obtain(scope, performance.now()));
  } catch (error) {
    // Whether it is hopeless, or a proxy that answers for a controller which boots, is seen by what was heard before.
    if (CmlError.is(error)) return { error, refused: false, heard: false };
    throw error;
  }
  // A token that ends at once by this machine's clock would be renewed with every message.
  const renewable = tokens.current() === token;
  let heard = false;
  const { dispatcher, close } = carrier();
  const end = await session({
    url,
    dispatcher,
    hello: JSON.stringify({ token, client_uuid: clientId }),
    timeoutMs,
    stallMs: policy.stallMs,
    scope,
    onMessage(message) {
      // There is no other confirmation that the token is taken.
      if (!heard) tell({ type: "connected" }, 0);
      heard = true;
      tell(readEvent(message, driftIn), sizeOf(message));
      // What a controller does with a connection whose token ends, nobody knows: it is made again before that.
      return !renewable || tokens.current() === token;
    },
  });
  close();
  if (end.refused) tokens.drop(token);
  return { ...end, heard };
}

function sizeOf(message: unknown): number {
  return typeof message === "string" ? Buffer.byteLength(message) : 0;
}

function noLogin({ operation }: CallScope): CmlError {
  return new CmlError(`${operation}: Events need a login, and the client has none; pass "auth".`, {
    code: "unauthorized",
    operation,
  });
}

function unauthorized({ operation }: CallScope, cause: CmlError): CmlError {
  return new CmlError(`${operation}: The controller does not take the token for its events.`, {
    code: "unauthorized",
    operation,
    cause,
  });
}
