import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect } from "node:tls";
import { CmlError } from "../errors.ts";
import { connectionError } from "../transport/connection-error.ts";
import { type CallScope, interruption, onInterruption } from "../transport/scope.ts";
import { normalizeFingerprint } from "./fingerprint.ts";

/** The certificate a controller presents, unchecked. */
export interface CmlCertificate {
  /** SHA-256 of the certificate, 64 lower-case hex digits: what `tls { trust: "pinned" }` takes. */
  readonly fingerprint256: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601 in UTC. */
  readonly validFrom: string;
  /** ISO 8601 in UTC. */
  readonly validTo: string;
  readonly selfSigned: boolean;
}

/** Shakes hands, looks at the certificate, and hangs up: no request, no credentials. */
export function presentedCertificate(
  address: { readonly hostname: string; readonly port: number },
  timeoutMs: number,
  scope: CallScope,
): Promise<CmlCertificate> {
  const { operation } = scope;
  return new Promise((resolve, reject) => {
    const already = interruption(scope);
    if (already) return reject(already);
    const { hostname: host, port } = address;
    const servername = isIP(host) ? "" : host;
    const socket = connect({
      host,
      port,
      servername,
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
    });
    const end = () => {
      clearTimeout(timer);
      release();
      socket.destroy();
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    const timer = setTimeout(() => {
      fail(
        new CmlError(`${operation}: No certificate within ${timeoutMs} ms.`, { code: "timeout", operation }),
      );
    }, timeoutMs);
    const release = onInterruption(scope, () => fail(interruption(scope)));
    socket.on("error", (cause) => fail(connectionError(cause, scope)));
    socket.on("close", () => fail(connectionError(new Error("closed during the handshake"), scope)));
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerX509Certificate();
      if (!certificate) return fail(connectionError(new Error("no certificate was presented"), scope));
      try {
        resolve(describe(certificate));
        end();
      } catch (cause) {
        // Strangers write certificates: a date that is none must not throw where nobody catches.
        fail(connectionError(cause, scope));
      }
    });
  });
}

function describe(certificate: X509Certificate): CmlCertificate {
  return {
    fingerprint256: normalizeFingerprint(certificate.fingerprint256),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    selfSigned: certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey),
  };
}

function oneLine(name: string | undefined): string {
  return (name ?? "").replaceAll("\n", ", ");
}
