import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { controller, password } from "../test/controller.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

interface Checked {
  readonly url: string;
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly outcome: string; readonly note: string }[];
}

/** A file with this in it, gone after the test. */
function fleetFile(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "fleet.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("goes from the outside in, and names what is wrong first", async () => {
  const { cml, environment } = await controller();
  const fine = await commandLine(["check", "--json"], environment);
  expect(fine.code).toBe(0);
  const [{ checks }] = JSON.parse(fine.out);
  expect(checks.slice(0, 3)).toMatchObject([
    { name: "certificate", outcome: "ok", note: expect.stringMatching(/^pinned: .*self-signed/) },
    { name: "system_information", outcome: "ok", note: "CML 2.9.0+build.3, ready" },
    { name: "login", outcome: "ok" },
  ]);
  expect(checks.find(({ name }: { name: string }) => name === "system_stats")).toMatchObject({
    outcome: "ok",
  });

  await cml.renewCertificate();
  const changed = await commandLine(["check", "--json"], environment);
  expect(changed.code).toBe(1);
  expect(
    JSON.parse(changed.out)[0].checks.map(({ name, outcome }: { name: string; outcome: string }) => [
      name,
      outcome,
    ]),
  ).toEqual([
    ["certificate", "failed"],
    ["system_information", "failed"],
  ]);
  expect(JSON.parse(changed.out)[0].checks[0]).toMatchObject({
    note: expect.stringMatching(/^not the pinned one: .*self-signed/),
    code: "certificate_changed",
  });
  const { CML_FINGERPRINT: _, ...unpinned } = environment;
  const untrusted = await commandLine(["check"], unpinned);
  expect(untrusted.out).toMatch(/failed +certificate .*not trusted: /);
});

test("looks at many controllers at once, each with its own login", async () => {
  const [one, other] = [await controller(), await controller()];
  other.cml.setPassword("changed");
  const entries = [one, other].map(({ cml }) => ({
    url: cml.url,
    username: cml.username,
    password,
    fingerprint256: cml.fingerprint256,
  }));
  const file = fleetFile(entries);
  const { code, out } = await commandLine(["check", "--all", file]);
  expect(code).toBe(1);
  expect(out).toContain("1 of 2 controllers are all right");
  const { out: json } = await commandLine(["check", "--all", file, "--json"]);
  expect(JSON.parse(json).map(({ url, ok }: Checked) => [url, ok])).toEqual([
    [one.cml.url, true],
    [other.cml.url, false],
  ]);
});

test("gives each controller of a file what it does not say itself, and its own failure", async () => {
  const { cml, environment } = await controller();
  const { url, fingerprint256: fingerprint } = cml;
  const spelled = new URL(url).host;
  const login = await commandLine(["request", "POST /authenticate", "--body-file", "-"], environment, {
    input: JSON.stringify({ username: "admin", password }),
  });
  const file = fleetFile([
    { url: spelled, fingerprint },
    { url, fingerprint, username: "admin", password: "wrong" },
    { url, fingerprint, token: login.out.trim() },
    { url, fingerprint: "AB:CD" },
    { url: "http://203.0.113.7" },
    { url, ca: "/nowhere.pem" },
    { url, fingerprint, username: "nobody" },
  ]);
  const { CML_FINGERPRINT: _, ...unpinned } = environment;
  const { code, out } = await commandLine(["check", "--all", file, "--json"], unpinned);
  expect(code).toBe(1);
  const checked: Checked[] = JSON.parse(out);
  expect(checked.map(({ ok }) => ok)).toEqual([true, false, true, false, false, false, false]);
  expect(checked[0]?.url).toBe(url);
  expect(checked[1]?.checks.at(-1)).toMatchObject({ name: "login", outcome: "failed" });
  expect(checked[3]?.checks).toMatchObject([{ name: "settings", outcome: "failed" }]);
  expect(checked[5]?.checks[0]?.note).toContain("The file /nowhere.pem cannot be read: no such file");
});

test("takes what cannot be tried for a mistake of the command line, but for a finding in a file", async () => {
  const url = "http://203.0.113.7";
  const onLine = await commandLine(["check", "https://127.0.0.1:1", url]);
  expect([onLine.code, onLine.out]).toEqual([2, ""]);
  const inFile = await commandLine(["check", "--all", fleetFile([{ url }])]);
  expect([inFile.code, inFile.err]).toEqual([1, ""]);
  expect(inFile.out).toContain("failed  settings    The controller's URL is http");
});

test.each(["https://admin:hunter2@x", "admin:hun@ter2@x/", "https://admin:hunter2@"])(
  "shows no password that somebody wrote into an address: %s",
  async (url) => {
    for (const more of [[], ["--json"]]) {
      const { code, out, err } = await commandLine(["check", "--all", fleetFile([{ url }]), ...more]);
      expect(code).toBe(1);
      expect(out).toContain("…@");
      expect(out + err).not.toMatch(/hun|ter2/);
    }
  },
);

test("checks several controllers with one password from standard input", async () => {
  const { cml, environment } = await controller();
  const { CML_PASSWORD: _, ...without } = environment;
  const spelled = `${cml.url}/`;
  const args = ["check", cml.url, spelled, "--password-stdin", "--json"];
  const { code, out } = await commandLine(args, without, { input: `${password}\n` });
  expect([code, JSON.parse(out).map(({ ok }: Checked) => ok)]).toEqual([0, [true, true]]);
});

test.each<[unknown, string]>([
  [{}, "is not a list like"],
  [[], "is not a list like"],
  [[{ url: "https://x", pasword: "secret" }], "0: Unrecognized key"],
])("refuses a file that holds %j", async (content, says) => {
  const { code, out, err } = await commandLine(["check", "--all", fleetFile(content)]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(says);
  expect(err).not.toContain("secret");
});

test("asks the controllers of a file all at once", async () => {
  const asked = Promise.withResolvers<void>();
  let waiting = 0;
  await using server = await openServer(async (_request, response) => {
    waiting += 1;
    if (waiting === 3) asked.resolve();
    // None answers before all are asked.
    await asked.promise;
    json(response, { version: "2.9.0", ready: true });
  });
  const file = fleetFile([1, 2, 3].map((path) => ({ url: `${server.url}/${path}` })));
  const { code, out } = await commandLine(["check", "--all", file, "--json"]);
  expect([code, JSON.parse(out).map(({ ok }: Checked) => ok)]).toEqual([0, [true, true, true]]);
});

test("takes no other web server for a controller", async () => {
  await using server = await openServer((_request, response) => response.writeHead(404).end());
  const { code, out } = await commandLine(["check", server.url], { CML_TOKEN: "a.static.token" });
  expect([code, out]).toEqual([1, expect.stringMatching(/failed +system_information/)]);
});
