import { z } from "zod";
import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { Call } from "../operation.ts";
import {
  type Amendment,
  type Difference,
  eachObject,
  forEach,
  type Members,
  members,
  parsed,
  without,
} from "./difference.ts";
import { eachTile, labAnswers } from "./sharing.ts";

// Only the names of these are documented to us; what is in them follows the clients that know 2.10.
export const ofLabs = z
  .object({
    autostart: z.strictObject({
      enabled: z.boolean().default(false),
      priority: z.number().int().min(0).max(10_000).nullable().default(null),
      delay: z.number().int().min(0).max(84_600).nullable().default(null),
    }),
    node_staging: z.strictObject({
      enabled: z.boolean().default(false),
      start_remaining: z.boolean().default(true),
      abort_on_failure: z.boolean().default(false),
    }),
  })
  .partial();
export const ofNodes = z
  .object({
    priority: z.number().int().min(0).max(10_000).nullable(),
    pyats: z.record(z.string(), z.unknown()).nullable(),
  })
  .partial();

const plainLab = ofLabs.parse({ autostart: {}, node_staging: {} });
const plainNode = { priority: null, pyats: null };

/** What was set beyond what 2.9 knows, by the ids of labs and nodes. */
const kept = new WeakMap<Controller, Map<string, Members>>();

function keep({ controller, body }: Call, id: unknown, schema: z.ZodType): void {
  keepFor(controller, id, members(schema.safeParse(parsed(body)).data));
}

export function keepFor(controller: Controller, id: unknown, given: Members): void {
  const settings = kept.get(controller) ?? new Map<string, Members>();
  kept.set(controller, settings);
  settings.set(String(id), { ...settings.get(String(id)), ...given });
}

export function keptOf({ controller }: Call, { id }: Members): Members {
  return kept.get(controller)?.get(String(id)) ?? {};
}

/** 2.9 is asked without what it does not know. */
function checked(schema: z.ZodType, names: readonly string[]): NonNullable<Amendment["request"]> {
  return (body) => {
    if (!schema.safeParse(body).success) throw new CmlApiError(400, "Input validation failed");
    return without(...names)(members(body));
  };
}

const labWith = (call: Call) => (lab: Members) => ({ ...lab, ...plainLab, ...keptOf(call, lab) });
const nodeWith = (call: Call) => (node: Members) => ({ ...node, ...plainNode, ...keptOf(call, node) });

const labChange: Amendment = {
  request: checked(ofLabs, ["autostart", "node_staging"]),
  answer: (body, call) => {
    keep(call, members(body)["id"], ofLabs);
    return labWith(call)(members(body));
  },
};

export const autostart: Difference = {
  about: "labs start by themselves and in stages from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    ...forEach(labAnswers, { answer: (body, call) => eachObject(labWith(call))(body) }),
    "POST /labs": labChange,
    "PATCH /labs/{lab_id}": labChange,
    "GET /populate_lab_tiles": { answer: (body, call) => eachTile(labWith(call))(body) },
  },
};

export const nodeExtras: Difference = {
  about: "nodes have a priority and credentials for pyATS from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    ...forEach(["GET /nodes", "GET /labs/{lab_id}/nodes", "GET /labs/{lab_id}/nodes/{node_id}"], {
      answer: (body, call) => eachObject(nodeWith(call))(body),
    }),
    "POST /labs/{lab_id}/nodes": {
      request: checked(ofNodes, ["priority", "pyats"]),
      answer: (body, call) => {
        keep(call, members(body)["id"], ofNodes);
        return body;
      },
    },
    "PATCH /labs/{lab_id}/nodes/{node_id}": {
      request: checked(ofNodes, ["priority", "pyats"]),
      answer: (body, call) => {
        keep(call, body, ofNodes);
        return body;
      },
    },
    "GET /labs/{lab_id}/topology": {
      answer: (body, call) => ({
        ...members(body),
        nodes: eachObject(nodeWith(call))(members(body)["nodes"]),
      }),
    },
  },
};
