import { z } from "zod";
import { count, flag, ignored, text, time } from "../answers/fields.ts";

// Of the times of the last tries, some members contradict their names ("failure": "OK").
const tries = ignored;
const success = () =>
  z
    .object({
      succeeded: time(),
      attempted: ignored(),
      scheduled: ignored(),
      status: ignored(),
      failure: ignored(),
      success: ignored(),
    })
    .nullish();

const featureSchema = () =>
  z.object({
    id: text(),
    name: text(),
    description: text(),
    version: text(),
    in_use: count(),
    status: text(),
    min: count(),
    max: count(),
    minEndDate: time(),
    maxEndDate: time(),
  });

const wireSchema = () =>
  z.object({
    udi: z.object({ hostname: text(), product_uuid: text() }).nullish(),
    registration: z
      .object({
        status: text(),
        smart_account: text(),
        virtual_account: text(),
        register_time: success(),
        renew_time: tries(),
        expires: time(),
      })
      .nullish(),
    authorization: z.object({ status: text(), renew_time: tries(), expires: time() }).nullish(),
    features: z.array(featureSchema().nullish()).nullish(),
    reservation_mode: flag(),
    transport: z
      .object({
        ssms: text(),
        default_ssms: text(),
        proxy: z.object({ server: text(), port: count() }).nullish(),
      })
      .nullish(),
    product_license: z.object({ active: text(), is_enterprise: flag() }).nullish(),
  });

/** `GET /licensing` on the wire. */
export type WireLicensing = z.infer<ReturnType<typeof wireSchema>>;
/** One feature in {@link WireLicensing}. */
export type WireFeature = z.infer<ReturnType<typeof featureSchema>>;

/** The schema of {@link WireLicensing}. */
export const licensingSchema = (): z.ZodType<WireLicensing> => wireSchema();
