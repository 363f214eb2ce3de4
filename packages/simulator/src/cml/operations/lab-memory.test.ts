import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";
import { listenLive } from "../../test/live-client.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Bytes in use, once what nobody refers to is gone. */
async function heapUsed(): Promise<number> {
  // What was looked at lately stays until a turn of the loop is over.
  await new Promise(setImmediate);
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const labs = 300;
const bytesPerLab = 30_000;
const text = (index: number) => String(index).padEnd(bytesPerLab, "-");

// Neither is told to those who listen, and would stay with them.
const configured = (index: number) => ({ configuration: text(index) });
const withCredentials = (index: number) => ({ pyats: { username: text(index) } });

test.each([
  ["everybody" as const, "configuration", configured],
  ["virl2-client 2.9" as const, "configuration", configured],
  ["everybody" as const, "credentials for pyATS", withCredentials],
])("keeps nothing of deleted labs while it tells %s what happens, not their %s", async (who, _what, set) => {
  await using cml = await labVisit({ version: "2.10.0", ...(who !== "everybody" && { liveFor: who }) });
  await using _live = await listenLive(cml.cml, { token: cml.token });
  const comeAndGo = async (index: number) => {
    const node = { id: "n0", label: "a", node_definition: "alpine", x: 0, y: 0, ...set(index) };
    const file = { lab: { version: "0.3.1" }, nodes: [node] };
    const { id } = (await cml.send("POST", "/import", file)).body;
    expect((await cml.send("DELETE", `/labs/${id}`)).status).toBe(204);
  };
  // The first ones make what all share.
  for (let index = 0; index < 20; index++) await comeAndGo(index);
  const before = await heapUsed();
  for (let index = 0; index < labs; index++) await comeAndGo(index);
  expect((await heapUsed()) - before).toBeLessThan((labs * bytesPerLab) / 3);
});
