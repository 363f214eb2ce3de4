import { type CmlAuth, type CmlClient, type CmlTls, createCmlClient } from "@cml-fleet/cml-client";
import type { CmlTarget, CredentialSource } from "@cml-fleet/core";

/** How the gateway knows that a controller is the right one. */
export type CmlTrust =
  /** By its own certificate, whoever signed it: the one given, else the first one seen. Fits self-signed controllers. */
  | { readonly trust: "pin" }
  /** By the certificate authorities the system trusts. */
  | { readonly trust: "system" }
  /** By this certificate authority (PEM). */
  | { readonly trust: "ca"; readonly ca: string }
  /** By nothing at all. Only for a network where nobody else can answer. */
  | { readonly trust: "dangerouslyAcceptAnyCertificate" };

/** How clients are made. */
export interface ControllersOptions {
  readonly credentials: CredentialSource;
  readonly tls: CmlTrust;
  /** Limit for one request, in milliseconds. */
  readonly timeoutMs: number;
}

/** Long-lived clients, one per controller, so that connections and logins are used again. */
export interface Controllers {
  /** The client for a target; a new one when its address or its certificate is another. */
  client(target: CmlTarget): CmlClient;
  /** A client that sends no login: for looking at a controller whose certificate is not known yet. */
  stranger(target: CmlTarget): CmlClient;
  forget(workerIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Clients without a past: each is made when it is first asked for. */
export function controllers({ credentials, tls, timeoutMs }: ControllersOptions): Controllers {
  const clients = new Map<string, { readonly key: string; readonly client: CmlClient }>();
  // The fleet asks again soon: a second try within one visit would only hold its place in the queue.
  // Nor must the client hold requests back: the gateway knows when to leave a controller alone, and says so by its report.
  const patience = { retry: { attempts: 1 }, breaker: false } as const;

  async function forget(workerIds: readonly string[]): Promise<void> {
    const gone = workerIds.flatMap((id) => clients.get(id) ?? []);
    for (const id of workerIds) clients.delete(id);
    await Promise.all(gone.map(({ client }) => client.close()));
  }

  return {
    client(target) {
      const key = `${target.endpoint} ${target.fingerprint256 ?? ""}`;
      const known = clients.get(target.workerId);
      if (known?.key === key) return known.client;
      known?.client.close().catch(() => {});
      const client = createCmlClient({
        baseUrl: target.endpoint,
        auth: loginFrom(credentials, target),
        tls: tlsFor(target, tls),
        timeoutMs,
        ...patience,
      });
      clients.set(target.workerId, { key, client });
      return client;
    },
    stranger: ({ endpoint }) =>
      createCmlClient({
        baseUrl: endpoint,
        tls: { trust: "dangerouslyAcceptAnyCertificate" },
        timeoutMs,
        ...patience,
      }),
    forget,
    close: () => forget([...clients.keys()]),
  };
}

/** One answer of the source gives both: two might be of before and after a change. The client asks for the name first. */
function loginFrom(credentials: CredentialSource, target: CmlTarget): CmlAuth {
  let password = "";
  return {
    username: async () => {
      const login = await credentials.credentialsFor(target);
      password = login.password;
      return login.username;
    },
    password: () => password,
  };
}

function tlsFor({ workerName, fingerprint256 }: CmlTarget, tls: CmlTrust): CmlTls {
  if (tls.trust !== "pin") return tls;
  if (fingerprint256 === undefined) {
    throw new Error(`No certificate is pinned for ${workerName} yet: look at it first.`);
  }
  return { trust: "pinned", fingerprint256 };
}
