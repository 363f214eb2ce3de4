import type { z } from "zod";
import { CmlApiError } from "../answer.ts";
import type { LabNode } from "../labs/node.ts";
import { labStarting, type NodeStarting, nodeStarting } from "../labs/starting.ts";
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

const plainLab = labStarting.parse({ autostart: {}, node_staging: {} });
const plainNode = { priority: null, pyats: null };

function nodesOf({ controller: { labs }, path: { lab_id } }: Call): readonly LabNode[] {
  return [...labs.values()].flatMap(({ id, nodes }) => (lab_id === undefined || lab_id === id ? nodes : []));
}

/** Nodes and labs keep it themselves, so that it goes with them. */
function keep<Kept>(to: { starting: Kept } | undefined, schema: z.ZodType<Kept>, { body }: Call): void {
  if (to) to.starting = { ...to.starting, ...schema.parse(parsed(body) ?? {}) };
}

function keepOfNode(call: Call, id: unknown): void {
  const node = nodesOf(call).find((one) => one.id === id);
  keep(node, nodeStarting, call);
}

/** 2.9 is asked without what it does not know. */
function checked(schema: z.ZodType, names: readonly string[]): NonNullable<Amendment["request"]> {
  return (body) => {
    if (!schema.safeParse(body).success) throw new CmlApiError(400, "Input validation failed");
    return without(...names)(members(body));
  };
}

const labWith = (call: Call) => (lab: Members) => ({
  ...lab,
  ...plainLab,
  ...call.controller.labs.get(String(lab["id"]))?.starting,
});
const nodeWith = (call: Call) => {
  const known = new Map<unknown, NodeStarting>(nodesOf(call).map(({ id, starting }) => [id, starting]));
  return (node: Members) => ({ ...node, ...plainNode, ...known.get(node["id"]) });
};

const labChange: Amendment = {
  request: checked(labStarting, ["autostart", "node_staging"]),
  answer: (body, call) => {
    keep(call.controller.labs.get(String(members(body)["id"])), labStarting, call);
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
      request: checked(nodeStarting, ["priority", "pyats"]),
      answer: (body, call) => {
        keepOfNode(call, members(body)["id"]);
        return body;
      },
    },
    "PATCH /labs/{lab_id}/nodes/{node_id}": {
      request: checked(nodeStarting, ["priority", "pyats"]),
      answer: (body, call) => {
        keepOfNode(call, body);
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
