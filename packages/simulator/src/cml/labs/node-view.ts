import type { Controller } from "../controller.ts";
import { consolesOf, keptScreenKeyOf } from "./consoles.ts";
import type { Lab } from "./lab.ts";
import type { LabNode } from "./node.ts";
import { isMachine, needsOf } from "./node-needs.ts";
import type { ConfigurationFile } from "./node-settings.ts";
import type { NodeState } from "./timeline.ts";

/** What a reader asked for: yes, no, or nothing, which means a third thing. */
export interface NodeReading {
  readonly operational: boolean | undefined;
  readonly excludeConfigurations: boolean | undefined;
  /** Whether what the node leaves to its definition stays `null`. */
  readonly simplified: boolean;
}

/** The reading that a query asks for. */
export function readingOf(query: URLSearchParams): NodeReading {
  return {
    operational: triState(query.get("operational")),
    excludeConfigurations: triState(query.get("exclude_configurations")),
    simplified: query.get("simplified") === "true",
  };
}

function triState(value: string | null): boolean | undefined {
  return value === "true" || value === "false" ? value === "true" : undefined;
}

/** A node by its wire names. */
export function nodeView(
  controller: Controller,
  lab: Lab,
  node: LabNode,
  reading: NodeReading,
): Record<string, unknown> {
  const { configuration, ...settings } = node.settings;
  const state = node.stateAt(controller.clock());
  // Nothing is in operation before the first start, and controllers say null then, against their document.
  const operational = state === "DEFINED_ON_CORE" ? null : operationOf(controller, lab, node);
  return {
    id: node.id,
    lab_id: lab.id,
    node_definition: node.definition,
    ...settings,
    ...(!reading.simplified && isMachine(node) && resolved(node, operational !== null)),
    state,
    boot_progress: bootProgress(state),
    ...configurationPart(configuration, reading.excludeConfigurations),
    ...(reading.operational === undefined && operational && rootCopies(operational)),
    operational: reading.operational === false ? null : operational,
  };
}

/**
 * What stands in place of what a node leaves to its definition. Terraform's provider counts on reading of a node that
 * is not started that it has no memory and no CPUs of its own, but the whole of each CPU.
 */
function resolved(node: LabNode, isStarted: boolean): object {
  const { ramMib, cpus } = needsOf(node);
  return { ...(isStarted && { ram: ramMib, cpus }), cpu_limit: node.settings.cpu_limit || 100 };
}

/** How far a node has booted, in the words of the API. */
export function bootProgress(state: NodeState): "Not running" | "Booting" | "Booted" {
  if (state === "BOOTED") return "Booted";
  return state === "STARTED" ? "Booting" : "Not running";
}

/** Left out when asked to; all files when asked not to; the text of the main one when not asked at all. */
export function configurationPart(
  files: readonly ConfigurationFile[],
  exclude: boolean | undefined,
): Record<string, unknown> {
  if (exclude === true) return {};
  return { configuration: exclude === false ? files : (files[0]?.content ?? null) };
}

interface Operation {
  readonly [name: string]: unknown;
  readonly compute_id: string;
}

function operationOf(controller: Controller, { ownerId }: Lab, node: LabNode): Operation {
  const { settings, definition } = node;
  const { ramMib, cpus } = needsOf(node);
  return {
    boot_disk_size: settings.boot_disk_size,
    cpu_limit: settings.cpu_limit,
    cpus: cpus || null,
    data_volume: settings.data_volume,
    ram: ramMib || null,
    compute_id: controller.computeId,
    image_definition: settings.image_definition ?? controller.definitions.imageOf(definition),
    vnc_key: keptScreenKeyOf(controller, node),
    // The one of whom the lab belongs to: so `resource_pools` of a lab has it as well.
    resource_pool: controller.users.find(({ id }) => id === ownerId)?.resourcePool ?? null,
    iol_app_id: null,
    serial_consoles: consolesOf(controller, node).map(({ key, line }) => ({
      console_key: key,
      label: `serial${line}`,
      device_number: line,
    })),
  };
}

function rootCopies({ compute_id, vnc_key, resource_pool, serial_consoles }: Operation): object {
  return { compute_id, vnc_key, resource_pool, serial_consoles };
}
