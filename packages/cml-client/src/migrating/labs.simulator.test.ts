import { expect } from "vitest";
import type { CmlCreated } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { type Proof, proveTable } from "../test/migrating.ts";

const [title, description, notes] = ["New", "d", "n"];

/** What is waited for by its last step. */
const rests =
  (state: string): Proof =>
  async (run, { client, labId }) => {
    await client.labs.ensureStarted(labId, { pollMs: 5 });
    await run();
    expect(await client.labs.state(labId)).toBe(state);
    expect(await client.labs.isConverged(labId)).toBe(true);
  };

proveTable("Labs", {
  "`client.get_lab_list(show_all=True)`": async (run, { labId }) => {
    expect(await run()).toEqual([labId]);
  },
  "`client.all_labs(show_all=True)`": async (run, { labId }) => {
    expect(await run()).toMatchObject([{ id: labId, title: "Lab" }]);
  },
  "`client.join_existing_lab(lab_id)`, `lab.details()`": async (run, { labId }) => {
    expect(await run()).toMatchObject({ id: labId, title: "Lab", nodeCount: 3 });
  },
  "`client.find_labs_by_title(title)`": async (run, { labId }) => {
    expect(await run({ title: "Lab" })).toMatchObject([{ id: labId }]);
  },
  "`client.create_lab(title, description, notes)`": async (run) => {
    const lab = await run({ title, description, notes });
    expect(lab).toMatchObject({ title, description, notes });
  },
  "`lab.title = title`, `lab.notes = notes`": async (run, { client, labId }) => {
    await run({ title, notes });
    expect(await client.labs.get(labId)).toMatchObject({ title, notes });
  },
  "`client.import_lab(topology, title)`": async (run, { client, labId }) => {
    const topology = await client.labs.download(labId);
    const { id } = await run<CmlCreated>({ topology, title });
    expect(await client.labs.get(id)).toMatchObject({ title, nodeCount: 3 });
  },
  "`client.import_lab_from_path(path)`": async (run, { client, labId }) => {
    const readFile = () => client.labs.download(labId);
    const { id } = await run<CmlCreated>({ readFile, path: "lab.yaml" });
    expect(await client.labs.get(id)).toMatchObject({ title: "Lab", nodeCount: 3 });
  },
  "`lab.download()`": async (run) => {
    expect(await run()).toMatch(/^lab:/m);
  },
  "`lab.get_pyats_testbed()`": async (run) => {
    expect(await run()).toMatch(/^testbed:/m);
  },
  "`lab.sync(topology_only=False)`": async (run, { client, labId, nodeId }) => {
    await client.labs.ensureStarted(labId, { pollMs: 5 });
    expect(await run()).toMatchObject({ title: "Lab", nodes: [{}, {}, {}] });
    expect(await run({}, 1)).toMatchObject([{}, { id: nodeId, state: "BOOTED" }, {}]);
    expect(await run({}, 2)).toHaveProperty(["nodes", nodeId]);
    expect(await run({}, 3)).toHaveProperty(nodeId);
  },
  "`lab.state()`": async (run) => {
    expect(await run()).toBe("DEFINED_ON_CORE");
  },
  "`lab.is_active()`": async (run, { client, labId }) => {
    expect(await run()).toBe(false);
    await client.labs.start(labId);
    expect(await run()).toBe(true);
  },
  "`lab.sync_events()`": async (run, { client, labId }) => {
    await client.labs.update(labId, { title });
    expect(await run()).toContainEqual(expect.objectContaining({ labId }));
  },
  "`lab.start(wait=False)`": async (run, { client, labId }) => {
    await run();
    expect(await client.labs.state(labId)).toBe("STARTED");
    expect(await client.labs.isConverged(labId)).toBe(false);
  },
  "`lab.start(wait=True)`": rests("STARTED"),
  "`lab.stop(wait=False)`": async (run, { client, labId }) => {
    await client.labs.ensureStarted(labId, { pollMs: 5 });
    await run();
    await client.labs.waitUntilConverged(labId, { target: "stopped", pollMs: 5 });
  },
  "`lab.stop(wait=True)`": rests("STOPPED"),
  "`lab.wipe(wait=False)`": async (run, { client, labId }) => {
    await client.labs.ensureStarted(labId, { pollMs: 5 });
    expect((await failureOf(run())).code).toBe("rejected");
    await client.labs.ensureStopped(labId, { pollMs: 5 });
    await run();
    await client.labs.waitUntilConverged(labId, { target: "wiped", pollMs: 5 });
  },
  "`lab.wipe(wait=True)`": rests("DEFINED_ON_CORE"),
  "`lab.has_converged()`": async (run, { client, labId }) => {
    expect(await run()).toBe(true);
    await client.labs.start(labId);
    expect(await run()).toBe(false);
  },
  "`lab.wait_until_lab_converged()`": async (run, { client, labId }) => {
    await client.labs.start(labId);
    expect(await run()).toMatchObject({ converged: true });
  },
  "`lab.remove()`, `client.remove_lab(lab_id)`": async (run, { cml, client, labId }) => {
    await client.labs.start(labId);
    expect((await failureOf(run())).code).toBe("rejected");
    await client.labs.ensureWiped(labId, { pollMs: 5 });
    await run();
    expect(cml.labIds()).toEqual([]);
  },
  "`lab.stop()`, `lab.wipe()` and `lab.remove()`": async (run, { cml, client, labId }) => {
    await client.labs.start(labId);
    await run();
    expect(cml.labIds()).toEqual([]);
  },
});
