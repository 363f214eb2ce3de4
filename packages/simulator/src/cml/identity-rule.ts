import { createPrivateKey, X509Certificate } from "node:crypto";
import type { z } from "zod";
import { members, must, whichever } from "../options/rules.ts";
import { type ControllerIdentity, soundIdentities } from "./identity.ts";

const pair = members({
  key: must("a private key in PEM that needs no passphrase", isKey),
  cert: must("a certificate in PEM", isCertificate),
} satisfies Record<keyof ControllerIdentity, z.ZodType>).refine(belongTogether, {
  path: ["key"],
  error: "it has to be the key of the certificate beside it",
});

const anything = must("anything", () => true);

/** A key and a certificate that belong together. Many controllers may share one pair: it is looked into once. */
export const identityRule = whichever((given) => {
  if (typeof given !== "object" || given === null) return pair;
  if (soundIdentities.has(given)) return anything;
  if (!pair.safeParse(given).success) return pair;
  soundIdentities.add(given);
  return anything;
});

/** Whether nothing speaks against it; what is no key or no certificate is refused for that. */
function belongTogether(given: unknown): boolean {
  const { key, cert } = given as ControllerIdentity;
  if (!isKey(key) || !isCertificate(cert)) return true;
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
}

function isKey(value: unknown): boolean {
  return typeof value === "string" && works(() => createPrivateKey(value));
}

function isCertificate(value: unknown): boolean {
  return typeof value === "string" && works(() => new X509Certificate(value));
}

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
