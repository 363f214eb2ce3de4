import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { CmlCredentials } from "@cml-fleet/core";
import { startAwsSimulator } from "@cml-fleet/simulator";
import { demoImages, demoInstances, demoRegions } from "./demo-scene.ts";
import { identityFiles } from "./identity-files.ts";

/** Simulated peers in place of AWS and of the controllers; the service itself is the one of production. */
export interface DemoWorld {
  /** Base URL of the simulated AWS. */
  readonly endpoint: string;
  readonly awsCredentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The login of every controller, made up at each start. */
  readonly cmlCredentials: CmlCredentials;
  close(): Promise<void>;
}

/** Starts the demo's AWS, and a controller behind each of its running instances. */
export async function startDemoWorld(dataDir: string): Promise<DemoWorld> {
  const cmlCredentials = { username: "admin", password: randomBytes(12).toString("base64url") };
  const aws = await startAwsSimulator({
    regions: demoRegions,
    images: demoImages,
    instances: demoInstances,
    // Faster than AWS, so that whoever starts a worker sees it come up.
    delays: { startMs: 4_000, stopMs: 6_000, statusChecksMs: 20_000 },
    controllers: {
      bootMs: 8_000,
      defaults: { ...cmlCredentials, loginDelayMs: 300, nodeBootMs: 5_000 },
      identities: identityFiles(join(dataDir, "demo-certificates")),
    },
  });
  const { endpoint, accessKeyId, secretAccessKey } = aws;
  return {
    endpoint,
    awsCredentials: { accessKeyId, secretAccessKey },
    cmlCredentials,
    close: () => aws.close(),
  };
}
