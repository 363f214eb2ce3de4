import { z } from "zod";
import { wireStatuses } from "./wire-status.ts";

/** Words and shapes that several events share on the wire. `null` is unknown. */
export const workerId = z.string().min(1);
export const time = z.iso.datetime();
export const text = z.string().nullable();
/** Percent, 0 to 100. */
export const percent = z.number().min(0).max(100).nullable();
export const count = z.number().int().min(0).nullable();
export const seconds = z.number().min(0).nullable();
export const reason = z.object({ code: z.string(), message: z.string() }).nullable();

export const status = z.enum(wireStatuses);
export const serviceStatus = z.enum(["unavailable", "starting", "available", "error"]);
export const licenseStatus = z.enum(["unregistered", "registered", "evaluation", "expired", "invalid"]);
