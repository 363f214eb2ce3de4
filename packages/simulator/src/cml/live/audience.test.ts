import { expect, test } from "vitest";
import { client } from "../../test/cml-requests.ts";
import { labVisit } from "../../test/lab-visit.ts";
import { listenLive } from "../../test/live-client.ts";

/** An administrator with a lab, and Ada, who listens and may see nothing of it. */
async function overheard() {
  const here = await labVisit({ users: [{ username: "ada", password: "engine" }], nodeBootMs: 1_000 });
  const http = client(here.cml);
  const { body } = await http.send("POST", "/auth_extended", undefined, {
    username: "ada",
    password: "engine",
  });
  const live = await listenLive(here.cml, { token: body.token });
  const share = (...permissions: string[]) =>
    here.send("PATCH", `${here.lab}/associations`, {
      users: permissions.length > 0 ? [{ id: body.id, permissions }] : [],
      groups: [],
    });
  const mark = async () => {
    here.cml.live.say('"mark"');
    const heard = [];
    for (let message = await live.next(); message !== "mark"; message = await live.next())
      heard.push(message);
    return heard;
  };
  return { ...here, http, live, ada: body, share, mark };
}

test("says nothing of a lab to who may not see it", async () => {
  await using here = await overheard();
  const { send, lab, mark } = here;
  const node = await here.addNode("alpine", "a", { configuration: "enable secret" });
  await send("PATCH", `${lab}/nodes/${node}`, { configuration: "another secret" });
  await send("PATCH", lab, { notes: "private" });
  await here.boot();
  here.clock.advance(10_000);
  expect((await here.live.next()).event_type).toBe("system_stats");
  await send("PUT", `${lab}/stop`);
  here.clock.advance(60_000);
  await send("PUT", `${lab}/wipe`);
  here.clock.advance(60_000);
  expect((await send("DELETE", lab)).status).toBe(204);
  const heard = await mark();
  expect(heard.filter(({ event_type }) => event_type !== "system_stats")).toEqual([]);
});

test("says of a lab what happens while it is shared, and that it is gone", async () => {
  await using here = await overheard();
  const { send, lab, labId, share, mark } = here;
  await share("lab_view");
  await mark();
  await send("PATCH", lab, { notes: "for Ada" });
  expect(await mark()).toMatchObject([{ event: "modified", lab_id: labId, data: { notes: "for Ada" } }]);
  await share();
  await send("PATCH", lab, { notes: "private" });
  expect(await mark()).toEqual([]);
  await share("lab_view");
  await mark();
  await send("DELETE", lab);
  expect(await mark()).toMatchObject([{ event_type: "lab_event", event: "deleted", lab_id: labId }]);
});

test("says the load of those labs only that may be seen", async () => {
  await using here = await overheard();
  await here.addNode("alpine", "a");
  await here.boot();
  await using ofAll = await listenLive(here.cml, { token: here.token });
  here.clock.advance(5_000);
  expect((await ofAll.nextOf("lab_stats")).lab_id).toBe(here.labId);
  expect((await here.mark()).map(({ event_type }) => event_type)).not.toContain("lab_stats");
});

test("keeps everybody but administrators out in maintenance", async () => {
  await using here = await overheard();
  await using admins = await listenLive(here.cml, { token: here.token });
  await here.share("lab_view");
  await here.send("PATCH", "/system/maintenance_mode", { maintenance_mode: true });
  expect(await here.live.closed).toEqual([3_000, "Unauthorized"]);
  await using again = await listenLive(here.cml, { token: here.ada.token });
  expect(await again.closed).toEqual([3_000, "Unauthorized"]);
  await here.send("PATCH", here.lab, { notes: "n" });
  expect(await admins.nextOf("lab_event")).toMatchObject({ event: "modified" });
});
