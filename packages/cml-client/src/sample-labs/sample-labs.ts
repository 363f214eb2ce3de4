import { asItCame, aText, readerOf, theText, turned, wholeList, words } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import type { CmlTopologyFile } from "../labs/lab-exchange.ts";
import { type CmlCreated, created } from "../nodes/create-node.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { operation } from "../transport/operation.ts";

/** A lab that comes with the controller, or from a repository. `null` is unknown. */
export interface CmlSampleLab {
  readonly id: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly name: string | null;
  /** Ids of the node definitions it uses. */
  readonly nodeDefinitions: readonly string[] | null;
  readonly filePath: string | null;
}

/** Labs to begin with. */
export interface CmlSampleLabs {
  list(options?: CmlCallOptions): Promise<CmlSampleLab[]>;
  /** What one is made of, as a file has it. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlTopologyFile>;
  /** Creates a lab of one, and gives the id of the lab. */
  create(id: string, options?: CmlCallOptions): Promise<CmlCreated>;
}

const list = answering(
  "GET /sample/labs",
  wholeList(
    aRecord<CmlSampleLab>({
      id: ["id", theText],
      title: ["title", aText],
      description: ["description", aText],
      name: ["name", aText],
      nodeDefinitions: ["node_types", words],
      filePath: ["file_path", aText],
    }),
  ),
);
const get = answering(
  "GET /sample/labs/{sample_lab_id}",
  turned(asItCame, (file) => file as unknown as CmlTopologyFile),
);
const readId = readerOf(created);
/** Some releases give the lab, and some only its id. */
const create = operation<CmlCreated>("PUT /sample/labs/{sample_lab_id}", (answer) =>
  readId(typeof answer === "string" ? { id: answer } : answer, undefined),
);

/** The `sampleLabs` group of a client. */
export function createSampleLabs(call: Call): CmlSampleLabs {
  return {
    list: (options) => call(list, options),
    get: (id, options) => call(get, { ...options, path: { sample_lab_id: id } }),
    create: (id, options) => call(create, { ...options, path: { sample_lab_id: id } }),
  };
}
