import { CmlApiError } from "../answer.ts";
import type { Definitions } from "../definitions/definitions.ts";
import { checkSlot } from "./interfaces.ts";
import type { TopologyFile } from "./topology-file.ts";

/**
 * A file is held to the same rules as requests are: that controllers do so, and the words, are assumptions.
 *
 * @throws CmlApiError 400
 */
export function checkFile({ nodes, links }: TopologyFile, definitions: Definitions): void {
  refuseTwice(nodes, "Node", ({ id }) => id);
  refuseTwice(nodes, "Node label", ({ label }) => label);
  for (const node of nodes) checkNode(node, definitions);
  refuseTwice(links, "Link", ({ id }) => id);
  const ends = links.flatMap(({ n1, i1, n2, i2 }) => [`${n1} ${i1}`, `${n2} ${i2}`]);
  refuseTwice(ends, "End of a link", (end) => end);
  for (const { id, n1, n2 } of links) {
    if (n1 === n2) throw refusal(`Link ${id} leads from node ${n1} to itself.`);
  }
  const loopbacks = new Set(
    nodes.flatMap((node) =>
      node.interfaces.flatMap(({ id, type }) => (type === "loopback" ? [`${node.id} ${id}`] : [])),
    ),
  );
  const wired = ends.find((end) => loopbacks.has(end));
  if (wired !== undefined) throw refusal(`Interface ${wired} is a loopback, and has no outside.`);
}

function checkNode(
  { id, node_definition, interfaces }: TopologyFile["nodes"][number],
  definitions: Definitions,
): void {
  refuseTwice(interfaces, `Interface of node ${id}`, (one) => one.id);
  refuseTwice(
    interfaces.filter(({ slot }) => slot !== undefined),
    `Slot of node ${id}`,
    ({ slot }) => String(slot),
  );
  // How many a definition has that is not known, nobody knows: there is a warning of its nodes.
  if (!definitions.nodes.has(node_definition)) return;
  const { interfaceCount } = definitions.platform(node_definition);
  for (const { slot = 0 } of interfaces) checkSlot(node_definition, interfaceCount, slot);
}

function refuseTwice<T>(things: readonly T[], what: string, nameOf: (thing: T) => string): void {
  const seen = new Set<string>();
  for (const name of things.map(nameOf)) {
    if (seen.has(name)) throw refusal(`${what} ${name} is there twice.`);
    seen.add(name);
  }
}

function refusal(why: string): CmlApiError {
  return new CmlApiError(400, `Bad request: ${why}`);
}
