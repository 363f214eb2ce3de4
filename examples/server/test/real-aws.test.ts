import type { WorkerSnapshot } from "@cml-fleet/core";
import { type CmlSimulator, startCmlSimulator } from "@cml-fleet/simulator";
import { type MotoScene, motoCredentials, motoPeer, motoScene, startMoto } from "@cml-fleet/test-peers";
import { describe, expect, onTestFinished, test } from "vitest";
import { type EventStream, eventStream, type Received } from "./support/event-stream.ts";
import { freePort, startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const regions = ["us-east-1", "eu-west-1"] as const;
const password = "a controller's password";
const { missing } = motoPeer();

describe.skipIf(missing !== undefined)("the service on moto, an EC2 and CloudWatch of somebody else", () => {
  test("imports instances by image name in two regions, and knows everything about them after one refresh", async () => {
    await using moto = await startMoto();
    const expected: { readonly instanceId: string; readonly region: string; readonly cml: CmlSimulator }[] =
      [];
    for (const region of regions) {
      const scene = motoScene(moto.url, region);
      const imageId = await scene.registerImage("cml-2.9-controller");
      for (const name of ["alpha", "beta"]) {
        const cml = await controller();
        const instanceId = await scene.launch(imageId, `${name} ${region}`, cml.url);
        await scene.measureCpu(instanceId, 12.5);
        await scene.measureMemory(instanceId, 40.25);
        expected.push({ instanceId, region, cml });
      }
      await scene.launch(await scene.registerImage("build-agent"), "not a controller", "https://127.0.0.1:9");
    }
    const { url } = await service(moto.url);
    const stream = eventStream(url);
    await stream.next("connection", ({ type }) => type === "connected");
    for (const region of regions) {
      const result = await importByName(url, region, "cml-2.*");
      expect(result).toMatchObject({ total_found: 2, total_imported: 2, total_skipped: 0 });
    }

    for (const { instanceId, region, cml } of expected) {
      const { data } = (await stream.next(`available ${instanceId}`, isAvailable(instanceId))).event;
      const stats = cml.stats();
      expect(data).toMatchObject({
        aws_region: region,
        status: "running",
        service_status: "available",
        service_reason: null,
        cml_version: "2.9.0+build.3",
        cml_ready: true,
        cml_labs_count: 3,
        cml_nodes_running: Object.values(stats.computes)[0]?.stats.dominfo.running_nodes,
        ami_name: "cml-2.9-controller",
        ami_description: "Image cml-2.9-controller",
        ec2_instance_status_check: "ok",
        ec2_system_status_check: "ok",
        cloudwatch_cpu_utilization: 12.5,
        cloudwatch_memory_utilization: 40.25,
      });
      expect(data["ami_creation_date"]).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
      expect(data["cpu_utilization"]).toBeGreaterThan(0);
      expect(data["memory_utilization"]).toBeGreaterThan(0);
      expect(data["storage_utilization"]).toBeGreaterThan(0);
      expect(typesOf(stream, String(data["worker_id"])).slice(0, 3)).toEqual([
        "worker.imported",
        "worker.status.updated",
        "worker.metrics.updated",
      ]);
    }
    const again = await importByName(url, regions[0], "cml-2.*");
    expect(again).toMatchObject({
      total_found: 2,
      total_imported: 0,
      skipped: [{ reason: "already_imported" }, { reason: "already_imported" }],
    });
  });

  test("gives each kind of trouble a state and a sentence of its own, and lets the others be", async () => {
    await using moto = await startMoto();
    const scene = motoScene(moto.url, regions[0]);
    const imageId = await scene.registerImage("cml-2.9-controller");
    const cases = await troubles(scene, imageId);
    const hanging = await controller();
    hanging.faults.add({ fault: { kind: "hang" } });
    const hangingId = await scene.launch(imageId, "hanging", hanging.url);
    const { url } = await service(moto.url);
    const stream = eventStream(url);
    await stream.next("connection", ({ type }) => type === "connected");

    const unknown = await post(`${url}/api/workers/region/${regions[0]}/workers/import`, {
      aws_instance_id: "i-0123456789abcdef0",
    });
    expect(unknown).toMatchObject({
      total_imported: 0,
      skipped: [{ instance_id: "i-0123456789abcdef0", reason: "not_found" }],
    });
    await importByName(url, regions[0], "cml-2.*");

    for (const { instanceId, service_status, code, says } of cases) {
      const { data } = (
        await stream.next(
          `${service_status} ${code}`,
          ({ type, event }) =>
            type === "worker.snapshot" &&
            event.data["aws_instance_id"] === instanceId &&
            event.data["service_status"] === service_status &&
            reasonIn(event.data) === code,
        )
      ).event;
      expect(data["status"]).toBe("running");
      expect(data["service_reason"]).toEqual(
        code && { code, message: expect.stringMatching(says) as unknown as string },
      );
    }
    // Everyone else was heard before the hanging one was given up, and its machine's own numbers as well.
    const isHanging = ({ type, event }: Received) =>
      type === "worker.status.updated" && event.subject === idOf(stream, hangingId);
    expect(stream.received.some(isHanging)).toBe(false);
    await stream.next(
      "numbers of the machine with the hanging controller",
      ({ type, event }) => type === "worker.metrics.updated" && event.subject === idOf(stream, hangingId),
    );
    const { event } = await stream.next("the hanging one", isHanging);
    expect(event.data).toMatchObject({ new_service_status: "unavailable", reason: { code: "timeout" } });
    expect(await worker(url, hangingId)).toMatchObject({
      service_status: "unavailable",
      service_reason: { code: "timeout" },
    });
  });

  test("hears of those that answer, look after look, while forty others hang", async () => {
    await using moto = await startMoto();
    const scene = motoScene(moto.url, regions[0]);
    const imageId = await scene.registerImage("cml-2.9-controller");
    const hanging = await controller();
    hanging.faults.add({ fault: { kind: "hang" } });
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => scene.launch(imageId, `silent-${index}`, hanging.url)),
    );
    const answering = await Promise.all(
      Array.from({ length: 10 }, async (_, index) =>
        scene.launch(imageId, `answering-${index}`, (await controller()).url),
      ),
    );
    const { url } = await service(moto.url);
    const stream = eventStream(url);
    await importByName(url, regions[0], "cml-2.*");
    const givenUp = await stream.next(
      "the first that is given up",
      ({ type, event }) => type === "worker.status.updated" && reasonIn(event.data, "reason") === "timeout",
    );
    const before = stream.received.slice(0, stream.received.indexOf(givenUp));
    const looks = answering.map(
      (instanceId) =>
        before.filter(
          ({ type, event }) =>
            type === "worker.metrics.updated" && event.subject === idOf(stream, instanceId),
        ).length,
    );
    // A look each 2 s, and a visit that hangs is given up after 10: one look would mean that it was waited for.
    expect(Math.min(...looks)).toBeGreaterThan(2);
  });

  test("sends no login to a controller whose certificate has changed, until somebody trusts the new one", async () => {
    await using moto = await startMoto();
    const scene = motoScene(moto.url, regions[0]);
    const cml = await controller();
    const instanceId = await scene.launch(await scene.registerImage("cml-2.9-controller"), "alpha", cml.url);
    const { url } = await service(moto.url);
    const stream = eventStream(url);
    await importByName(url, regions[0], "cml-2.*");
    await stream.next("available", isAvailable(instanceId));

    await cml.renewCertificate();
    cml.revokeTokens();
    const logins = cml.requests.count("POST /authenticate");
    // Connections that are open still belong to the old certificate; new ones do not.
    cml.faults.add({ fault: { kind: "reset" }, times: 8 });
    const changed = await stream.next(
      "certificate_changed",
      ({ type, event }) => type === "worker.snapshot" && event.data["service_status"] === "error",
    );
    expect(changed.event.data["service_reason"]).toMatchObject({ code: "certificate_changed" });
    expect(cml.requests.count("POST /authenticate")).toBe(logins);

    const { id } = await worker(url, instanceId);
    const before = stream.received.length;
    await post(`${url}/api/workers/region/${regions[0]}/workers/${id}/certificate`, {
      fingerprint256: cml.fingerprint256,
    });
    cml.faults.clear();
    await stream.next(
      "recovery",
      (received) => stream.received.indexOf(received) >= before && isAvailable(instanceId)(received),
    );
  });
});

/** Controllers that cannot be worked with, and one that can. */
async function troubles(scene: MotoScene, imageId: string) {
  const fine = await controller();
  const other = await startCmlSimulator({ password: "another password" });
  onTestFinished(() => other.close());
  const booting = await controller({ bootMs: 600_000 });
  return [
    {
      instanceId: await scene.launch(imageId, "fine", fine.url),
      service_status: "available",
      code: null,
      says: /./,
    },
    {
      instanceId: await scene.launch(imageId, "other password", other.url),
      service_status: "error",
      code: "credentials_refused",
      says: /refuses the login/,
    },
    {
      instanceId: await scene.launch(imageId, "unreachable", `https://127.0.0.1:${await freePort()}`),
      service_status: "unavailable",
      code: "unreachable",
      says: /No connection.*security group/,
    },
    {
      instanceId: await scene.launch(imageId, "booting", booting.url),
      service_status: "unavailable",
      code: "not_ready",
      says: /is starting/,
    },
  ] as const;
}

async function controller(options: { readonly bootMs?: number } = {}): Promise<CmlSimulator> {
  const cml = await startCmlSimulator({ password, ...options });
  onTestFinished(() => cml.close());
  return cml;
}

function service(endpoint: string) {
  return startService({
    CML_FLEET_MODE: "aws",
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: motoCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: motoCredentials.secretAccessKey,
    DATA_DIR: temporaryFolder(),
    WORKER_METRICS_POLL_INTERVAL: "2",
    CML_WORKER_API_PASSWORD: password,
  });
}

const isAvailable =
  (instanceId: string) =>
  ({ type, event: { data } }: Received): boolean =>
    type === "worker.snapshot" &&
    data["aws_instance_id"] === instanceId &&
    data["service_status"] === "available" &&
    data["cpu_utilization"] !== null;

function reasonIn(data: Readonly<Record<string, unknown>>, field = "service_reason"): string | null {
  const reason = data[field] as { readonly code: string } | null;
  return reason?.code ?? null;
}

function idOf(stream: EventStream, instanceId: string): string | undefined {
  return stream.received.find(({ event }) => event.data["aws_instance_id"] === instanceId)?.event.subject;
}

function typesOf(stream: EventStream, workerId: string): string[] {
  const types = stream.received
    .filter(({ event, type }) => event.subject === workerId && type !== "worker.snapshot")
    .map(({ type }) => type);
  return [...new Set(types)].filter((type) =>
    ["worker.imported", "worker.status.updated", "worker.metrics.updated"].includes(type),
  );
}

function importByName(url: string, region: string, name: string): Promise<unknown> {
  return post(`${url}/api/workers/region/${region}/workers/import`, { ami_name: name, import_all: true });
}

async function worker(url: string, instanceId: string): Promise<WorkerSnapshot> {
  const response = await fetch(`${url}/api/workers/region/${regions[0]}/instance/${instanceId}`);
  return (await response.json()) as WorkerSnapshot;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}
