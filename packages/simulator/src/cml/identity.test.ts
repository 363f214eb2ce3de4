import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { request } from "node:https";
import { networkInterfaces } from "node:os";
import { connect, createServer } from "node:tls";
import { expect, test } from "vitest";
import { startCmlSimulator } from "./cml-simulator.ts";
import { createIdentity } from "./identity.ts";

const own = ["DNS:localhost", "IP Address:127.0.0.1", "IP Address:0:0:0:0:0:0:0:1"];

test.each<[string, readonly string[]]>([
  ["worker.example", ["DNS:worker.example", ...own]],
  ["*.workers.example", ["DNS:*.workers.example", ...own]],
  ["Bücher.example", ["DNS:xn--bcher-kva.example", ...own]],
  ["10.0.0.7", ["IP Address:10.0.0.7", ...own]],
  ["2001:db8::7", ["IP Address:2001:DB8:0:0:0:0:0:7", ...own]],
  ["::ffff:10.0.0.7", ["IP Address:0:0:0:0:0:FFFF:A00:7", ...own]],
  ["fe80::1%eth0", ["IP Address:FE80:0:0:0:0:0:0:1", ...own]],
  ["1:2:3:4:5:6:7:8", ["IP Address:1:2:3:4:5:6:7:8", ...own]],
  ["localhost", own],
  ["My controller", own],
])("makes a certificate for %s that says so", async (commonName, names) => {
  const { cert } = await createIdentity(commonName);
  const { subject, subjectAltName = "" } = new X509Certificate(cert);
  expect(subject).toBe(`CN=${commonName}`);
  expect(subjectAltName.split(", ")).toEqual(names);
});

test("is trusted by who comes by its name", async () => {
  const identity = await createIdentity("worker.example", ["other.example"]);
  const server = createServer({ ...identity }, (socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  for (const servername of ["worker.example", "other.example"]) {
    const socket = connect({ port, host: "127.0.0.1", servername, ca: identity.cert });
    await once(socket, "secureConnect");
    socket.destroy();
  }
  server.close();
});

const hasLoopback6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === "::1");
const hosts = ["127.0.0.1", "localhost", "0.0.0.0", ...(hasLoopback6 ? ["::1", "::"] : [])];

test.each(hosts)("is trusted under the address a controller says it is reached at, on %s", async (host) => {
  await using cml = await startCmlSimulator({ host, labs: [] });
  const ask = async () => {
    const asked = request(`${cml.url}/api/v0/system_information`, { ca: cml.identity.cert, agent: false });
    asked.end();
    const [answer] = await once(asked, "response");
    answer.resume();
    return answer.statusCode;
  };
  expect(await ask()).toBe(200);
  await cml.renewCertificate();
  expect(await ask()).toBe(200);
});
