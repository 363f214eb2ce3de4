import { describe, expect, test } from "vitest";
import type { CmlTarget } from "../../ports/cml-gateway.ts";
import {
  type ControllerKind,
  check,
  type GatewayScene,
  gatewayContract,
  memoryGateway,
  sampleLab,
} from "../index.ts";

const target = (serial: number): CmlTarget => ({
  workerId: `w${serial}`,
  workerName: `lab-${serial}`,
  region: "eu-west-1",
  endpoint: `https://203.0.113.${serial}`,
});

const open = async (): Promise<GatewayScene> => {
  const gateway = memoryGateway({ visitMs: 60 });
  let made = 0;
  return {
    gateway,
    async controller(kind: ControllerKind) {
      const place = target(++made);
      if (kind === "gone") return place;
      const controller = gateway.controller(place.endpoint);
      controller.change({ labs: kind === "empty" ? [] : [sampleLab(), sampleLab({ id: "lab-2" })] });
      if (kind === "hanging") controller.hang();
      if (kind === "locked") {
        controller.fail("login", { code: "credentials_refused", message: "The login is refused." });
      }
      if (kind === "labs-unreadable") {
        controller.fail("labs", { code: "server_error", message: "GET /labs: 500." });
      }
      return kind === "foreign" ? { ...place, fingerprint256: "f".repeat(64) } : place;
    },
  };
};

describe("memoryGateway", () => {
  check(test, gatewayContract(open));

  test("lets a visit to a controller that hangs go on once the controller answers", async () => {
    const gateway = memoryGateway();
    const controller = gateway.controller(target(1).endpoint);
    controller.hang();
    const visit = gateway.collect(target(1));
    controller.answer();
    expect((await visit).version).toBe(controller.now().version);
    expect(gateway.visits()).toBe(1);
  });

  test("finds nobody where a controller was taken away", async () => {
    const gateway = memoryGateway();
    gateway.controller(target(1).endpoint);
    gateway.remove(target(1).endpoint);
    expect((await gateway.collect(target(1))).failures).toMatchObject([{ code: "unreachable" }]);
  });
});
