import { type Platform, platform as referencePlatform } from "../definitions/platforms.ts";
import { type HostLosses, withHostLosses } from "./host-losses.ts";
import { type NodeDefinition, nodeDefinition } from "./node-definitions.ts";
import { type NodeSettings, plainSettings } from "./node-settings.ts";
import type { NodeStarting } from "./starting.ts";
import { type NodeTimes, type Timeline, timeline, usualTimes } from "./timeline.ts";
import type { LabInterface } from "./wiring.ts";

/** A node of a lab. Its state at any moment follows from what it was told to do, and when: nothing ticks. */
export interface LabNode extends Timeline, HostLosses {
  readonly id: string;
  readonly definition: string;
  /** What it asks of its host. A node stays what its definition was when it was made. */
  readonly kind: NodeDefinition;
  /** How it presents itself. */
  readonly platform: Platform;
  readonly interfaces: LabInterface[];
  settings: NodeSettings;
  starting: NodeStarting;
}

export interface LabNodeOptions {
  readonly id: string;
  readonly definition: string;
  /** @defaultValue that of the reference platform of this name */
  readonly kind?: NodeDefinition;
  /** @defaultValue that of the reference platform of this name */
  readonly platform?: Platform;
  /** @defaultValue what a node of this definition starts with */
  readonly settings?: NodeSettings;
  /** @defaultValue nothing */
  readonly starting?: NodeStarting;
  /** @defaultValue none */
  readonly interfaces?: readonly LabInterface[];
  /** Overrides the definition's. */
  readonly bootMs?: number;
  readonly times?: Partial<NodeTimes>;
}

export function labNode(options: LabNodeOptions): LabNode {
  const { id, definition, settings = plainSettings(id), interfaces = [], starting = {} } = options;
  const { kind = nodeDefinition(definition), platform = referencePlatform(definition) } = options;
  const { bootMs: usual, ramMib } = kind;
  const times = { ...usualTimes, ...options.times };
  return {
    id,
    definition,
    kind,
    platform,
    interfaces: [...interfaces],
    settings,
    starting,
    ...withHostLosses(timeline({ ...times, bootMs: ramMib === 0 ? usual : (options.bootMs ?? usual) })),
  };
}
