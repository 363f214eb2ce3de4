import type { CmlClient } from "../client.ts";
import type { CmlTls } from "../tls/tls-options.ts";
import type { Check } from "./checked.ts";
import type { Connection } from "./connection.ts";

/** What the certificate says of itself. It is looked at without being trusted, or nobody could see the one to trust. */
export async function certificateNote(
  cml: CmlClient,
  { url }: Connection,
  signal: AbortSignal,
): Promise<string> {
  if (url.startsWith("http://")) return "none: the connection is not encrypted";
  const { fingerprint256, subject, validTo, selfSigned } = await cml.certificate({ signal });
  const kind = selfSigned ? "self-signed" : "signed by an authority";
  return `${subject}, ${kind}, until ${validTo.slice(0, 10)}, SHA-256 ${fingerprint256}`;
}

/** What the next look shows of it: whether it is believed, which is what a person reads this line for. */
export function withTrust(certificate: Check, next: Check, { url, tls }: Connection): Check {
  if (next.code === "certificate_changed" || next.code === "certificate_untrusted") {
    const { code } = next;
    const fact = code === "certificate_changed" ? "not the pinned one" : "not trusted";
    return { ...certificate, outcome: "failed", code, note: `${fact}: ${certificate.note}` };
  }
  if (next.outcome !== "ok" || url.startsWith("http://")) return certificate;
  return { ...certificate, note: `${trusts[tls.trust]}: ${certificate.note}` };
}

const trusts: Readonly<Record<CmlTls["trust"], string>> = {
  system: "trusted",
  ca: "trusted",
  pinned: "pinned",
  dangerouslyAcceptAnyCertificate: "not looked at",
};
