import { aList, aNumber, anyObjects, aText, type Kind, maybe, orNone, theText } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import { aCondition, type CmlLinkCondition } from "../links/condition.ts";
import { type CmlLink, linkFields } from "../links/link.ts";
import { type CmlConfigurationFile, configurationFiles } from "../nodes/configuration.ts";
import { type CmlNodeShape, nodeShape } from "../nodes/node-settings.ts";

/** An interface in a topology. `null` is unknown. */
export interface CmlTopologyInterface {
  readonly id: string;
  readonly label: string | null;
  /** `physical` or `loopback`; other words pass. */
  readonly type: string | null;
  /** `null` for loopbacks. */
  readonly slot: number | null;
  readonly macAddress: string | null;
}

/** A node in a topology. `null` is unknown. */
export interface CmlTopologyNode extends CmlNodeShape {
  readonly id: string;
  readonly nodeDefinition: string | null;
  readonly interfaces: readonly CmlTopologyInterface[];
  /** `null` when it was not asked for. */
  readonly configuration: readonly CmlConfigurationFile[] | null;
}

/** A link in a topology. */
export interface CmlTopologyLink extends CmlLink {
  /** `null` when it leaves packets alone. */
  readonly condition: CmlLinkCondition | null;
}

/** What a lab is made of. `null` is unknown. */
export interface CmlTopology {
  readonly title: string | null;
  readonly description: string | null;
  readonly notes: string | null;
  readonly ownerId: string | null;
  /** Of the format, `0.3.0` say. */
  readonly version: string | null;
  readonly nodes: readonly CmlTopologyNode[];
  readonly links: readonly CmlTopologyLink[];
  /** As they came; the `annotations` group reads them. */
  readonly annotations: readonly Readonly<Record<string, unknown>>[];
  /** As they came; the `smartAnnotations` group reads them. */
  readonly smartAnnotations: readonly Readonly<Record<string, unknown>>[];
}

type Parts = Pick<CmlTopology, "nodes" | "links" | "annotations" | "smartAnnotations">;
type Head = Omit<CmlTopology, keyof Parts>;

const anInterface = aRecord<CmlTopologyInterface>(
  {
    id: ["id", theText],
    label: ["label", aText],
    type: ["type", aText],
    slot: ["slot", aNumber],
    macAddress: ["mac_address", aText],
  },
  ["node", "lab_id", "state", "is_connected", "operational"],
);

const aNode = aRecord<CmlTopologyNode>(
  {
    id: ["id", theText],
    nodeDefinition: ["node_definition", aText],
    ...nodeShape,
    interfaces: ["interfaces", orNone(aList(anInterface))],
    configuration: ["configuration", configurationFiles],
  },
  ["lab_id", "state", "boot_progress", "priority", "pyats", "pinned_compute_id"],
);

const aHead = aRecord<Head>({
  title: ["title", aText],
  description: ["description", aText],
  notes: ["notes", aText],
  ownerId: ["owner", aText],
  version: ["version", aText],
});

const wire: Kind<Parts & { readonly lab: Head | null }> = aRecord<Parts & { readonly lab: Head | null }>({
  lab: ["lab", maybe(aHead)],
  nodes: ["nodes", orNone(aList(aNode))],
  links: [
    "links",
    orNone(
      aList(aRecord<CmlTopologyLink>({ ...linkFields, condition: ["conditioning", maybe(aCondition)] })),
    ),
  ],
  annotations: ["annotations", orNone(anyObjects)],
  smartAnnotations: ["smart_annotations", orNone(anyObjects)],
});

const NO_HEAD: Head = { title: null, description: null, notes: null, ownerId: null, version: null };

/** What `GET /labs/{lab_id}/topology` answers. */
export const aTopology: Kind<CmlTopology> = {
  schema: wire.schema,
  read: (value) => {
    const { lab, ...parts } = wire.read(value);
    return { ...(lab ?? NO_HEAD), ...parts };
  },
};
