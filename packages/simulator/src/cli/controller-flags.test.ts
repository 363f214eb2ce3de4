import { expect, test } from "vitest";
import { startProgram } from "../test/cml-sim.ts";
import { listenLive } from "../test/live-client.ts";

/** A program with one controller, over plain HTTP, and its control API. */
async function controlled(...args: readonly string[]) {
  const all = ["controllers", "--http", "--control-port", "0", "--clock", "manual", "--json", ...args];
  const program = await startProgram(all, 1);
  const { url, controlUrl, username, password } = JSON.parse(program.lines[0] ?? "");
  const send = async (method: string, to: string, body?: unknown, headers = {}) =>
    fetch(to, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const login = await send("POST", `${url}/api/v0/authenticate`, { username, password });
  const token = (await login.json()) as string;
  return {
    url,
    token,
    /** Calls the controller. */
    cml: (method: string, path: string, body?: unknown) =>
      send(method, `${url}/api/v0${path}`, body, {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      }),
    /** Calls its control API. */
    control: (method: string, path: string, body?: unknown) => send(method, `${controlUrl}${path}`, body),
    end: () => program.end("SIGTERM"),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

test("gives each controller a control API, with faults", async () => {
  const args = ["controllers", "--count", "2", "--http", "--control-port", "0"];
  await using program = await startProgram([...args, "--json"], 2);
  const [one, other] = program.lines.map((line) => JSON.parse(line));
  expect(Object.keys(one)).toEqual([
    "url",
    "username",
    "password",
    "fingerprint256",
    "version",
    "controlUrl",
  ]);
  const body = JSON.stringify({
    operation: "GET /system_information",
    fault: { kind: "status", status: 503 },
  });
  expect((await fetch(`${one.controlUrl}/faults`, { method: "POST", body })).status).toBe(204);
  const statuses = [one, other].map(
    async ({ url }) => (await fetch(`${url}/api/v0/system_information`)).status,
  );
  expect(await Promise.all(statuses)).toEqual([503, 200]);
  await using shown = await startProgram(args, 3);
  expect(shown.lines[0]).toMatch(/^URL +CONTROL API +USERNAME/);
  expect(shown.lines[2]).toMatch(/^http:\/\/127\.0\.0\.1:\d+ +http:\/\/127\.0\.0\.1:\d+ +admin /);
});

test("prints no other field without one", async () => {
  await using program = await startProgram(["controllers", "--json"], 1);
  const fields = ["url", "username", "password", "fingerprint256", "version"];
  expect(Object.keys(JSON.parse(program.lines[0] ?? ""))).toEqual(fields);
});

test("lets time stand until it is moved: boots and tokens", async () => {
  await using here = await controlled("--token-lifetime-s", "60", "--node-boot-ms", "50000");
  const { cml, control } = here;
  const [lab = ""] = (await (await cml("GET", "/labs")).json()) as string[];
  await cml("PUT", `/labs/${lab}/stop`);
  await control("POST", "/clock", { advanceMs: 5_000 });
  await cml("PUT", `/labs/${lab}/start`);
  const converged = async () => (await cml("GET", `/labs/${lab}/check_if_converged`)).json();
  await control("POST", "/clock", { advanceMs: 50_000 });
  expect(await converged()).toBe(false);
  await control("POST", "/clock", { advanceMs: 1_000 });
  expect(await converged()).toBe(true);
  await control("POST", "/clock", { advanceMs: 5_000 });
  expect((await cml("GET", "/labs")).status).toBe(401);
  expect(await here.end()).toBe(0);
});

test("has controllers without a licence, and with as many nodes as are asked for", async () => {
  await using here = await controlled(
    "--unregistered",
    "--registration-ms",
    "1000",
    "--expansion-nodes",
    "7",
  );
  const status = async () => {
    const { registration } = (await (await here.cml("GET", "/licensing")).json()) as {
      registration: { status: string };
    };
    return registration.status;
  };
  expect(await status()).toBe("NOT_REGISTERED");
  await here.cml("POST", "/licensing/registration", { token: "t", reregister: false });
  await here.control("POST", "/clock", { advanceMs: 999 });
  expect(await status()).toBe("IN_PROGRESS");
  await here.control("POST", "/clock", { advanceMs: 1 });
  expect(await status()).toBe("COMPLETED");
  const features = (await (await here.cml("GET", "/licensing/features")).json()) as { in_use: number }[];
  expect(features.map(({ in_use: inUse }) => inUse)).toContain(7);
});

test("leaves out of the live feed what a client does not survive", async () => {
  await using here = await controlled("--live-for", "virl2-client 2.9", "--live-stats-ms", "50");
  const identity = { key: "", cert: "" };
  await using live = await listenLive({ url: here.url, identity }, { token: here.token });
  const [lab = ""] = (await (await here.cml("GET", "/labs")).json()) as string[];
  await here.cml("PATCH", `/labs/${lab}`, { notes: "n" });
  await here.cml("POST", "/labs", { title: "The end" });
  expect(await live.nextOf("lab_event")).toMatchObject({ event: "created" });
  for (const advanceMs of [50, 50]) {
    await here.control("POST", "/clock", { advanceMs });
    expect(await live.nextOf("system_stats")).toMatchObject({ data: {} });
  }
});

test("has controllers that boot, logins that take time, and ids by the seed", async () => {
  const args = ["controllers", "--http", "--control-port", "0", "--clock", "manual", "--json"];
  await using program = await startProgram(
    [...args, "--boot-ms", "60000", "--login-delay-ms", "300", "--seed", "7", "--count", "2"],
    2,
  );
  const [one, other] = program.lines.map((line) => JSON.parse(line));
  const ready = async () => (await fetch(`${one.url}/api/v0/system_information`)).status;
  expect(await ready()).toBe(502);
  const body = JSON.stringify({ advanceMs: 60_000 });
  await fetch(`${one.controlUrl}/clock`, { method: "POST", body });
  expect(await ready()).toBe(200);
  const fromMs = performance.now();
  const { username, password } = one;
  await fetch(`${one.url}/api/v0/authenticate`, {
    method: "POST",
    body: JSON.stringify({ username, password }),
  });
  expect(performance.now() - fromMs).toBeGreaterThanOrEqual(299);
  const labsOf = async ({ controlUrl }: { readonly controlUrl: string }) =>
    ((await (await fetch(`${controlUrl}/state`)).json()) as { labs: { id: string }[] }).labs[0]?.id;
  await using again = await startProgram([...args, "--seed", "8"], 1);
  expect(await labsOf(other)).toBe(await labsOf(JSON.parse(again.lines[0] ?? "")));
  expect(await labsOf(one)).not.toBe(await labsOf(other));
});
