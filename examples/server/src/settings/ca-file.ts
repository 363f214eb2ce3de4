import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

const certificates = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** What is wrong with a PEM file of authorities; `undefined` when nothing is. */
export function caFileProblem(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown error";
    return `the file cannot be read (${code}); name a PEM file that this user may read.`;
  }
  const found = text.match(certificates) ?? [];
  if (found.length === 0) {
    return "the file holds no certificate; name a PEM file with -----BEGIN CERTIFICATE----- in it.";
  }
  const bad = found.findIndex((pem) => !isCertificate(pem));
  if (bad < 0) return undefined;
  return `certificate ${bad + 1} of ${found.length} in the file is damaged; export it again.`;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
