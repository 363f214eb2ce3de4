import { z } from "zod";
import { count, flag, text } from "../answers/fields.ts";
import { answerReader } from "../answers/read-answer.ts";
import { type Operation, operation } from "../transport/operation.ts";

/** What a controller tells anyone about itself. `null` is unknown. */
export interface CmlSystemInformation {
  /** `2.9.1+build.7` say. */
  readonly version: string | null;
  /** Whether at least one compute host can start nodes. */
  readonly ready: boolean | null;
  readonly allowSshPubkeyAuth: boolean | null;
  /** First half of the MAC addresses it hands out. */
  readonly oui: string | null;
  /** Names of optional features; since 2.10. */
  readonly features: readonly string[] | null;
}

/** `GET /system_information`, open to anyone. */
export const systemInformation: Operation<CmlSystemInformation> = operation(
  "GET /system_information",
  answerReader(
    () =>
      z.object({
        version: text(),
        ready: flag(),
        allow_ssh_pubkey_auth: flag(),
        oui: text(),
        timeout: count(),
        features: z.array(z.string()).nullish(),
      }),
    (wire): CmlSystemInformation => ({
      version: wire.version ?? null,
      ready: wire.ready ?? null,
      allowSshPubkeyAuth: wire.allow_ssh_pubkey_auth ?? null,
      oui: wire.oui ?? null,
      features: wire.features ?? null,
    }),
  ),
);
