import type { CmlOperations } from "./types.ts";

/** Operations that list ids, or what has them: `data` says which. */
type Lists =
  | "GET /labs/{lab_id}/nodes"
  | "GET /labs/{lab_id}/nodes/{node_id}/interfaces"
  | "GET /labs/{lab_id}/links"
  | "GET /resource_pools";

/** Operations that answer the text of a file, or what is in it: `json` says which. */
type Files = "GET /node_definitions/{def_id}" | "GET /image_definitions/{def_id}";

// The parameter has to be spelt out for TypeScript to infer the choice from what is passed.
/** What an operation takes, with its choice as it is known to be. */
export type Choosing<Name extends keyof CmlOperations, Choice extends boolean> = Name extends Lists
  ? CmlOperations[Name]["input"] & { query?: { data?: Choice } }
  : Name extends Files
    ? CmlOperations[Name]["input"] & { query?: { json?: Choice } }
    : CmlOperations[Name]["input"];

/** What an operation answers to that choice. */
export type Chosen<Name extends keyof CmlOperations, Choice extends boolean> = Name extends Lists | Files
  ? Choice extends true
    ? Exclude<CmlOperations[Name]["answer"], string | string[]>
    : Extract<CmlOperations[Name]["answer"], string | string[]>
  : CmlOperations[Name]["answer"];
