import { randomUUID } from "node:crypto";
import { type CmlRequest, createRequest } from "./api/request.ts";
import { LOGOUT, logOut } from "./auth/logout.ts";
import { parseBaseUrl } from "./base-url.ts";
import { type CmlCallOptions, checkCallOptions } from "./call-options.ts";
import { checkOptions } from "./check-options.ts";
import { CmlError } from "./errors.ts";
import { createCarrier } from "./events/carrier.ts";
import { connectionPolicy } from "./events/connection-options.ts";
import { type CmlEvents, createEvents } from "./events/events.ts";
import { createFeed } from "./events/feed.ts";
import { type CmlLabs, createLabs } from "./labs/labs.ts";
import { type CmlLicensing, createLicensing } from "./licensing/licensing.ts";
import type { CmlClientOptions } from "./options.ts";
import { type CmlResourceGroups, createResourceGroups } from "./resource-groups.ts";
import { type CmlSystem, createSystem } from "./system/system.ts";
import { type CmlCertificate, presentedCertificate } from "./tls/certificate.ts";
import { createConnector } from "./tls/connector.ts";
import { trustIn } from "./tls/trust-in.ts";
import { createCall } from "./transport/call.ts";
import { createTransport } from "./transport/create-transport.ts";
import { createLifetime } from "./transport/lifetime.ts";
import { scopeOf } from "./transport/scope.ts";

/** One controller, ready to be asked. Every call throws {@link CmlError}, and nothing else of its own. */
export interface CmlClient extends CmlResourceGroups, AsyncDisposable {
  /** Any operation, by its name: what the groups below do not cover, and what needs the answer as it came. */
  readonly request: CmlRequest;
  readonly system: CmlSystem;
  readonly labs: CmlLabs;
  readonly licensing: CmlLicensing;
  /**
   * What happens on the controller, as it happens: `for await (const event of cml.events({ signal })) …`. The first
   * `next()` connects; a connection that is lost is made again, and a `resync` says that something may have been missed.
   */
  readonly events: CmlEvents;
  /** The certificate the controller presents now, unchecked and over a connection of its own: for trust on first use. */
  certificate(options?: CmlCallOptions): Promise<CmlCertificate>;
  /**
   * Ends the session of the token in use, for everyone who shares it, and of one that it replaced a moment ago; when there is
   * none, nothing is sent. A password that was given as text is forgotten: then the next call that needs a login fails, while
   * a password from a function is asked for.
   */
  logout(options?: CmlCallOptions): Promise<void>;
  /** Ends what is under way with code `closed`, and the connections. The token stays valid: others may share it. */
  close(): Promise<void>;
}

/**
 * Opens a client for one controller. Nothing is sent before the first call.
 *
 * @throws CmlError with code `invalid_request` when the options cannot be right.
 * @example
 * ```ts
 * await using cml = createCmlClient({
 *   baseUrl: "https://203.0.113.7",
 *   auth: { username: "admin", password: () => vault.read("cml") },
 *   tls: { trust: "pinned", fingerprint256 },
 * });
 * const { cpuPercent, nodesRunning } = await cml.system.stats();
 * ```
 */
export function createCmlClient(options: CmlClientOptions): CmlClient {
  const { timeoutMs = 10_000, connections = 4, maxBodyBytes = 33_554_432, strict = false } = options;
  const { allowHttp = false, dispatcher: given } = options;
  checkOptions(options);
  const address = parseBaseUrl(options.baseUrl, allowHttp);
  const { origin, apiPath } = address;
  const lifetime = createLifetime();
  const clientId = randomUUID();
  const connect = createConnector(trustIn(options), timeoutMs, lifetime);
  const transport = createTransport(options, {
    address,
    lifetime,
    clientId,
    connect,
    timeoutMs,
    connections,
    maxBodyBytes,
  });
  const { perform, transfer, tokens, driftIn } = transport;
  const context = { perform, transfer, lifetime, driftIn, strict };
  const call = createCall(context);
  const feed = createFeed(
    {
      url: `${origin.replace(/^http/, "ws")}${apiPath.replace(/\/api\/v0$/, "/ws/ui")}`,
      clientId,
      carrier: createCarrier({ given, origin, connect, maxMessageBytes: maxBodyBytes }),
      tokens,
      timeoutMs,
      policy: connectionPolicy(options.events),
      driftIn,
    },
    lifetime,
  );
  const waiting = { call, lifetime, feed, strict };

  const close = async () => {
    if (lifetime.closed) return;
    lifetime.end();
    // A shared cache may not have heard of the last login yet, and the next program would log in once more.
    await Promise.all([transport.close(), tokens?.settled()]);
  };

  return {
    request: createRequest(context),
    system: createSystem(call, transfer),
    labs: createLabs(waiting, connections),
    licensing: createLicensing(waiting),
    ...createResourceGroups(call, transfer),
    events: createEvents(feed),
    async certificate(certificateOptions = {}) {
      checkCallOptions("certificate", certificateOptions);
      const scope = scopeOf("certificate", certificateOptions, lifetime);
      if (address.secure) return presentedCertificate(address, timeoutMs, scope);
      throw new CmlError("An http address presents no certificate; use https.", { code: "invalid_request" });
    },
    async logout(logoutOptions = {}) {
      checkCallOptions(LOGOUT, logoutOptions);
      if (tokens) await logOut(tokens, transport.send, scopeOf(LOGOUT, logoutOptions, lifetime));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
