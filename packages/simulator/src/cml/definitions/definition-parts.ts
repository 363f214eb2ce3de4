import { z } from "zod";

/** Names of definitions and of files in them: no path, no hidden file. */
const plainName = /^(?![.])[^!@#%^&*();$\n\r\t/\\]+$/;

export const definitionId = z.string().min(1).max(250).regex(plainName);
export const fileName = z.string().min(1).max(255).regex(plainName);
export const shortText = z.string().min(1).max(32);
export const description = z.string().max(4096);
export const ram = z.number().int().min(1).max(1_048_576);
export const cpus = z.number().int().min(1).max(128);
export const cpuLimit = z.number().int().min(20).max(100);
export const gibibytes = z.number().int().min(0).max(4096);
export const userName = z.string().min(1).max(64).nullable().exactOptional();
export const password = z.string().min(1).max(128).nullable().exactOptional();
