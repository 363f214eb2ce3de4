import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { connect } from "node:tls";
import { fileURLToPath } from "node:url";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { Agent, request } from "undici";
import { expect, test } from "vitest";
import { runProgram, startProgram } from "../test/cml-sim.ts";

const samples = fileURLToPath(new URL("../../samples", import.meta.url));

/** What is printed for each controller. */
interface Line {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly fingerprint256: string;
  readonly version: string;
}

/** The certificate that is shown at an address. */
async function certificateAt(url: string) {
  const { hostname: host, port } = new URL(url);
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { raw, fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return {
    fingerprint256,
    pem: `-----BEGIN CERTIFICATE-----\n${raw.toString("base64")}\n-----END CERTIFICATE-----\n`,
  };
}

/** Logs in as a program would that got the line, and asks. */
async function ask({ url, username, password, fingerprint256 }: Line, path: string): Promise<unknown> {
  const { pem, fingerprint256: shown } = await certificateAt(url);
  expect(shown).toBe(fingerprint256);
  const dispatcher = new Agent({ connect: { ca: pem } });
  const login = await request(`${url}/api/v0/authenticate`, {
    method: "POST",
    dispatcher,
    body: JSON.stringify({ username, password }),
  });
  const headers = { authorization: `Bearer ${await login.body.json()}` };
  const { body } = await request(`${url}/api/v0${path}`, { dispatcher, headers });
  const answer = await body.json();
  await dispatcher.close();
  return answer;
}

const linesOf = (lines: readonly string[]): readonly Line[] => lines.map((line) => JSON.parse(line));

test("prints a line for each controller, with all that a program needs", async () => {
  const options = ["--count", "3", "--password", "secret", "--version", "2.8", "--labs", samples, "--json"];
  await using program = await startProgram(["controllers", ...options], 3);
  const lines = linesOf(program.lines);
  expect(new Set(lines.map(({ url }) => url)).size).toBe(3);
  for (const line of lines) {
    expect(line).toMatchObject({ username: "admin", password: "secret", version: "2.8.0" });
    const { lab_tiles: tiles } = (await ask(line, "/populate_lab_tiles")) as {
      lab_tiles: Record<string, { lab_title: string }>;
    };
    expect(Object.values(tiles).map(({ lab_title: title }) => title)).toEqual([
      "Internet access",
      "Two sites",
    ]);
  }
  expect(await program.end("SIGTERM")).toBe(0);
  await expect(certificateAt(lines[0]?.url ?? "")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("keeps the field of the fingerprint over plain HTTP, where there is none", async () => {
  await using program = await startProgram(["controllers", "--http", "--json"], 1);
  expect(JSON.parse(program.lines[0] ?? "")).toMatchObject({
    url: expect.stringMatching(/^http:/),
    fingerprint256: null,
  });
});

test("takes ports in a row, and ends at Ctrl-C", async () => {
  const taken = createServer();
  await once(taken.listen(0, "127.0.0.1"), "listening");
  const { port } = taken.address() as AddressInfo;
  const refused = await runProgram("controllers", "--count", "1", "--port", String(port));
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toContain("EADDRINUSE");
  taken.close();
  await once(taken, "close");
  await using program = await startProgram(["controllers", "--port", String(port)], 2);
  expect(program.lines[0]).toMatch(/^URL +USERNAME +PASSWORD +VERSION/);
  expect(program.lines[1]).toContain(`https://127.0.0.1:${port}`);
  expect(await program.end("SIGINT")).toBe(0);
});

test("prints where an AWS is, which the SDK can use", async () => {
  const options = ["--instances", "4", "--regions", "eu-west-1,us-east-1", "--boot-ms", "0", "--json"];
  await using program = await startProgram(["aws", ...options], 1);
  const { endpoint, regions, accessKeyId, secretAccessKey } = JSON.parse(program.lines[0] ?? "");
  expect(regions).toEqual(["eu-west-1", "us-east-1"]);
  const ec2 = new EC2Client({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId, secretAccessKey },
  });
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  expect(Reservations.flatMap(({ Instances = [] }) => Instances)).toHaveLength(2);
  ec2.destroy();
  expect(await program.end("SIGTERM")).toBe(0);
});

test("shows an AWS to a person", async () => {
  await using program = await startProgram(["aws", "--instances", "2", "--boot-ms", "0"], 12);
  const text = program.lines.join("\n");
  const [, endpoint] = /^Endpoint +(http:\/\/127\.0\.0\.1:\d+)$/m.exec(text) ?? [];
  const [, id] = /^Access key id +(\w+)$/m.exec(text) ?? [];
  const [, secret] = /^Secret access key +(\w+)$/m.exec(text) ?? [];
  expect(program.lines).toContain(
    `export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1`,
  );
  expect(program.lines).toContain(`export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}`);
  expect(text).toMatch(/^i-\w+ +us-east-1 +cml-1 +running +https:\/\/127\.0\.0\.1:\d+$/m);
});

test.each([
  [["controllers", "--count", "0"], "--count takes a whole number from 1 to 1000"],
  [["controllers", "--count", "two"], "--count takes a whole number"],
  [["controllers", "--port", "65535", "--count", "2"], "choose a lower --port"],
  [["controllers", "--version", "3"], "--version takes a whole version of CML 2.7, 2.8"],
  [["controllers", "--cuont", "2"], "--cuont"],
  [["controllers", "surplus"], "surplus"],
  [["controllers", "--username", ""], "--username takes NAME, not nothing"],
  [["controllers", "--password="], "--password takes WORD, not nothing"],
  [["controllers", "--live-for", "curl"], '--live-for takes "virl2-client 2.9", not "curl"'],
  [["controllers", "--clock", "manual"], "--clock manual needs --control-port"],
  [["controllers", "--count", "9", "--port", "9100", "--control-port", "9108"], "further apart"],
  [["controllers", "--count", "2", "--control-port", "65535"], "choose a lower --control-port"],
  [["aws", "--regions", "Paris"], "--regions takes names such as us-east-1"],
  [["aws", "--regions", "us-east-1,us-east-1"], "--regions names us-east-1 twice"],
  [["aws", "--limits", "all"], '--limits takes "published" or "none", not "all"'],
  [["aws", "--type", "big"], "--type takes the name of an instance type"],
  [["aws", "--account", "1"], "--account takes the 12 digits"],
  [["aws", "--other-accounts", "123456789012"], "which is the first account already"],
  [["help", "controller"], "controllers or aws"],
  [["help", "aws", "please"], '"help" takes one command'],
  [["controller"], "controllers or aws"],
])("refuses %j", async (args, reason) => {
  const { code, out, err } = await runProgram(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(reason);
});

test("says what it can do", async () => {
  const help = await runProgram();
  expect(help.code).toBe(0);
  expect(help.out).toContain("cml-sim COMMAND");
  for (const command of ["controllers", "aws"]) {
    const { out } = await runProgram(command, "--help");
    expect(out).toContain(`cml-sim ${command} --`);
    expect(await runProgram("help", command)).toEqual({ code: 0, out, err: "" });
  }
  for (const flag of ["--version", "-v"]) expect((await runProgram(flag)).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
