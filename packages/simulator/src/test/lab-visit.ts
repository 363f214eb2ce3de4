import type { CmlSimulatorOptions } from "../cml/options.ts";
import { type Visit, visit } from "./cml-requests.ts";

/** Somebody who is logged in to a controller, and has an empty lab there. */
export interface LabVisit extends Visit {
  readonly labId: string;
  /** `/labs/…` */
  readonly lab: string;
  /** Makes a node with interfaces; the answer is its id. */
  addNode(definition: string, label: string, settings?: object): Promise<string>;
  /** The ids of a node's interfaces, by slot. */
  sockets(node: string): Promise<readonly string[]>;
  /** Links two nodes over these slots; the answer is the id of the link. */
  wire(a: string, b: string, slots?: readonly [number, number]): Promise<string>;
  /** Starts the lab, and waits until it is up. */
  boot(): Promise<void>;
}

export async function labVisit(options: CmlSimulatorOptions = {}): Promise<LabVisit> {
  const visitor = await visit({ labs: [], ...options });
  const { get, send, clock } = visitor;
  const labId: string = (await send("POST", "/labs", { title: "Bench" })).body.id;
  const lab = `/labs/${labId}`;
  const sockets = async (node: string) => (await get(`${lab}/nodes/${node}/interfaces`)).body;
  return {
    ...visitor,
    labId,
    lab,
    async addNode(node_definition, label, settings = {}) {
      const body = { label, node_definition, x: 0, y: 0, ...settings };
      return (await send("POST", `${lab}/nodes?populate_interfaces=true`, body)).body.id;
    },
    sockets,
    async wire(a, b, [from, to] = [0, 0]) {
      const [src_int, dst_int] = [(await sockets(a))[from], (await sockets(b))[to]];
      return (await send("POST", `${lab}/links`, { src_int, dst_int })).body.id;
    },
    async boot() {
      await send("PUT", `${lab}/start`);
      clock.advance(600_000);
    },
    [Symbol.asyncDispose]: () => visitor[Symbol.asyncDispose](),
  };
}
