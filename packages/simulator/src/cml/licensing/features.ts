import { CmlApiError } from "../answer.ts";
import type { LicenceState } from "../licence.ts";
import { isEnterprise, type LicenceSettings } from "./settings.ts";

/** A licensed feature by its wire names. */
export interface Feature {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly in_use: number;
  readonly status: string;
  readonly min: number;
  readonly max: number;
  readonly minEndDate: null;
  readonly maxEndDate: null;
}

/** Nodes that every licence has. */
export const baseNodes = 20;
const mostExpansionNodes = 300;

const ids = {
  base: "regid.2019-10.com.cisco.CML_ENT_BASE,1.0_15d3393c-846c-4e00-a54e-1ea90f2b2160",
  nodes: "regid.2019-10.com.cisco.CML_NODE_COUNT,1.0_2607650b-6ca8-46d5-81e5-e6688b7383c4",
} as const;

/** What is licensed, and how much of it is taken. */
export function featuresOf(settings: LicenceSettings, state: LicenceState): readonly Feature[] {
  const common = { version: "1.0", status: state.authorization, min: 0, minEndDate: null, maxEndDate: null };
  const base: Feature = {
    ...common,
    id: ids.base,
    name: "CML - Enterprise License",
    description: `Cisco Modeling Labs - Enterprise License with ${baseNodes} nodes capacity`,
    in_use: 1,
    max: 1,
  };
  const nodes: Feature = {
    ...common,
    id: ids.nodes,
    name: "CML - Expansion Nodes",
    description: "Cisco Modeling Labs - Expansion Nodes",
    in_use: settings.expansionNodes,
    max: Math.max(mostExpansionNodes, settings.expansionNodes),
  };
  return isEnterprise(settings) ? [base, nodes] : [{ ...base, name: settings.product }];
}

/** Asks for other numbers of features. @throws CmlApiError 400, and nothing is changed. */
export function setFeatures(
  settings: LicenceSettings,
  state: LicenceState,
  counts: readonly { readonly id: string; readonly count: number }[],
): void {
  const known = new Map(featuresOf(settings, state).map((feature) => [feature.id, feature]));
  for (const { id, count } of counts) {
    const feature = known.get(id);
    if (!feature) throw new CmlApiError(400, `There is no licensed feature ${id}.`);
    if (count > feature.max) throw new CmlApiError(400, `At most ${feature.max} of ${id} can be licensed.`);
  }
  settings.expansionNodes = counts.find(({ id }) => id === ids.nodes)?.count ?? settings.expansionNodes;
}

/** How many virtual machines may run. Only enterprise licences can be expanded. */
export function licensedNodes(settings: LicenceSettings): number {
  return baseNodes + (isEnterprise(settings) ? settings.expansionNodes : 0);
}
