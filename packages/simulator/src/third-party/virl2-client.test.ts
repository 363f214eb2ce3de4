import { virl2ClientPeer } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { startCmlSimulator } from "../cml/cml-simulator.ts";
import type { CmlSimulatorOptions } from "../cml/options.ts";
import { virl2Flow } from "../test/virl2-client.ts";

const { missing } = virl2ClientPeer();

const fast: CmlSimulatorOptions = { nodeBootMs: 60, nodeTimes: { queueMs: 30, stopMs: 40, wipeMs: 20 } };

describe.skipIf(missing)(`virl2-client, unmodified${missing ? ` (${missing})` : ""}`, () => {
  test("makes, starts, stops, wipes, removes and imports a lab", async () => {
    await using cml = await startCmlSimulator({ ...fast, labs: [] });
    const seen = await virl2Flow("labs", cml);
    expect(seen).toMatchObject({
      ready: true,
      labs: 0,
      before: ["DEFINED_ON_CORE", "DEFINED_ON_CORE"],
      started: ["STARTED", true, "BOOTED", "BOOTED", "STARTED"],
      stopped: ["STOPPED", "STOPPED", "STOPPED"],
      wiped: ["DEFINED_ON_CORE", "DEFINED_ON_CORE", "DEFINED_ON_CORE"],
      left: 0,
      again: { title: "from a file", nodes: ["r1", "r2"], configuration: "hostname changed" },
      found: [true],
    });
    expect(seen.again.links).toEqual(["r1-GigabitEthernet0/0<->r2-GigabitEthernet0/0"]);
    expect(seen.compute[1]).toBe(true);
    expect(seen.details).toContain("effective_permissions");
  });

  test("draws on a lab, conditions a link and takes away what it made", async () => {
    await using cml = await startCmlSimulator({ ...fast, labs: [] });
    expect(await virl2Flow("drawing", cml)).toMatchObject({
      annotation: ["text", "Hello"],
      tagged: ["r1"],
      condition: { bandwidth: 1000, latency: 50, jitter: 5, loss: 1.5 },
      pyats: true,
      left: [1, 0, 1],
    });
  });

  test("reads the system, and makes and removes a user", async () => {
    await using cml = await startCmlSimulator();
    expect(await virl2Flow("system", cml)).toMatchObject({
      health: expect.arrayContaining(["computes", "controller", "valid"]),
      hosts: ["cml-controller"],
      maintenance: false,
      user: true,
      definitions: true,
      images: true,
      users: expect.not.arrayContaining(["ada"]),
    });
  });

  test("registers, deregisters, and is told 202 where Cisco does not hear of it", async () => {
    await using cml = await startCmlSimulator({ licence: { registered: false, registrationMs: 100 } });
    expect(await virl2Flow("licensing", cml)).toMatchObject({
      registered: true,
      after: "COMPLETED",
      deregistered: 204,
    });
    await using apart = await startCmlSimulator({ licence: { reachesCisco: false } });
    expect(await virl2Flow("deregistration", apart)).toEqual({ status: 202 });
  });

  test("uploads an image and defines it", async () => {
    await using cml = await startCmlSimulator();
    expect(await virl2Flow("upload", cml)).toEqual({ files: ["router-1.0.qcow2"], definition: "Success" });
    expect(cml.requests.count("POST /images/upload")).toBe(1);
  });

  test("logs in once more when its token has ended", async () => {
    await using cml = await startCmlSimulator();
    const seen = await virl2Flow("expiry", cml, { meanwhile: () => cml.revokeTokens() });
    expect(seen).toEqual({ another_token: true });
    expect(cml.requests.count("POST /authenticate")).toBe(2);
  });

  test("is told that a password is wrong, and that a lab is gone", async () => {
    await using cml = await startCmlSimulator();
    expect((await virl2Flow("refused", cml)).error).toMatch(/username and password/);
    expect((await virl2Flow("vanished", cml)).error).toBe("LabNotFound");
  });

  test("follows the states of nodes and links over the live feed, and what others change", async () => {
    const live = { liveFor: "virl2-client 2.9", liveStatsMs: 200 } as const;
    await using cml = await startCmlSimulator({ ...fast, ...live, labs: [], nodeBootMs: 400 });
    expect(await virl2Flow("events", cml)).toEqual({
      heard: true,
      node: "BOOTED",
      link: "STARTED",
      on_the_way: expect.arrayContaining(["STARTED"]),
      node_of_another: true,
      listens: false,
    });
  });
});
