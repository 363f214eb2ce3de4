import { expect } from "vitest";
import type { CmlCreated, CmlInterface } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { type MigratingWorld, type Proof, proveTable } from "../test/migrating.ts";

const label = "r1";

const started = ({ client, labId }: MigratingWorld) => client.labs.ensureStarted(labId, { pollMs: 5 });

const createsANode =
  (interfaces: number): Proof =>
  async (run, { client, labId }) => {
    const { id } = await run<CmlCreated>({ label });
    expect(await client.nodes.get(labId, id)).toMatchObject({ label, nodeDefinition: "iosv", x: 10, y: 20 });
    const all = await client.nodes.interfaces(labId, id);
    expect(all.filter(({ type }) => type === "physical")).toHaveLength(interfaces);
  };

/** A new interface, next to those that are there. */
async function added({ client, labId }: MigratingWorld, nodeId: string): Promise<string> {
  const [one] = await client.interfaces.create(labId, { nodeId });
  return one?.id ?? "";
}

proveTable("Nodes and links", {
  "`lab.nodes()`": async (run, { nodeId, otherNodeId }) => {
    expect(await run()).toMatchObject([{}, { id: nodeId }, { id: otherNodeId }]);
  },
  "`lab.get_node_by_label(label)`": async (run, { client, labId, nodeId }) => {
    const { label } = await client.nodes.get(labId, nodeId);
    expect(await run({ label })).toBe(nodeId);
    expect(await run({ label: "nobody" })).toBeNull();
  },
  "`lab.find_nodes_by_tag(tag)`": async (run, { client, labId, nodeId }) => {
    await client.nodes.update(labId, nodeId, { tags: ["core"] });
    expect(await run({ tag: "core" })).toEqual([nodeId]);
  },
  '`lab.create_node(label, "iosv", 10, 20)`': createsANode(0),
  "`lab.create_node(…, populate_interfaces=True)`": createsANode(4),
  "`node.create_interface()`": async (run, { client, labId, nodeId }) => {
    const before = await client.nodes.interfaces(labId, nodeId);
    const [one] = await run<CmlInterface[]>();
    expect(before.map(({ id }) => id)).not.toContain(one?.id);
    expect(one).toMatchObject({ nodeId, isConnected: false });
  },
  "`lab.create_link(i1, i2)`": async (run, world) => {
    const interfaceAId = await added(world, world.nodeId);
    const interfaceBId = await added(world, world.otherNodeId);
    const { id } = await run<CmlCreated>({ interfaceAId, interfaceBId });
    expect(await world.client.links.get(world.labId, id)).toMatchObject({ interfaceAId, interfaceBId });
  },
  "`lab.connect_two_nodes(node1, node2)`": async (run, world) => {
    const free = await added(world, world.otherNodeId);
    const { id } = await run<CmlCreated>();
    expect(await world.client.links.get(world.labId, id)).toMatchObject({
      nodeAId: world.nodeId,
      nodeBId: world.otherNodeId,
      interfaceBId: free,
    });
  },
  "`node.state`": async (run, world) => {
    await started(world);
    expect(await run()).toBe("BOOTED");
    expect(await run({}, 1)).toMatchObject({ nodes: { [world.nodeId]: "BOOTED" } });
  },
  "`node.cpu_usage`": async (run, world) => {
    await started(world);
    expect(await run()).toEqual(expect.any(Number));
  },
  "`node.compute_id`, `node.operational`": async (run, world) => {
    await started(world);
    const [host] = await world.client.system.computeHosts.list();
    expect(await run()).toBe(host?.id);
  },
  "`node.configuration`": async (run, { client, labId, nodeId }) => {
    await client.nodes.update(labId, nodeId, { configuration: "hostname r1" });
    expect(await run()).toMatchObject([{ content: "hostname r1" }]);
  },
  "`node.configuration = text`": async (run, { client, labId, nodeId }) => {
    await run({ text: "hostname r1" });
    const { configuration } = await client.nodes.get(labId, nodeId, { configurations: true });
    expect(configuration).toMatchObject([{ content: "hostname r1" }]);
  },
  "`node.extract_configuration()`": async (run, world) => {
    await started(world);
    await run();
    expect(world.cml.requests.count("PUT /labs/{lab_id}/nodes/{node_id}/extract_configuration")).toBe(1);
  },
  "`node.console_key()`, `node.console_logs(0)`": async (run, world) => {
    await started(world);
    expect(await run()).toMatch(/^[\da-f-]{36}$/);
    expect(await run({}, 1)).toEqual(expect.any(String));
  },
  "`node.start()`, `node.stop()`, `node.wipe()`": async (run, { client, labId, nodeId }) => {
    const wait = { pollMs: 5 };
    const ends = ["BOOTED", "STOPPED", "DEFINED_ON_CORE"];
    for (const [index, end] of ends.entries()) {
      await run({}, index);
      await client.labs.waitUntilConverged(labId, wait);
      expect((await client.nodes.state(labId, nodeId)).state).toBe(end);
    }
  },
  "`node.remove()`": async (run, { client, labId, nodeId }) => {
    await run();
    expect((await failureOf(client.nodes.get(labId, nodeId))).code).toBe("not_found");
  },
  "`interface.discovered_ipv4`": async (run, world) => {
    await started(world);
    const found = Object.values(await run<object>());
    expect(found).toMatchObject([{ ip4: [expect.stringMatching(/^\d+(\.\d+){3}$/)] }]);
  },
  "`interface.shutdown()`, `interface.bring_up()`": async (run, world) => {
    const { client, labId, nodeId } = world;
    await started(world);
    const [one] = await client.nodes.interfaces(labId, nodeId);
    const interfaceId = one?.id ?? "";
    await run({ interfaceId });
    expect((await client.interfaces.state(labId, interfaceId)).state).toBe("STOPPED");
    await run({ interfaceId }, 1);
    expect((await client.interfaces.state(labId, interfaceId)).state).toBe("STARTED");
  },
  "`link.set_condition(…)`, `link.remove_condition()`": async (run, { client, labId, linkId }) => {
    await run();
    expect(await client.links.condition.get(labId, linkId)).toMatchObject({ latencyMs: 50, lossPercent: 1 });
    await run({}, 1);
    expect(await client.links.condition.get(labId, linkId)).toBeNull();
  },
  "`link.remove()`": async (run, { client, labId, linkId }) => {
    await run();
    expect((await failureOf(client.links.get(labId, linkId))).code).toBe("not_found");
  },
});
