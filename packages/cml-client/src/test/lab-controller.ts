import type { ServerResponse } from "node:http";
import { type EventServer, eventServer } from "./event-server.ts";
import { idOf } from "./ids.ts";
import { json, type Received } from "./loopback.ts";

/** A controller with one lab, whose orders take so many looks to be carried out, and which a test may disturb. */
export interface LabController extends AsyncDisposable {
  readonly server: EventServer;
  readonly url: string;
  readonly labId: string;
  /** State by node id. */
  readonly nodes: Map<string, string>;
  /** What was asked, without the paths' beginning: `PUT stop`, `GET check_if_converged`, `DELETE`. */
  readonly asked: string[];
  /** Orders and the deletion among it. */
  orders(): string[];
  /** Called before each answer; `true` means that it was given. */
  onAsked: (what: string, response: ServerResponse) => boolean | undefined;
  /** Whether there is the lab. */
  exists: boolean;
}

/** How one is made. */
export interface LabControllerOptions {
  /** One node each. @defaultValue two that never ran */
  readonly states?: readonly string[];
  /** Looks at the convergence before an order is carried out. @defaultValue 2 */
  readonly looks?: number;
  /** Looks at the convergence that find the lab at rest where it was, before an order is taken up. @defaultValue 0 */
  readonly takenUpAfter?: number;
}

/** Id of the node at this position. */
export const nodeId = (position: number): string => idOf(100 + position);

const REACHED = { "PUT start": "BOOTED", "PUT stop": "STOPPED", "PUT wipe": "DEFINED_ON_CORE" } as const;
const isUp = (state: string) => state !== "STOPPED" && state !== "DEFINED_ON_CORE";

/** Starts one. */
export async function labController(options: LabControllerOptions = {}): Promise<LabController> {
  const { states = ["DEFINED_ON_CORE", "DEFINED_ON_CORE"], looks = 2, takenUpAfter = 0 } = options;
  const labId = idOf(1);
  const nodes = new Map(states.map((state, position) => [nodeId(position), state]));
  const asked: string[] = [];
  let order: { readonly reached: string; late: number; looks: number } | undefined;

  const refused = (what: string): string | undefined => {
    const all = [...nodes.values()];
    if (what === "PUT wipe" && all.some(isUp)) return "Cannot wipe a running lab.";
    if (what === "DELETE" && all.some((state) => state !== "DEFINED_ON_CORE")) return "Cannot delete lab.";
    return undefined;
  };
  const hasConverged = () => {
    if (order && --order.late >= 0) return true;
    if (order && --order.looks < 0) {
      for (const id of nodes.keys()) nodes.set(id, order.reached);
      order = undefined;
    }
    return (
      order === undefined && [...nodes.values()].every((state) => state !== "QUEUED" && state !== "STARTED")
    );
  };
  const state = () => {
    const all = [...nodes.values()];
    if (all.some(isUp)) return "STARTED";
    return all.includes("STOPPED") ? "STOPPED" : "DEFINED_ON_CORE";
  };
  const answers: Readonly<Record<string, () => unknown>> = {
    "GET check_if_converged": hasConverged,
    "GET state": state,
    "GET lab_element_state": () => ({ nodes: Object.fromEntries(nodes), links: {}, interfaces: {} }),
    "GET nodes": () => Array.from(nodes.keys(), (id, position) => ({ id, label: `R${position + 1}` })),
  };
  const act = (what: string) => {
    if (what === "DELETE") {
      controller.exists = false;
      return;
    }
    const reached = REACHED[what as keyof typeof REACHED];
    // Told again what it is doing already, it goes on.
    if (order?.reached !== reached) order = { reached, late: takenUpAfter, looks };
  };
  const carryOut = (what: string, response: ServerResponse) => {
    const description = refused(what);
    if (description !== undefined) return json(response, { code: 400, description }, 400);
    act(what);
    response.writeHead(204).end();
  };
  const answer = ({ method, url }: Received, response: ServerResponse) => {
    const path = url.replace(/\?.*/, "");
    if (path === "/api/v0/labs") return json(response, controller.exists ? [labId] : []);
    const what = `${method} ${path.replace(`/api/v0/labs/${labId}`, "").replace("/", "")}`.trim();
    asked.push(what);
    if (controller.onAsked(what, response)) return;
    if (!controller.exists) return json(response, { code: 404, description: `Lab not found: ${labId}` }, 404);
    const value = answers[what];
    if (value) return json(response, value());
    carryOut(what, response);
  };
  const server = await eventServer({ answer });
  const controller: LabController = {
    server,
    url: server.url,
    labId,
    nodes,
    asked,
    orders: () => asked.filter((what) => !what.startsWith("GET")),
    onAsked: () => false,
    exists: true,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return controller;
}
