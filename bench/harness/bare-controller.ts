import { Pool } from "undici";
import type { PeerInstance, Peers } from "./peers.ts";

/** The least it takes to read from a controller: a pool, a token, `request`, `JSON.parse`. */
export interface BareController {
  get(path: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function bareController(
  { url, certificate }: PeerInstance,
  { username, password }: Pick<Peers, "username" | "password">,
  connections: number,
): Promise<BareController> {
  const pool = new Pool(url, {
    connections,
    connect: { ca: certificate },
    keepAliveTimeout: 60_000,
    keepAliveMaxTimeout: 60_000,
  });
  const login = await pool.request({
    method: "POST",
    path: "/api/v0/authenticate",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  const headers = { accept: "application/json", authorization: `Bearer ${await login.body.json()}` };
  return {
    async get(path) {
      const { body } = await pool.request({ method: "GET", path, headers });
      return JSON.parse(await body.text());
    },
    close: () => pool.close(),
  };
}
