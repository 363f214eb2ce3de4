import { type buildConnector, type Dispatcher, Pool } from "undici";
import type { DriftIn } from "../answers/drift.ts";
import { createTokens, type Tokens } from "../auth/create-tokens.ts";
import type { ControllerAddress } from "../base-url.ts";
import { createObserver } from "../diagnostics/observer.ts";
import type { CmlClientOptions } from "../options.ts";
import { createTransfer, type Transfer } from "../transfer/transfer.ts";
import { type AttemptsContext, createAttempts } from "./attempts.ts";
import { createBreaker } from "./breaker.ts";
import { breakerPolicy, floorOf } from "./breaker-options.ts";
import { createGate } from "./gate.ts";
import { createLabWrites } from "./lab-writes.ts";
import type { Lifetime } from "./lifetime.ts";
import { createPerform, type Perform } from "./perform.ts";
import { retryPolicy } from "./retry.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { createSend, type Send } from "./send.ts";
import { createWriteRequest } from "./write-request.ts";

/** Everything that leads to a controller. */
export interface Transport {
  /** Without a login. */
  readonly send: Send;
  readonly perform: Perform;
  readonly transfer: Transfer;
  readonly tokens: Tokens | undefined;
  readonly driftIn: DriftIn;
  /** Ends the connections that the client opened itself. */
  close(): Promise<void>;
}

/** What belongs to the client as a whole. */
export interface TransportParts {
  readonly address: ControllerAddress;
  readonly lifetime: Lifetime;
  readonly clientId: string;
  readonly connect: buildConnector.connector;
  readonly timeoutMs: number;
  readonly connections: number;
  readonly maxBodyBytes: number;
}

// A poller comes every ten seconds or so. Undici's own four seconds would mean a handshake each time.
const IDLE_MS = 60_000;

export function createTransport(options: CmlClientOptions, parts: TransportParts): Transport {
  const { concurrency = parts.connections, writesPerLab = 1, hooks = {} } = options;
  const { stallMs = 120_000 } = options.transfers ?? {};
  const { address, lifetime, clientId, connect, timeoutMs, connections, maxBodyBytes } = parts;
  const { origin, apiPath } = address;
  const opened: Pool[] = [];
  // Not kept beyond this: what a closure keeps of the options, it keeps the password of.
  const given = options.dispatcher;
  const open = (limits: Pool.Options): Dispatcher => {
    if (given) return given;
    const pool = new Pool(origin, { connect, ...limits });
    opened.push(pool);
    return pool;
  };

  // More than the sockets carry would wait inside undici, where its time runs though nothing was sent.
  const places = given ? concurrency : Math.min(concurrency, connections);
  const observer = createObserver(hooks, origin);
  const retry = retryPolicy(options.retry);
  const shared: AttemptsContext = {
    retry,
    budget: createRetryBudget(retry.budgetShare, retry.budgetReserve),
    breaker: createBreaker(breakerPolicy(options.breaker, connections), { onChange: observer.breakerTurned }),
    observer,
    floorMs: floorOf(timeoutMs),
  };
  const write = createWriteRequest({ origin, apiPath, clientId });
  const send = createSend({
    dispatcher: open({ connections, keepAliveTimeout: IDLE_MS, keepAliveMaxTimeout: IDLE_MS }),
    write,
    limits: { timeoutMs, maxBodyBytes },
    attempts: createAttempts({ ...shared, gate: createGate(places) }),
    labWrites: createLabWrites(writesPerLab),
  });
  const { auth, tokenCache } = options;
  const tokens = auth && createTokens(auth, origin + apiPath, tokenCache, { send, lifetime, observer });
  const perform = createPerform(send, tokens);
  let carrier: Dispatcher | undefined;
  const transfer = createTransfer({
    dispatcher() {
      carrier ??= open({ connections: null });
      return carrier;
    },
    write,
    attempts: createAttempts({ ...shared, filesOnly: true }),
    tokens,
    perform,
    lifetime,
    limits: { stallMs, maxBodyBytes },
    isDirect: given === undefined,
  });
  return {
    send,
    perform,
    transfer,
    tokens,
    driftIn: observer.driftIn,
    async close() {
      await Promise.all(opened.map((pool) => pool.destroy()));
    },
  };
}
