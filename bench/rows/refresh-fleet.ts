import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsClients, cloudWatchMetrics, ec2Images, ec2Instances } from "@cml-fleet/aws";
import { createCmlGateway } from "@cml-fleet/cml-gateway";
import { createFleet } from "@cml-fleet/core";
import { sqliteStores } from "@cml-fleet/store-sqlite";
import { bareAws } from "../harness/bare-aws.ts";
import { bareController } from "../harness/bare-controller.ts";
import { startPeers } from "../harness/peers.ts";
import type { Row } from "../harness/row.ts";

const WORKERS = 200;
/** Controllers visited at a time, as the fleet does it. */
const LANES = 64;
const paths = ["system_stats", "system_health", "licensing", "labs?show_all=true"];

/** One cycle of a whole fleet on SQLite, against a loop that makes the same requests and keeps nothing. */
export const refreshFleet: Row = {
  name: "refresh of a fleet",
  unit: `${WORKERS} workers, 4 AWS calls, ${WORKERS * (paths.length + 1)} CML calls`,
  target: 1.5,
  async open() {
    const peers = await startPeers(WORKERS);
    const folder = mkdtempSync(join(tmpdir(), "cml-fleet-bench-"));
    const { endpoint, accessKeyId, secretAccessKey, username, password, region } = peers;
    const aws = awsClients({ endpoint, credentials: { accessKeyId, secretAccessKey }, pacing: { share: 1 } });
    const stores = sqliteStores({ path: join(folder, "fleet.db") });
    const gateway = createCmlGateway({
      credentials: { credentialsFor: async () => ({ username, password }) },
    });
    const fleet = createFleet({
      ...stores,
      instances: ec2Instances({ clients: aws.ec2 }),
      images: ec2Images({ clients: aws.ec2 }),
      metrics: cloudWatchMetrics({ clients: aws.cloudwatch }),
      gateway,
      metricsIntervalMs: false,
    });
    const { imported } = await fleet.workers.import({ region, imageName: "cml-*" }, { actor: "bench" });
    if (imported.length !== WORKERS) throw new Error(`Only ${imported.length} workers were imported.`);

    const controllers = await Promise.all(
      peers.instances.map((instance) => bareController(instance, peers, paths.length)),
    );
    const calls = bareAws(peers);
    return {
      async ours() {
        const { errors, workers } = await fleet.workers.refreshAll();
        if (errors.length > 0 || workers !== WORKERS)
          throw new Error(`The refresh failed: ${errors[0]?.message}`);
      },
      async bare() {
        await calls.describe();
        const queue = controllers.values();
        const lane = async () => {
          for (const controller of queue) {
            await controller.get("/api/v0/system_information");
            await Promise.all(paths.map((path) => controller.get(`/api/v0/${path}`)));
          }
        };
        await Promise.all([calls.measure(), ...Array.from({ length: LANES }, lane)]);
      },
      async [Symbol.asyncDispose]() {
        await fleet.stop();
        await gateway[Symbol.asyncDispose]();
        await Promise.all(controllers.map((controller) => controller.close()));
        await calls.close();
        aws.destroy();
        stores.close();
        rmSync(folder, { recursive: true });
        await peers[Symbol.asyncDispose]();
      },
    };
  },
};
