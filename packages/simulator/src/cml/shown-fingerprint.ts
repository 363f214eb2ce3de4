import type { CmlSimulator } from "./simulated-controller.ts";

/** The fingerprint a client sees; none over plain HTTP. */
export function shownFingerprint({ url, fingerprint256 }: CmlSimulator): string | undefined {
  return url.startsWith("https:") ? fingerprint256 : undefined;
}
