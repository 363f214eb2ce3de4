import { z } from "zod";
import { seededUuid } from "../../random/seeded.ts";
import { json, noContent } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { loadAt } from "../load.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";

const dayMs = 86_400_000;

const registration = z.strictObject({
  token: z.string().regex(/^[a-zA-Z\d+/%=-]{1,256}$/),
  reregister: z.boolean().default(false),
});

/** Smart Licensing: where it is, and registering with Cisco and not any more. */
export const licensingOperations: OperationTable = {
  "GET /licensing": {
    access: "user",
    handle({ controller }) {
      const { registration: status, authorization, registeredMs } = controller.licence.at(controller.clock());
      const isRegistered = registeredMs !== undefined;
      return json({
        udi: { hostname: controller.hostname, product_uuid: seededUuid(controller.seed, "product") },
        registration: {
          status,
          smart_account: isRegistered ? "Example Organization" : null,
          virtual_account: isRegistered ? "Default" : null,
          register_time: isRegistered
            ? outcome(registeredMs, { failure: "OK", success: "SUCCESS" })
            : nothingYet,
          renew_time: renewal(registeredMs, 180),
          expires: isRegistered ? day(registeredMs + 365 * dayMs) : null,
        },
        authorization: {
          status: authorization,
          renew_time: renewal(registeredMs, 60),
          expires: isRegistered ? day(registeredMs + 90 * dayMs) : null,
        },
        features: features(controller),
        reservation_mode: false,
        transport: {
          ssms: "https://smartreceiver.cisco.com/licservice/license",
          default_ssms: "https://smartreceiver.cisco.com/licservice/license",
          proxy: { server: null, port: null },
        },
        product_license: { active: "CML_Enterprise", is_enterprise: true },
      });
    },
  },
  "POST /licensing/registration": {
    access: "admin",
    handle({ controller, body }) {
      const { token, reregister } = parseBody(registration, body);
      controller.licence.register(token, reregister, controller.clock());
      return noContent;
    },
  },
  "DELETE /licensing/deregistration": {
    access: "admin",
    handle({ controller }) {
      const outcome = controller.licence.deregister(controller.clock());
      return outcome === "complete" ? noContent : { status: 202 };
    },
  },
};

function features(controller: Controller): readonly unknown[] {
  const now = controller.clock();
  const { runningNodes } = loadAt(controller, now);
  const { authorization: status } = controller.licence.at(now);
  const common = { version: "1.0", status, minEndDate: null, maxEndDate: null };
  return [
    {
      ...common,
      id: "regid.2019-10.com.cisco.CML_ENT_BASE,1.0_15d3393c-846c-4e00-a54e-1ea90f2b2160",
      name: "CML - Enterprise License",
      description: "Cisco Modeling Labs - Enterprise License with 20 nodes capacity",
      in_use: 1,
      min: 0,
      max: 1,
    },
    {
      ...common,
      id: "regid.2019-10.com.cisco.CML_NODE_COUNT,1.0_2607650b-6ca8-46d5-81e5-e6688b7383c4",
      name: "CML - Expansion Nodes",
      description: "Cisco Modeling Labs - Expansion Nodes",
      // The base licence covers the first twenty.
      in_use: Math.max(0, runningNodes - 20),
      min: 0,
      max: 300,
    },
  ];
}

interface OutcomeDetails {
  readonly status?: string;
  readonly failure?: string;
  readonly success?: string;
  readonly nextMs?: number;
}

function outcome(
  atMs: number,
  { status, failure, success, nextMs }: OutcomeDetails,
): Record<string, unknown> {
  return {
    succeeded: day(atMs),
    attempted: day(atMs),
    scheduled: nextMs === undefined ? null : day(nextMs),
    status: status ?? null,
    failure: failure ?? null,
    success: success ?? null,
  };
}

const nothingYet = {
  succeeded: null,
  attempted: null,
  scheduled: null,
  status: null,
  failure: null,
  success: null,
};

function renewal(registeredMs: number | undefined, days: number): Record<string, unknown> {
  if (registeredMs === undefined) return nothingYet;
  return outcome(registeredMs, { status: "SUCCEEDED", nextMs: registeredMs + days * dayMs });
}

/** Licensing writes dates with a blank and without a zone, against its own document. */
function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
}
