import { z } from "zod";
import { anId } from "../accounts/bodies.ts";
import type { Controller } from "../controller.ts";

const amount = (most: number) => z.number().int().min(0).max(most).nullable();

/** What a pool allows, by its wire names; `null` is no limit. */
export const limitsShape = {
  licenses: amount(320),
  /** MiB. */
  ram: amount(33_554_432),
  /** GiB. */
  disk_space: amount(32_768),
  external_connectors: z
    .array(z.string().regex(/^(?:bridge|local|virbr|vlan)\d{1,4}$/))
    .max(128)
    .nullable(),
  cpus: amount(4096),
};

const texts = { label: z.string().min(1).max(128), description: z.string().max(4096).nullable() };

export const poolChanges = z.strictObject({ ...limitsShape, ...texts }).partial();
export const newPool = poolChanges.extend({
  label: texts.label,
  users: z.array(anId).default([]),
  shared: z.boolean().default(true),
  // That nothing said is null is an assumption: the official client takes a pool without a template for one.
  template: anId.nullable().default(null),
});

type Limits = { readonly [Name in keyof typeof limitsShape]: z.infer<(typeof limitsShape)[Name]> };
type Given = z.infer<typeof poolChanges>;

/** What bounds the nodes of some users; a template gives pools their limits. */
export interface ResourcePool {
  readonly id: string;
  readonly template: string | null;
  /** What is set of it; what is not comes from the template. */
  settings: Given & { readonly label: string };
}

const noLimits: Limits = {
  licenses: null,
  ram: null,
  disk_space: null,
  external_connectors: null,
  cpus: null,
};

/** The limits that count, with those of the template where the pool has none of its own. */
export function limitsOf(controller: Controller, { template, settings }: ResourcePool): Limits {
  const parent = template === null ? undefined : controller.system.pools.get(template);
  const inherited = parent ? limitsOf(controller, parent) : noLimits;
  const { licenses, ram, disk_space, external_connectors, cpus } = settings;
  return {
    licenses: licenses ?? inherited.licenses,
    ram: ram ?? inherited.ram,
    disk_space: disk_space ?? inherited.disk_space,
    external_connectors: external_connectors ?? inherited.external_connectors,
    cpus: cpus ?? inherited.cpus,
  };
}

/** A pool by its wire names: exactly these, because clients take them as arguments. */
export function poolView(controller: Controller, pool: ResourcePool): Record<string, unknown> {
  const { id, template, settings } = pool;
  return {
    id,
    template,
    label: settings.label,
    description: settings.description ?? null,
    ...limitsOf(controller, pool),
    users: controller.users.filter(({ resourcePool }) => resourcePool === id).map((user) => user.id),
    user_pools: poolsOf(controller, id).map((other) => other.id),
  };
}

/** The pools made of a template. */
export function poolsOf({ system }: Pick<Controller, "system">, template: string): readonly ResourcePool[] {
  return [...system.pools.values()].filter((pool) => pool.template === template);
}
