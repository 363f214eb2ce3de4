import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createIdentity, startCmlSimulator } from "@cml-fleet/simulator";
import { Pool } from "undici";
import { readPaths } from "./read-paths.ts";

// Simulated controllers, and beside each of them the least that can stand for it: a server that sends the same bytes.
const count = Number(process.argv[2]);
const identity = await createIdentity("bench");
const pairs = await Promise.all(
  Array.from({ length: count }, async (_, seed) => {
    const cml = await startCmlSimulator({ identity, seed });
    const pool = new Pool(cml.url, { connect: { ca: identity.cert } });
    const { username, password } = cml;
    const login = await pool.request({
      method: "POST",
      path: "/api/v0/authenticate",
      body: JSON.stringify({ username, password }),
    });
    const token = String(await login.body.json());
    const [lab = ""] = cml.labIds();
    const paths = readPaths(lab);
    const headers = { authorization: `Bearer ${token}` };
    const answers = new Map<string, string>();
    for (const path of paths) {
      const { body } = await pool.request({ method: "GET", path, headers });
      answers.set(path, await body.text());
    }
    await pool.close();
    const bare = createServer(identity, ({ url = "" }, response) => {
      const text = answers.get(url) ?? "";
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
      });
      response.end(text);
    });
    bare.listen(0, "127.0.0.1");
    await once(bare, "listening");
    const bareUrl = `https://127.0.0.1:${(bare.address() as AddressInfo).port}`;
    return { cml, bare, seen: { url: cml.url, bareUrl, token, paths } };
  }),
);
process.stdout.write(
  `${JSON.stringify({ certificate: identity.cert, controllers: pairs.map(({ seen }) => seen) })}\n`,
);
process.stdin.resume();
await once(process.stdin, "end");
await Promise.all(
  pairs.map(async ({ cml, bare }) => {
    bare.closeAllConnections();
    bare.close();
    await cml.close();
  }),
);
