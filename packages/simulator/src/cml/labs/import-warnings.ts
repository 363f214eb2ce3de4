import type { ImportLabOptions } from "./import-lab.ts";
import { unknownParts } from "./known-parts.ts";
import { machineSettingsIn } from "./machine-settings.ts";
import type { TopologyFile } from "./topology-file.ts";

type Known = Pick<ImportLabOptions, "definitions" | "computeId">;

/** What an import tells of a file that it takes, in words of our own. */
export function warningsAbout({ nodes }: TopologyFile, known: Known): readonly string[] {
  const kinds = new Set(nodes.map(({ node_definition }) => node_definition));
  const unknown = [...kinds].filter((kind) => !known.definitions.nodes.has(kind));
  return [
    ...unknown.map((kind) => `Node definition \`${kind}\` is not known: its nodes are small machines.`),
    ...nodes.flatMap((node) =>
      problemsOf(node, known).map((problem) => `Node \`${node.label}\`: ${problem}`),
    ),
  ];
}

function problemsOf(
  { node_definition: definition, ...parts }: TopologyFile["nodes"][number],
  { definitions, computeId = "" }: Known,
): readonly string[] {
  const isMachine = definitions.kind(definition).ramMib > 0;
  const dropped = isMachine ? [] : machineSettingsIn(parts);
  return [
    ...unknownParts({ definitions, computeId }, { ...parts, definition }),
    ...dropped.map((setting) => `${definition} is no machine, so that "${setting}" is dropped.`),
  ];
}
