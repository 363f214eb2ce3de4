import { seededUuid } from "../../random/seeded.ts";
import { json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { loadAt } from "../load.ts";
import type { OperationTable } from "../operation.ts";

const dayMs = 86_400_000;

/** The Smart Licensing state of a controller registered when it was installed. */
export const licensingOperations: OperationTable = {
  "GET /licensing": {
    access: "user",
    handle({ controller }) {
      const { installedMs } = controller;
      return json({
        udi: { hostname: controller.hostname, product_uuid: seededUuid(controller.seed, "product") },
        registration: {
          status: "COMPLETED",
          smart_account: "Example Organization",
          virtual_account: "Default",
          register_time: outcome(installedMs, { failure: "OK", success: "SUCCESS" }),
          renew_time: outcome(installedMs, { status: "SUCCEEDED", nextMs: installedMs + 180 * dayMs }),
          expires: day(installedMs + 365 * dayMs),
        },
        authorization: {
          status: "IN_COMPLIANCE",
          renew_time: outcome(installedMs, { status: "SUCCEEDED", nextMs: installedMs + 60 * dayMs }),
          expires: day(installedMs + 90 * dayMs),
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
};

function features(controller: Controller): readonly unknown[] {
  const { runningNodes } = loadAt(controller, controller.clock());
  const common = { version: "1.0", status: "IN_COMPLIANCE", minEndDate: null, maxEndDate: null };
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

/** Licensing writes dates with a blank and without a zone, against its own document. */
function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
}
