import { CoreError } from "@cml-fleet/core";
import { expect, test } from "vitest";
import { call, plantWorker, testService } from "./support/test-service.ts";

test("lists workers by region, status and text, page by page", async () => {
  const service = await testService();
  const { url, fleet } = service;
  const alpha = await plantWorker(service, "alpha");
  const beta = await plantWorker(service, "beta");
  const gamma = await plantWorker(service, "gamma", "us-east-1");
  await fleet.workers.stop(beta.id, { actor: "test" });
  const ids = async (query: string) =>
    (await call(`${url}/api/workers${query}`)).body.map((w: { id: string }) => w.id);

  expect(await ids("")).toEqual([alpha.id, beta.id, gamma.id]);
  expect(await ids("/region/eu-west-1/workers")).toEqual([alpha.id, beta.id]);
  expect(await ids("?status=running")).toEqual([alpha.id, gamma.id]);
  expect(await ids("?search=GAM")).toEqual([gamma.id]);
  expect(await ids(`?search=${beta.instanceId}`)).toEqual([beta.id]);
  expect(await ids("/region/ap-south-1/workers")).toEqual([]);

  const first = await call(`${url}/api/workers?limit=2`);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1];
  expect(first.body).toHaveLength(2);
  const second = await call(`${url}${next}`);
  expect(second.body.map((w: { id: string }) => w.id)).toEqual([gamma.id]);
  expect(second.headers.get("link")).toBeNull();
});

test("shows a worker by its id and by its instance, in its own region only", async () => {
  const service = await testService();
  const { id, instanceId } = await plantWorker(service, "alpha");
  const here = `${service.url}/api/workers/region/eu-west-1`;
  expect((await call(`${here}/workers/${id}`)).body).toMatchObject({ id, name: "alpha", status: "running" });
  expect((await call(`${here}/instance/${instanceId}`)).body).toMatchObject({ id });
  for (const path of [
    `${here}/workers/nobody`,
    `${here}/instance/i-00000000000000000`,
    `${service.url}/api/workers/region/us-east-1/workers/${id}`,
    `${service.url}/api/workers/region/us-east-1/instance/${instanceId}`,
    `${service.url}/api/nothing`,
  ]) {
    const { status, headers, body } = await call(path);
    expect([status, headers.get("content-type")]).toEqual([404, "application/problem+json; charset=utf-8"]);
    expect(body).toMatchObject({ status: 404, title: "Not Found", detail: expect.stringMatching(/\.$/) });
  }
});

test("imports by instance, by image and by image name, and says why it skipped one", async () => {
  const { url, cloud } = await testService();
  const region = "eu-west-1";
  const image = cloud.plantImage({ region, name: "cml-2.9" });
  const named = cloud.plantMachine({ region, imageId: image.id, name: "alpha" });
  const gone = cloud.plantMachine({ region, imageId: image.id, power: "terminated" });
  const alone = cloud.plantMachine({ region });
  const path = `${url}/api/workers/region/${region}/workers/import`;

  expect((await call(path, { json: { aws_instance_id: alone.id, name: "by hand" } })).body).toMatchObject({
    imported: [{ instance_name: "by hand", aws_instance_id: alone.id, aws_region: region }],
    total_imported: 1,
  });
  expect((await call(path, { json: { ami_name: "cml-*", import_all: true } })).body).toMatchObject({
    imported: [{ instance_name: "alpha", ami_name: "cml-2.9" }],
    skipped: [{ instance_id: gone.id, reason: "terminated" }],
    total_found: 2,
  });
  expect((await call(path, { json: { ami_id: image.id } })).body).toMatchObject({
    total_imported: 0,
    skipped: expect.arrayContaining([
      { instance_id: named.id, reason: "already_imported", message: expect.any(String) },
    ]),
  });
  expect((await call(path, { json: { ami_name: "nobody's" } })).status).toBe(404);
});

test.each([
  [{}, /exactly one of aws_instance_id, ami_id and ami_name/],
  [{ aws_instance_id: "i-00000000000000001", ami_name: "cml-*" }, /exactly one/],
  [{ aws_instance_id: "i-00000000000000001", import_all: true }, /import_all/],
  [{ ami_name: "cml-*", surprise: 1 }, /surprise/],
  [{ aws_instance_id: "alpha" }, /Not an instance id/],
  [{ ami_name: "cml-*", ami_owners: [] }, /ami_owners/],
])("refuses to import %o, naming what is wrong", async (json, detail) => {
  const { url } = await testService();
  const { status, body } = await call(`${url}/api/workers/region/eu-west-1/workers/import`, { json });
  expect(status).toBe(422);
  expect(body).toMatchObject({ code: "invalid_input", detail: expect.stringMatching(detail) });
});

test("stops and starts a worker, and once more changes nothing", async () => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  const path = `${service.url}/api/workers/region/eu-west-1/workers/${id}`;
  for (let time = 0; time < 2; time++) {
    expect(await call(`${path}/stop`, { method: "POST" })).toMatchObject({
      status: 200,
      body: { status: "stopping" },
    });
  }
  expect(await call(`${path}/start`, { method: "POST" })).toMatchObject({
    status: 409,
    body: { code: "illegal_transition", detail: "Cannot start worker alpha while it is stopping." },
  });
  await service.fleet.workers.refreshAll();
  expect((await call(`${path}/start`, { method: "POST" })).body).toMatchObject({ status: "pending" });
  const facts = (await service.fleet.events.read({ after: 0, limit: 100 })).events.map(({ event }) => event);
  expect(facts.filter(({ data }) => data["new_status"] === "stopping")).toMatchObject([
    { data: { updated_by: "user:local" } },
  ]);
});

test.each([
  ["throttled", true, 503],
  ["unavailable", true, 503],
  ["timeout", true, 504],
  ["forbidden", false, 502],
  ["unauthenticated", false, 502],
  ["capacity", false, 503],
] as const)("answers AWS's %s with a status of its own", async (code, retryable, status) => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  service.cloud.fail(new CoreError("EC2 says no.", { code, retryable }));
  const answer = await call(`${service.url}/api/workers/region/eu-west-1/workers/${id}/stop`, {
    method: "POST",
  });
  expect(answer).toMatchObject({ status, body: { code, detail: "EC2 says no." } });
  expect(answer.headers.get("retry-after")).toBe(retryable && status >= 500 ? "5" : null);
});

test("plans a refresh on demand, and says when it does not", async () => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  const path = `${service.url}/api/workers/region/eu-west-1/workers/${id}/refresh`;
  const first = await call(path, { method: "POST" });
  expect(first.status).toBe(200);
  await service.fleet.workers.refreshAll();
  const second = await call(path, { method: "POST" });
  expect(second.body).toMatchObject({ scheduled: false, reason: "rate_limited", worker_status: "running" });
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
  await service.fleet.workers.stop(id, { actor: "test" });
  expect((await call(path, { method: "POST" })).body).toMatchObject({
    scheduled: false,
    reason: "not_running",
  });
});

test("trusts another certificate only when it is told which", async () => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  const path = `${service.url}/api/workers/region/eu-west-1/workers/${id}/certificate`;
  expect((await call(path, { json: { fingerprint256: "abc" } })).status).toBe(422);
  expect((await call(path, { json: {} })).status).toBe(422);
  const fingerprint256 = `${"AB:".repeat(31)}AB`;
  expect((await call(path, { json: { fingerprint256 } })).body).toMatchObject({
    certificate_fingerprint256: "ab".repeat(32),
  });
});

test("lists a worker's labs as its controller has them, and says why it cannot", async () => {
  const service = await testService();
  const { id } = await plantWorker(service, "alpha");
  const path = `${service.url}/api/labs/region/eu-west-1/workers/${id}/labs`;
  const labs = await call(path);
  expect(labs.status).toBe(200);
  for (const lab of labs.body) {
    expect(lab).toMatchObject({
      id: expect.any(String),
      title: expect.any(String),
      state: expect.any(String),
    });
  }
  await service.fleet.workers.stop(id, { actor: "test" });
  expect(await call(path)).toMatchObject({ status: 409, body: { code: "conflict" } });
});

test("shows the plan of its jobs, and runs one when asked", async () => {
  const { url } = await testService();
  const jobs = await call(`${url}/api/system/scheduler/jobs`);
  expect(jobs.body).toContainEqual(
    expect.objectContaining({
      id: "worker-metrics",
      trigger: "every 300 s",
      next_run_time: expect.any(String),
    }),
  );
  expect(
    (await call(`${url}/api/system/scheduler/jobs/worker-metrics/trigger`, { method: "POST" })).status,
  ).toBe(202);
  expect((await call(`${url}/api/system/scheduler/jobs/nothing/trigger`, { method: "POST" })).status).toBe(
    404,
  );
});

test("answers what it cannot read with what is wrong with it", async () => {
  const { url } = await testService();
  const path = `${url}/api/workers/region/eu-west-1/workers/import`;
  const headers = { "content-type": "application/json" };
  expect(await call(path, { method: "POST", headers, body: "{" })).toMatchObject({ status: 400 });
  expect(await call(path, { method: "POST", headers, body: `"${"x".repeat(200_000)}"` })).toMatchObject({
    status: 413,
  });
  expect(await call(`${url}/api/workers?limit=0`)).toMatchObject({ status: 422 });
  expect(await call(`${url}/api/workers?status=sleeping`)).toMatchObject({ status: 422 });
});

test("keeps web pages from elsewhere out", async () => {
  const { url } = await testService();
  const { port } = new URL(url);
  const { request } = await import("node:http");
  const status = (headers: Record<string, string>, method = "GET") =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${url}/api/workers`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  expect(await status({ host: `127.0.0.1:${port}` })).toBe(200);
  expect(await status({ host: `localhost:${port}` })).toBe(200);
  expect(await status({ host: `evil.example.com:${port}` })).toBe(403);
  expect(await status({ origin: "https://evil.example.com" })).toBe(403);
  expect(await status({ origin: url })).toBe(200);
});

test("says that it lives, and that it can work", async () => {
  const { url } = await testService();
  expect((await call(`${url}/health`)).body).toMatchObject({ online: true });
  expect((await call(`${url}/api/app/health`)).body).toMatchObject({ online: true });
  expect((await call(`${url}/ready`)).body).toEqual({ ready: true });
  const page = await fetch(url);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(await page.text()).toContain("<title>CML Fleet</title>");
});
