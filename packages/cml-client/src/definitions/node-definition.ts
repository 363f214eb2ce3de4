import { z } from "zod";
import { count, flag, text } from "../answers/fields.ts";
import type { Kind } from "../answers/kinds.ts";
import type { CmlAnswer, CmlInput } from "../api/request.ts";

/** A node definition as a file has it, with the names of the format. */
export type CmlNodeDefinitionFile = CmlAnswer<"GET /node_definitions">[number];

/** A node definition that may be written. */
export type CmlNewNodeDefinition = Exclude<CmlInput<"POST /node_definitions">["body"], string>;

/** What can be chosen from: a node definition in short. `null` is unknown. */
export interface CmlNodeDefinition {
  readonly id: string;
  readonly label: string | null;
  readonly description: string | null;
  /** `router`, `switch`, `server`, `host`, `cloud`, `firewall` or `external_connector`; other words pass. */
  readonly nature: string | null;
  readonly icon: string | null;
  readonly group: string | null;
  readonly isVisible: boolean | null;
  readonly isReadOnly: boolean | null;
  /** Whether its nodes have a day-0 configuration. */
  readonly hasConfiguration: boolean | null;
  /** Ids of its image definitions. */
  readonly imageDefinitions: readonly string[] | null;
  /** Names of the interfaces its nodes can have. */
  readonly interfaces: readonly string[] | null;
  readonly serialPorts: number | null;
  /** Memory in MiB, if not said otherwise. */
  readonly ramMib: number | null;
  readonly cpus: number | null;
}

const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape).nullish();

const wireSchema = () =>
  z.object({
    id: z.string(),
    image_definitions: z.array(z.string()).nullish(),
    general: part({ nature: text(), read_only: flag() }),
    ui: part({
      label: text(),
      description: text(),
      icon: text(),
      group: text(),
      visible: flag(),
      has_configuration: flag(),
    }),
    device: part({ interfaces: part({ physical: z.array(z.string()).nullish(), serial_ports: count() }) }),
    sim: part({ ram: count(), cpus: count() }),
  });

type Wire = z.infer<ReturnType<typeof wireSchema>>;

/** One of `GET /simplified_node_definitions`. Most of what it says is for the pages of the controller. */
export const aNodeDefinition: Kind<CmlNodeDefinition> = {
  schema: wireSchema,
  read: (wire) => {
    const { id, image_definitions, general, ui, device, sim } = wire as Wire;
    return {
      id,
      ...shownOf(ui),
      nature: general?.nature ?? null,
      isReadOnly: general?.read_only ?? null,
      imageDefinitions: image_definitions ?? null,
      interfaces: device?.interfaces?.physical ?? null,
      serialPorts: device?.interfaces?.serial_ports ?? null,
      ramMib: sim?.ram ?? null,
      cpus: sim?.cpus ?? null,
    };
  },
};

function shownOf(ui: Wire["ui"]) {
  return {
    label: ui?.label ?? null,
    description: ui?.description ?? null,
    icon: ui?.icon ?? null,
    group: ui?.group ?? null,
    isVisible: ui?.visible ?? null,
    hasConfiguration: ui?.has_configuration ?? null,
  };
}
