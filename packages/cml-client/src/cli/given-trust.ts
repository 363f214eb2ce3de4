import { X509Certificate } from "node:crypto";
import { CmlError } from "../errors.ts";
import { normalizeFingerprint } from "../tls/fingerprint.ts";
import type { CmlTls } from "../tls/tls-options.ts";
import type { Flags } from "./command.ts";
import { textOf } from "./files.ts";
import { flagText } from "./flag-value.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Whom the command line trusts; flags go before the environment. @throws UsageError when it says nothing that could be trusted */
export async function tlsFrom(flags: Flags, environment: Terminal["environment"]): Promise<CmlTls> {
  if (flags["dangerously-accept-any-certificate"]) return { trust: "dangerouslyAcceptAnyCertificate" };
  return (
    (await trustIn(flagText(flags, "fingerprint"), flagText(flags, "ca"))) ??
    (await trustIn(environment["CML_FINGERPRINT"], environment["CML_CA"])) ?? { trust: "system" }
  );
}

async function trustIn(
  fingerprint256: string | undefined,
  ca: string | undefined,
): Promise<CmlTls | undefined> {
  if (fingerprint256) return { trust: "pinned", fingerprint256: normalized(fingerprint256) };
  return ca ? { trust: "ca", ca: await authorityIn(ca) } : undefined;
}

function normalized(fingerprint256: string): string {
  try {
    return normalizeFingerprint(fingerprint256);
  } catch (error) {
    throw CmlError.is(error) ? new UsageError(error.message) : error;
  }
}

async function authorityIn(file: string): Promise<string> {
  const pem = await textOf(file);
  try {
    new X509Certificate(pem);
  } catch {
    throw new UsageError(
      `The file ${file} holds no certificate: it must have PEM text that starts with "-----BEGIN CERTIFICATE-----".`,
    );
  }
  return pem;
}
