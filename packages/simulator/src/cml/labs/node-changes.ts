import { isDeepStrictEqual } from "node:util";
import { CmlApiError } from "../answer.ts";
import type { Lab } from "./lab.ts";
import { machineSettings } from "./machine-settings.ts";
import type { LabNode } from "./node.ts";
import type { NodeSettings } from "./node-settings.ts";

/** What can be changed of a node that is not wiped: how it is shown. An assumption, after what other clients send. */
const always: ReadonlySet<string> = new Set<keyof NodeSettings>(["label", "x", "y", "hide_links", "tags"]);

export interface NodeChanges {
  readonly definition: string;
  readonly isMachine: boolean;
  readonly given: { readonly label?: string | undefined } & {
    readonly [Name in (typeof machineSettings)[number]]?: number | null | undefined;
  };
  /** The node that is changed, what is set of it then, and when; a new one has none of these. */
  readonly node?: LabNode;
  readonly after?: NodeSettings;
  readonly atMs?: number;
}

/** @throws CmlApiError 400 when a node cannot be so, or not be changed so as long as it is not wiped */
export function checkChanges(lab: Lab, changes: NodeChanges): void {
  const { definition, isMachine, given, node, after, atMs = 0 } = changes;
  // The document says that labels are unique; in what words others are refused is not recorded.
  if (lab.nodes.some((other) => other !== node && other.settings.label === given.label))
    throw new CmlApiError(400, `Node label already in use: ${given.label}`);
  if (!isMachine && machineSettings.some((name) => given[name]))
    throw new CmlApiError(400, `Nodes of ${definition} have no ram, cpus or cpu_limit of their own.`);
  if (!node || !after || node.stateAt(atMs) === "DEFINED_ON_CORE") return;
  const locked = Object.entries(after).find(
    ([name, value]) =>
      !always.has(name) && !isDeepStrictEqual(value, node.settings[name as keyof NodeSettings]),
  );
  if (locked)
    throw new CmlApiError(400, `Node ${node.id} has to be wiped before its ${locked[0]} can be changed.`);
}
