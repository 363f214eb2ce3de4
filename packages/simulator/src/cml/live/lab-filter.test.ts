import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";
import { listenLive } from "../../test/live-client.ts";

async function listening(version: string) {
  const labs = ["One", "Two"].map((title) => ({ title, nodes: ["alpine"], state: "STARTED" }) as const);
  const here = await visit({ version, labs });
  const live = await listenLive(here.cml, { token: here.token });
  const [one = "", two = ""] = here.cml.labIds();
  const ask = async (filter: unknown) => {
    live.socket.send(JSON.stringify({ lab_filter: filter }));
    live.socket.ping();
    await new Promise((resolve) => live.socket.once("pong", resolve));
  };
  /** The labs that are heard of when something happens to each of them. */
  const heard = async () => {
    for (const id of [one, two]) await here.send("PATCH", `/labs/${id}`, { notes: "n" });
    here.cml.live.say('"mark"');
    const labs: unknown[] = [];
    for (let message = await live.next(); message !== "mark"; message = await live.next())
      if (message.event_type === "lab_event") labs.push(message.lab_id);
    return labs;
  };
  return { ...here, live, one, two, ask, heard };
}

test("from 2.10 on tells of one lab only, when that is asked for, and of all again", async () => {
  await using here = await listening("2.10.0");
  const { one, two, ask, heard } = here;
  expect(await heard()).toEqual([one, two]);
  await ask(two);
  expect(await heard()).toEqual([two]);
  here.clock.advance(5_000);
  expect((await here.live.nextOf("system_stats")).data).toBeDefined();
  expect((await here.live.nextOf("lab_stats")).lab_id).toBe(two);
  for (const all of ["", null]) {
    await ask(one);
    expect(await heard()).toEqual([one]);
    await ask(all);
    expect(await heard()).toEqual([one, two]);
  }
  await ask(7);
  expect(await heard()).toEqual([one, two]);
});

test("before 2.10 tells of every lab, whatever is asked for", async () => {
  await using here = await listening("2.9.0");
  await here.ask(here.two);
  expect(await here.heard()).toEqual([here.one, here.two]);
});
