import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { openServer } from "../test/open-server.ts";

const url = "https://127.0.0.1:1";
const login = { CML_URL: url, CML_TOKEN: "a.static.token" };
const thisFile = fileURLToPath(import.meta.url);

test.each<[readonly string[], Record<string, string>, string]>([
  [["labs", "ls"], { CML_FINGERPRINT: "zz" }, "Not a SHA-256 fingerprint"],
  [["labs", "ls", "--fingerprint", "zz"], {}, "Not a SHA-256 fingerprint"],
  [["labs", "ls"], { CML_CA: thisFile }, "holds no certificate"],
  [["check", "--ca", thisFile], {}, "holds no certificate"],
  [["labs", "ls", "--timeout", "0.0001"], {}, "--timeout takes seconds, from 0.001 to 86400."],
  [["labs", "ls", "--timeout", "99999"], {}, "--timeout takes seconds, from 0.001 to 86400."],
  [["labs", "ls", "--url", "ftp://x"], {}, "begins with https://, not with ftp://"],
  [["check", "nope://x"], {}, "begins with https://, not with nope://"],
  [["--url"], {}, 'A command is missing with "--url"'],
  [["--url", "x"], {}, 'A command is missing with "--url"'],
  [
    ["nodes", "log", "L", "N", "--line", "-1"],
    {},
    '--line needs a value; one that begins with a dash is written behind "--line=".',
  ],
  [["nodes", "log", "L", "N", "--line", "x"], {}, "--line takes the number of a console, from 0."],
  [["help", "labs", "x"], {}, '"x" is one word too many'],
  [["version", "x"], {}, '"x" is one word too many'],
  [["completion", "bash", "x"], {}, '"x" is one word too many'],
  [["request", "--list", "x"], {}, '"x" is one word too many'],
  [["labs", "start", "L", "--title", "x"], {}, '"cml labs start" takes no --title.'],
  [["labs", "ls", "--force", "--wait"], {}, '"cml labs ls" takes no --force.'],
  [["labs", "--force"], {}, '"cml labs ls" takes no --force.'],
  [["nodes", "ls", "L", "--line", "0"], {}, '"cml nodes ls" takes no --line.'],
  [["images", "ls", "--name", "x"], {}, '"cml images ls" takes no --name.'],
  [
    ["labs", "start", "L", "--wait-timeout", "5"],
    {},
    "--wait-timeout limits a wait: give --wait, or --force with rm",
  ],
  [["labs", "start", "L", "--wait", "--wait-timeout", "0"], {}, "--wait-timeout takes seconds"],
])("ends with 2 where nothing could be tried: cml %j", async (args, environment, says) => {
  const { code, out, err } = await commandLine(args, { ...login, ...environment });
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(says);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("helps whoever gives nothing but flags", async () => {
  expect((await commandLine(["--json", "--help"])).out).toContain("Usage: cml COMMAND");
});

test("says which controller does not answer", async () => {
  const one = await commandLine(["labs", "ls"], login);
  expect([one.code, one.err]).toEqual([
    1,
    `Error: GET /labs: The connection failed (ECONNREFUSED). The controller's URL is ${url}.\n`,
  ]);
  const id = "90f84e38-a71c-4d57-8d90-00fa8a197385";
  const each = await commandLine(["labs", "stop", id], login);
  expect(each.err).toBe(
    `${id}: PUT /labs/{lab_id}/stop: The connection failed (ECONNREFUSED). The controller's URL is ${url}.\n`,
  );
});

test("speaks of the controller's URL where the library speaks of its options", async () => {
  await using server = await openServer((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end("<html>"),
  );
  const { code, err } = await commandLine(["labs", "ls"], { CML_URL: server.url, CML_TOKEN: "a.b.c" });
  expect([code, err]).toEqual([1, expect.stringContaining("check the controller's URL.")]);
});
