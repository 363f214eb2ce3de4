import { z } from "zod";

/** One file of a node's day-0 configuration. */
export interface ConfigurationFile {
  readonly name: string;
  readonly content: string | null;
}

/** What can be set of a node, by its wire names. */
export interface NodeSettings {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly image_definition: string | null;
  /** MiB; `null` leaves it to the node definition, as the following ones do. */
  readonly ram: number | null;
  readonly cpus: number | null;
  readonly cpu_limit: number | null;
  readonly data_volume: number | null;
  readonly boot_disk_size: number | null;
  readonly hide_links: boolean;
  readonly tags: readonly string[];
  readonly pinned_compute_id: string | null;
  /** The main file first. */
  readonly configuration: readonly ConfigurationFile[];
}

const amount = (low: number, high: number) => z.number().int().min(low).max(high).nullable();
const coordinate = z.number().int().min(-15_000).max(15_000);
const file = z.object({ name: z.string().min(1).max(64), content: z.string().nullish() });
const requestFile = z.strictObject({
  name: z.string().min(1).max(64),
  content: z
    .string()
    .max(20 * 2 ** 20)
    .nullish(),
});

/** The members of a body or a file that set something of a node. */
export const nodeSettingsShape = {
  label: z.string().min(1).max(128),
  x: coordinate,
  y: coordinate,
  parameters: z.record(z.string(), z.unknown()),
  image_definition: z.string().nullable(),
  ram: amount(0, 1_048_576),
  cpus: amount(0, 128),
  cpu_limit: amount(0, 100),
  data_volume: amount(0, 4096),
  boot_disk_size: amount(0, 4096),
  hide_links: z.boolean(),
  tags: z.array(z.string().max(64)),
  pinned_compute_id: z.string().nullable(),
  configuration: z.union([z.string(), z.array(file), file]).nullable(),
};

const name = z.string().regex(/^(?![.])[^!@#%^&*();$\n\r\t/\\]{1,250}$/);

/** The members of a body that sets something of a node: stricter than files, which may come from old releases. */
export const nodeRequestShape = {
  ...nodeSettingsShape,
  image_definition: name.nullable(),
  ram: amount(1, 1_048_576),
  cpus: amount(1, 128),
  cpu_limit: amount(20, 100),
  hide_links: z
    .boolean()
    .nullable()
    .transform((hidden) => hidden ?? false),
  configuration: z.union([z.string().max(20 * 2 ** 20), z.array(requestFile), requestFile]).nullable(),
};

/** The body that makes a node. */
const { pinned_compute_id: _ofChangesOnly, ...newNodeShape } = nodeRequestShape;
export const newNodeBody = z
  .strictObject(newNodeShape)
  .partial()
  .required({ label: true, x: true, y: true })
  .extend({ node_definition: name });

/** The body that changes one. */
export const nodeChangesBody = z.strictObject(nodeRequestShape).partial();

type Given = { readonly [Name in keyof typeof nodeSettingsShape]?: unknown };
type GivenConfiguration = z.infer<(typeof nodeSettingsShape)["configuration"]>;

/** What a node has before anything is set. */
export function plainSettings(label: string): NodeSettings {
  return {
    label,
    x: 0,
    y: 0,
    parameters: {},
    image_definition: null,
    ram: null,
    cpus: null,
    cpu_limit: null,
    data_volume: null,
    boot_disk_size: null,
    hide_links: false,
    tags: [],
    pinned_compute_id: null,
    configuration: [],
  };
}

/** The settings with what was given in place of what was there. */
export function withSettings(before: NodeSettings, given: Given, mainFile: string): NodeSettings {
  const { configuration, ...others } = given;
  const known = Object.entries(others).filter(
    ([name, value]) => Object.hasOwn(before, name) && value !== undefined,
  );
  return {
    ...before,
    ...Object.fromEntries(known),
    ...(configuration !== undefined && {
      configuration: configurationFiles(configuration as GivenConfiguration, before.configuration, mainFile),
    }),
  };
}

/** Text replaces the main file, one object the file of its name, a list all of them. */
function configurationFiles(
  given: GivenConfiguration,
  before: readonly ConfigurationFile[],
  mainFile: string,
): readonly ConfigurationFile[] {
  if (given === null) return [];
  if (Array.isArray(given)) return given.map(({ name, content = null }) => ({ name, content }));
  const one = typeof given === "string" ? { name: before[0]?.name ?? mainFile, content: given } : given;
  const replacement = { name: one.name, content: one.content ?? null };
  const isThere = before.some(({ name }) => name === one.name);
  return isThere
    ? before.map((present) => (present.name === one.name ? replacement : present))
    : [...before, replacement];
}
