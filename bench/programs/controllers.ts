import { startCmlSimulator } from "@cml-fleet/simulator";
import { Pool } from "undici";
import { readPaths } from "../harness/read-paths.ts";

const CONTROLLERS = 500;

// Each with a certificate of its own, logged in to, and read once: as large as they get.
const controllers = await Promise.all(
  Array.from({ length: CONTROLLERS }, async (_, seed) => {
    const cml = await startCmlSimulator({ seed });
    const pool = new Pool(cml.url, { connect: { ca: cml.identity.cert } });
    const login = await pool.request({
      method: "POST",
      path: "/api/v0/authenticate",
      body: JSON.stringify({ username: cml.username, password: cml.password }),
    });
    const authorization = `Bearer ${await login.body.json()}`;
    for (const path of readPaths(cml.labIds()[0] ?? "")) {
      const { body } = await pool.request({ method: "GET", path, headers: { authorization } });
      await body.dump({ limit: 2 ** 24 });
    }
    return { cml, pool };
  }),
);
process.stdout.write(String(process.memoryUsage.rss()));
await Promise.all(
  controllers.map(async ({ cml, pool }) => {
    await pool.close();
    await cml.close();
  }),
);
