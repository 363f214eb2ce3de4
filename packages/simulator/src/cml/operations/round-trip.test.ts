import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { visit } from "../../test/cml-requests.ts";
import { createDefinitions } from "../definitions/definitions.ts";
import { platform, platforms } from "../definitions/platforms.ts";

const definitions = createDefinitions();
const text = (maxLength: number) =>
  fc.string({ unit: "binary", maxLength }).map((value) => value.normalize());
const label = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });
const mac = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":"));
const tag = fc.constantFrom("core", "edge", "a b", "#1", "true", "0x10");
const whole = (min: number, max: number) => fc.integer({ min, max });
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const anyNode = fc.record({
  node_definition: fc.constantFrom(...Object.keys(platforms), "hal9000"),
  label,
  x: whole(-15_000, 15_000),
  y: whole(-15_000, 15_000),
  tags: fc.uniqueArray(tag, { maxLength: 3 }),
  hide_links: fc.boolean(),
  ram: perhaps(whole(1, 1_048_576)),
  parameters: fc.dictionary(label, label, { maxKeys: 2 }),
  configuration: fc.uniqueArray(fc.record({ name: label, content: perhaps(text(60)) }), {
    selector: ({ name }) => name,
    maxLength: 3,
  }),
  slots: whole(1, 4),
  loopback: fc.boolean(),
  macs: fc.array(perhaps(mac), { minLength: 4, maxLength: 4 }),
});
const node = anyNode.map(({ slots, ...others }) => ({
  ...others,
  slots: Math.min(slots, platform(others.node_definition).interfaceCount),
}));

const conditioning = fc.record(
  { latency: whole(0, 10_000), loss: fc.double({ min: 0, max: 100, noNaN: true }), enabled: fc.boolean() },
  { requiredKeys: [] },
);
// JSON has no -0.
const coordinate = fc.double({ min: -15_000, max: 15_000, noNaN: true }).map((value) => value + 0);
const drawing = fc.oneof(
  fc.record({ type: fc.constant("line"), line_end: perhaps(fc.constantFrom("arrow", "circle")) }),
  fc.record({ type: fc.constant("text"), text_content: text(40), text_size: whole(1, 128) }),
  fc.record({ type: fc.constant("ellipse"), x2: coordinate }),
  fc.record({ type: fc.constant("rectangle"), border_radius: whole(0, 128), z_index: whole(-9, 9) }),
);

const file = fc
  .record({
    lab: fc.record({ title: label, description: text(50), notes: text(50), version: fc.constant("0.3.0") }),
    nodes: fc.array(node, { minLength: 2, maxLength: 5 }),
    wires: fc.array(fc.tuple(whole(0, 4), whole(0, 4), conditioning), { maxLength: 4 }),
    annotations: fc.array(drawing, { maxLength: 3 }),
    smart_annotations: fc.uniqueArray(fc.record({ tag, padding: whole(1, 200), is_on: fc.boolean() }), {
      selector: (one) => one.tag,
      maxLength: 3,
    }),
  })
  .map(({ nodes, wires, ...others }) => ({
    ...others,
    nodes: nodes.map(({ slots, macs, loopback, ...settings }, index) => ({
      id: `n${index}`,
      ...settings,
      // No two are the same, and what is no machine has no memory.
      label: `${index}${settings.label}`,
      ram: definitions.kind(settings.node_definition).ramMib > 0 ? settings.ram : null,
      interfaces: [
        ...(loopback ? [{ id: "lo", label: "Loopback0", type: "loopback" }] : []),
        ...Array.from({ length: slots }, (_, slot) => ({
          id: `i${slot}`,
          label: platform(settings.node_definition).interfaceLabel(slot),
          type: "physical",
          slot,
          ...(macs[slot] && { mac_address: macs[slot] }),
        })),
      ],
    })),
    // A wire takes the slot of its own number, as far as both ends have it.
    links: wires.flatMap(([from, to, condition], slot) => {
      const ends = [nodes[from], nodes[to]];
      if (from === to || ends.some((end) => !end || end.slots <= slot)) return [];
      return [
        {
          id: `l${slot}`,
          n1: `n${from}`,
          i1: `i${slot}`,
          n2: `n${to}`,
          i2: `i${slot}`,
          conditioning: condition,
        },
      ];
    }),
  }));

test("downloads what it imported, and imports what it downloads, without losing anything", async () => {
  await using cml = await visit({ labs: [] });
  const passed = async (body: unknown) => {
    const { status, body: made } = await cml.send("POST", "/import", body);
    expect([status, made]).toMatchObject([200, { id: expect.any(String) }]);
    return (await cml.get(`/labs/${made.id}/download`)).body as string;
  };
  await fc.assert(
    fc.asyncProperty(file, async (given) => {
      const first = await passed(given);
      const { nodes, links, lab, annotations, smart_annotations } = parse(first);
      expect(lab).toEqual(given.lab);
      expect(nodes).toMatchObject(
        given.nodes.map(({ interfaces, ...settings }) => ({
          ...settings,
          interfaces: interfaces.map(({ id: _ofTheFile, ...one }) => one),
        })),
      );
      expect(links).toMatchObject(
        given.links.map(({ conditioning: condition }) => ({ conditioning: condition })),
      );
      expect(annotations).toMatchObject(given.annotations);
      const tags = given.nodes.flatMap((one) => one.tags);
      const dressed = given.smart_annotations.filter((one) => tags.includes(one.tag));
      expect(smart_annotations).toHaveLength(new Set(tags).size);
      expect(smart_annotations.slice(0, dressed.length)).toMatchObject(dressed);
      // Ids in a file count within it, so the second one is the first.
      expect(await passed(first)).toBe(first);
    }),
    { numRuns: 30 },
  );
});

test("tells the state of exactly the elements of the topology, whatever becomes of them", async () => {
  await using cml = await visit({ labs: [] });
  await fc.assert(
    fc.asyncProperty(file, fc.boolean(), whole(0, 9), async (given, isStarted, gone) => {
      const lab = `/labs/${(await cml.send("POST", "/import", given)).body.id}`;
      const ids = (elements: readonly { readonly id: string }[]) => elements.map(({ id }) => id).sort();
      const agree = async () => {
        const topology = (await cml.get(`${lab}/topology`)).body;
        const states = (await cml.get(`${lab}/lab_element_state`)).body;
        const interfaces = topology.nodes.flatMap((one: { interfaces: [] }) => one.interfaces);
        expect(Object.keys(states.nodes).sort()).toEqual(ids(topology.nodes));
        expect(Object.keys(states.links).sort()).toEqual(ids(topology.links));
        expect(Object.keys(states.interfaces).sort()).toEqual(ids(interfaces));
        return { topology, interfaces };
      };
      const { topology, interfaces } = await agree();
      await cml.send("DELETE", `${lab}/nodes/${topology.nodes[gone % topology.nodes.length].id}`);
      await agree();
      // Perhaps it went with its node.
      await cml.send("DELETE", `${lab}/interfaces/${interfaces[gone % interfaces.length].id}`);
      await agree();
      if (isStarted) await cml.send("PUT", `${lab}/start`);
      cml.clock.advance(gone * 10_000);
      await agree();
    }),
    { numRuns: 25 },
  );
});

test("has labs of files from the beginning, which are what they were", async () => {
  await using before = await visit({ labs: [{ title: "Row", nodes: ["iosv", "alpine"] }] });
  const yaml: string = (await before.get(`/labs/${before.cml.labIds()[0]}/download`)).body;
  await using cml = await visit({
    labs: [
      { yaml, state: "STARTED" },
      { yaml, title: "Hers", owner: "ada" },
    ],
  });
  const [first = "", second = ""] = cml.cml.labIds();
  expect((await cml.get(`/labs/${first}`)).body).toMatchObject({ lab_title: "Row", state: "STARTED" });
  expect((await cml.get(`/labs/${second}`)).body).toMatchObject({ lab_title: "Hers", owner_username: "ada" });
  expect((await cml.get(`/labs/${first}/download`)).body).toBe(yaml);
  await expect(visit({ labs: [{ yaml: "lab: [" }] })).rejects.toThrow(/^labs\[0\]\.yaml is no topology /);
});
