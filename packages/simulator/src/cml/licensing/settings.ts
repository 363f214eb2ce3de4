import { z } from "zod";

export const defaultSsms = "https://smartreceiver.cisco.com/licservice/license";

const ssms = z
  .string()
  .max(256)
  .regex(
    /^https?:\/\/((\d{1,3}\.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(:\d{1,5})?(\/[\w.-]+)+$/,
  );
const server = z
  .string()
  .max(256)
  .regex(/^((\d{1,3}\.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})$/);

/** How the controller reaches Cisco, by its wire names. */
export const transportSchema = z.strictObject({
  proxy: z.strictObject({
    server: server.nullable(),
    port: z.number().int().min(1).max(65_535).nullable(),
  }),
  ssms: ssms.nullable().default(defaultSsms),
});

export type Transport = z.infer<typeof transportSchema>;

export const productSchema = z.string().regex(/^\w{1,20}$/);

const featureId = z.string().regex(/^[a-zA-Z\d._,-]{1,128}$/);

/** How many of each feature are asked for. */
export const featureCountsSchema = z
  .array(z.strictObject({ id: featureId, count: z.number().int().min(0) }))
  .min(1)
  .max(2);

/** What is set of licensing, apart from its registration. */
export interface LicenceSettings {
  transport: Transport;
  /** As in `CML_Enterprise`. */
  product: string;
  /** Nodes that are licensed besides those of the base licence. */
  expansionNodes: number;
}

export function usualSettings(expansionNodes = 0): LicenceSettings {
  return {
    transport: { proxy: { server: null, port: null }, ssms: defaultSsms },
    product: "CML_Enterprise",
    expansionNodes,
  };
}

/** That only the enterprise and the education licence are of this sort is an assumption. */
export function isEnterprise({ product }: LicenceSettings): boolean {
  return /^CML_(Enterprise|Education)/i.test(product);
}
