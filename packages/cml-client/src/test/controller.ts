import { type CmlSimulator, startCmlSimulator } from "@cml-fleet/simulator";
import { disposed } from "./command-line.ts";

export const password = "a password nobody may see";

/** A simulated controller, and the environment of a shell that works with it. Gone after the test. */
export async function controller(): Promise<{
  readonly cml: CmlSimulator;
  readonly environment: Record<string, string>;
}> {
  const cml = disposed(await startCmlSimulator({ password }));
  const environment = {
    CML_URL: cml.url,
    CML_USERNAME: cml.username,
    CML_PASSWORD: password,
    CML_FINGERPRINT: cml.fingerprint256,
  };
  return { cml, environment };
}
