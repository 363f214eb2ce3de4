import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { commandLine, disposed } from "../test/command-line.ts";
import { controller, password } from "../test/controller.ts";
import { idOf } from "../test/ids.ts";
import { openServer } from "../test/open-server.ts";

test("with --json, tells at Ctrl-C what was done before", async () => {
  const ending = new AbortController();
  await using server = await openServer(({ url }, response) => {
    if (url?.includes(idOf(2))) ending.abort();
    else response.writeHead(204).end();
  });
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  const args = ["labs", "rm", idOf(1), idOf(2), idOf(3), "--json"];
  const { code, out } = await commandLine(args, environment, { signal: ending.signal });
  expect(code).toBe(130);
  expect(JSON.parse(out)).toMatchObject([
    { id: idOf(1), done: "removed" },
    { id: idOf(2), code: "aborted" },
  ]);
});

test("tells a lab that was never there from one that it removed", async () => {
  const { cml, environment } = await controller();
  const [lab = ""] = cml.labIds();
  const args = ["labs", "rm", "--force", idOf(1), lab];
  expect(await commandLine(args, environment)).toEqual({
    code: 0,
    out: `${idOf(1)} was not there\n${lab} removed\n`,
    err: "",
  });
});

/** A controller on which no lab is ready before its time. */
async function slow(nodeBootMs: number) {
  const labs = [{ title: "Slow", nodes: ["alpine"] }];
  const cml = disposed(await startCmlSimulator({ password, labs, nodeBootMs }));
  const environment = {
    CML_URL: cml.url,
    CML_USERNAME: cml.username,
    CML_PASSWORD: password,
    CML_FINGERPRINT: cml.fingerprint256,
  };
  return { cml, lab: cml.labIds()[0] ?? "", environment };
}

test("waits no longer than it is told to", async () => {
  const { lab, environment } = await slow(600_000);
  const args = ["labs", "start", lab, "--wait", "--wait-timeout", "0.3"];
  const { code, err } = await commandLine(args, environment);
  expect([code, err]).toEqual([1, expect.stringContaining("within 300 ms")]);
});

test("shows how a lab gets on where a person looks, and nowhere else", async () => {
  const { lab, environment } = await slow(0);
  const args = ["labs", "start", lab, "--wait"];
  expect(await commandLine(args, environment)).toEqual({ code: 0, out: `${lab} started\n`, err: "" });
  const seen = await commandLine(["labs", "stop", lab, "--wait"], environment, { isErrInteractive: true });
  expect(seen.err).toContain(`${lab} stopping`);
});

test("says once that a controller has fallen silent, and that it answers again", async () => {
  const { cml, lab, environment } = await slow(0);
  const reset = { kind: "reset" } as const;
  cml.faults.add({ operation: "PUT /labs/{lab_id}/start", fault: reset, times: 1 });
  const { code, err } = await commandLine(["labs", "start", lab, "--wait"], environment);
  expect(code).toBe(0);
  expect(err).toBe("The controller does not answer; still trying.\nThe controller answers again.\n");
});

test("does not say that it goes on where it does not", async () => {
  const { cml, lab, environment } = await slow(0);
  cml.faults.add({ fault: { kind: "reset" } });
  const { code, err } = await commandLine(["labs", "start", lab, "--wait"], environment);
  expect([code, err]).toEqual([1, expect.not.stringContaining("still trying")]);
});
