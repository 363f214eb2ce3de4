import { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { buildConnector } from "undici";
import { CmlError } from "../errors.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { normalizeFingerprint } from "./fingerprint.ts";
import type { CmlTls } from "./tls-options.ts";

/** A connection was refused because the certificate is not the pinned one. Carries two fingerprints. */
export class CertificateMismatch extends Error {
  readonly expected: string;
  readonly actual: string;

  constructor(expected: string, actual: string) {
    super("The certificate is not the pinned one.");
    this.expected = expected;
    this.actual = actual;
  }
}

/** How sockets to the controller are opened. @throws CmlError with code `invalid_request` */
export function createConnector(
  tls: CmlTls,
  timeoutMs: number,
  lifetime: Lifetime,
): buildConnector.connector {
  return endingWith(lifetime, trustingConnector(tls, { timeout: timeoutMs, allowH2: false }));
}

/** Ends sockets with the client that are still shaking hands: its pool knows only those that are done with it. */
function endingWith(lifetime: Lifetime, connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    // Undici's connectors give the socket back, though their type does not say so.
    const socket = connect(options, (...outcome) => {
      release();
      callback(...outcome);
    }) as unknown as Socket | undefined;
    const release = lifetime.onEnd(() => socket?.destroy(new Error("The client is closed.")));
  };
}

function trustingConnector(tls: CmlTls, base: buildConnector.BuildOptions): buildConnector.connector {
  switch (tls.trust) {
    case "system":
      return buildConnector(base);
    case "ca":
      return buildConnector({ ...base, ca: checkedAuthority(tls.ca) });
    case "pinned":
      return pinnedConnector(normalizeFingerprint(tls.fingerprint256), base);
    case "dangerouslyAcceptAnyCertificate":
      return buildConnector({ ...base, rejectUnauthorized: false });
  }
}

function pinnedConnector(expected: string, base: buildConnector.BuildOptions): buildConnector.connector {
  // The pin replaces the usual checks. No cached sessions: a resumed handshake presents no certificate to look at.
  const connect = buildConnector({ ...base, rejectUnauthorized: false, maxCachedSessions: 0 });
  return (options, callback) =>
    connect(options, (...outcome) => {
      const [failure, socket] = outcome;
      if (failure) return callback(failure, null);
      const actual = fingerprintOf(socket as TLSSocket);
      if (actual === expected) return callback(null, socket);
      socket.destroy();
      return callback(new CertificateMismatch(expected, actual), null);
    });
}

function fingerprintOf(socket: TLSSocket): string {
  const certificate = socket.getPeerX509Certificate();
  return certificate ? normalizeFingerprint(certificate.fingerprint256) : "none";
}

function checkedAuthority(ca: string): string {
  try {
    new X509Certificate(ca);
    return ca;
  } catch (cause) {
    throw new CmlError(
      'tls.ca holds no certificate: pass PEM text that starts with "-----BEGIN CERTIFICATE-----".',
      {
        code: "invalid_request",
        cause,
      },
    );
  }
}
