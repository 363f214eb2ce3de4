import type { CmlTarget } from "@cml-fleet/core";
import { type ControllerKind, check, type GatewayScene, gatewayContract } from "@cml-fleet/core/testing";
import { type CmlSimulatorOptions, startCmlSimulator } from "@cml-fleet/simulator";
import { describe, onTestFinished, test } from "vitest";
import { gatewayTo, silentServer } from "./test/scene.ts";

/** Closes something when the test is over. */
function used<Resource extends AsyncDisposable>(resource: Resource): Resource {
  onTestFinished(async () => resource[Symbol.asyncDispose]());
  return resource;
}

async function open(): Promise<GatewayScene> {
  const gateway = used(gatewayTo({ username: "admin", password: "right" }, { visitMs: 600 }));
  let made = 0;

  const simulator = async (options: CmlSimulatorOptions = {}) =>
    used(await startCmlSimulator({ password: "right", ...options }));
  const endpointOf = async (kind: ControllerKind): Promise<string> => {
    if (kind === "hanging") return used(await silentServer()).url;
    const lab = { title: "A lab", nodes: ["alpine"] };
    const cml = await simulator({
      labs: kind === "empty" ? [] : [lab, lab],
      ...(kind === "locked" && { password: "another" }),
    });
    if (kind === "labs-unreadable") {
      cml.faults.add({ operation: "GET /labs", fault: { kind: "status", status: 500 } });
    }
    if (kind === "gone") await cml.close();
    return cml.url;
  };

  return {
    gateway,
    async controller(kind): Promise<CmlTarget> {
      const workerId = `w${++made}`;
      return {
        workerId,
        workerName: workerId,
        region: "eu-west-1",
        endpoint: await endpointOf(kind),
        ...(kind === "foreign" && { fingerprint256: "f".repeat(64) }),
      };
    },
  };
}

describe("createCmlGateway", () => {
  check(test, gatewayContract(open));
});
