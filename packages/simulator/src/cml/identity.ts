import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { bitString, der, objectIdentifier, sequence, utcTime, utf8String } from "./der.ts";
import { subjectNames } from "./subject-names.ts";

/** The private key and certificate a simulated controller shows, both PEM. */
export interface ControllerIdentity {
  /** PKCS #8 private key. */
  readonly key: string;
  readonly cert: string;
}

/** Those whose key is known to be that of their certificate. */
export const soundIdentities = new WeakSet<object>();

const dayMs = 86_400_000;
const validForMs = 3_650 * dayMs;

/**
 * Makes a self-signed certificate (ECDSA P-256), as a freshly installed controller has one.
 *
 * Valid for ten years from yesterday, for `commonName`, `localhost`, `127.0.0.1`, `::1` and `names`, which are host
 * names and addresses; what is neither stands in the certificate, but nobody can come by it. The certificates one
 * process makes share a key pair (so hundreds are cheap) but never a serial number: each has a fingerprint of its own.
 */
export async function createIdentity(
  commonName: string,
  names: readonly string[] = [],
): Promise<ControllerIdentity> {
  const { privateKey, key, publicKeyInfo } = sharedKeys();
  const validFor = subjectNames([commonName, "localhost", "127.0.0.1", "::1", ...names]);
  const signedPart = certificateBody(commonName, validFor, publicKeyInfo);
  const signature = sign("sha256", signedPart, privateKey);
  const made = { key, cert: pem(sequence(signedPart, ecdsaWithSha256, bitString(signature))) };
  soundIdentities.add(made);
  return made;
}

const ecdsaWithSha256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));

function certificateBody(commonName: string, validFor: Uint8Array, publicKeyInfo: Uint8Array): Buffer {
  const from = Date.now() - dayMs;
  const name = sequence(der(0x31, sequence(objectIdentifier("2.5.4.3"), utf8String(commonName))));
  return sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.from([0x01]), randomBytes(15)), // serial number; the leading 1 keeps it positive and minimal
    ecdsaWithSha256,
    name,
    sequence(utcTime(new Date(from)), utcTime(new Date(from + validForMs))),
    name,
    publicKeyInfo,
    der(0xa3, sequence(extension("2.5.29.19", sequence()), extension("2.5.29.17", validFor))),
  );
}

function extension(id: string, value: Uint8Array): Buffer {
  return sequence(objectIdentifier(id), der(0x04, value));
}

function pem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

interface SharedKeys {
  readonly privateKey: KeyObject;
  readonly key: string;
  readonly publicKeyInfo: Uint8Array;
}

let shared: SharedKeys | undefined;

function sharedKeys(): SharedKeys {
  if (shared) return shared;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  shared = { privateKey, key, publicKeyInfo: publicKey.export({ type: "spki", format: "der" }) };
  return shared;
}
