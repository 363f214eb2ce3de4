import { aNumber, aText, byKey } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** What a key leads to. `null` is unknown. */
export interface CmlKeyTarget {
  readonly labId: string | null;
  readonly nodeId: string | null;
  readonly computeId: string | null;
  /** Of the node. */
  readonly label: string | null;
}

/** What the key of a console leads to. */
export interface CmlConsoleKeyTarget extends CmlKeyTarget {
  /** `KVM`, `DOCKER`, `LXC`, `IOL` or `NONE`; other words pass. */
  readonly driver: string | null;
  readonly line: number | null;
}

/** What the key of a screen leads to. */
export interface CmlVncKeyTarget extends CmlKeyTarget {
  readonly computeAddress: string | null;
}

/** Whose keys to read. */
export interface CmlKeyOptions extends CmlCallOptions {
  /** Those of everybody's nodes, as far as the user may see them; else only the user's own. @defaultValue false */
  readonly all?: boolean;
}

/** Keys of all running nodes at once; for one node, see the `nodes` group. */
export interface CmlKeys {
  /** By key. */
  console(options?: CmlKeyOptions): Promise<Readonly<Record<string, CmlConsoleKeyTarget>>>;
  /** By key. */
  vnc(options?: CmlKeyOptions): Promise<Readonly<Record<string, CmlVncKeyTarget>>>;
}

const target: Fields<CmlKeyTarget> = {
  labId: ["lab_id", aText],
  nodeId: ["node_id", aText],
  computeId: ["compute_id", aText],
  label: ["label", aText],
};
const consoleKeys = answering(
  "GET /keys/console",
  byKey(aRecord<CmlConsoleKeyTarget>({ ...target, driver: ["driver", aText], line: ["line", aNumber] })),
);
const vncKeys = answering(
  "GET /keys/vnc",
  byKey(aRecord<CmlVncKeyTarget>({ ...target, computeAddress: ["compute_address", aText] })),
);

/** The `keys` group of a client. */
export function createKeys(call: Call): CmlKeys {
  return {
    console: ({ all = false, ...options } = {}) =>
      call(consoleKeys, { ...options, query: { show_all: all } }),
    vnc: ({ all = false, ...options } = {}) => call(vncKeys, { ...options, query: { show_all: all } }),
  };
}
