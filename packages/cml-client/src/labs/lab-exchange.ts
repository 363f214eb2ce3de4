import { orNone, theText, words } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlInput } from "../api/request.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, givingText } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { aTopology, type CmlTopology } from "./topology.ts";

/** A topology as a file has it: with the names of the format, and ids that count within the file only. */
export type CmlTopologyFile = Exclude<CmlInput<"POST /import">["body"], string>;

/** How a lab is imported. */
export interface CmlImportOptions extends CmlCallOptions {
  /** 1 to 64 characters. @defaultValue the title in the file */
  readonly title?: string;
}

/** A lab that was imported. */
export interface CmlImportedLab {
  readonly id: string;
  /** What could not be taken over as it was, in Markdown. */
  readonly warnings: readonly string[];
}

/** Labs as files, and what they are made of. */
export interface CmlLabExchange {
  /** What the lab is made of. */
  topology(
    id: string,
    options?: CmlCallOptions & {
      /** Reads the configurations of the nodes as well, with all their files. @defaultValue false */
      readonly configurations?: boolean;
    },
  ): Promise<CmlTopology>;
  /**
   * Creates a lab of a topology: the text of a YAML file, or what is in one.
   *
   * @throws CmlError with code `rejected` when the controller cannot make sense of it; `detail` says why
   * @example
   * ```ts
   * const { id } = await cml.labs.importTopology(await readFile("lab.yaml", "utf8"), { title: "OSPF" });
   * ```
   */
  importTopology(topology: string | CmlTopologyFile, options?: CmlImportOptions): Promise<CmlImportedLab>;
  /** Creates a lab of the XML of VIRL 1.x. */
  importVirl1x(xml: string, options?: CmlImportOptions): Promise<CmlImportedLab>;
  /** The lab as a YAML file. */
  download(id: string, options?: CmlCallOptions): Promise<string>;
  /** The lab as a testbed of pyATS, in YAML. */
  pyatsTestbed(
    id: string,
    options?: CmlCallOptions & {
      /** By which the testbed reaches the controller. @defaultValue the one that was asked */
      readonly hostname?: string;
    },
  ): Promise<string>;
}

const topology = answering("GET /labs/{lab_id}/topology", aTopology);
const imported = aRecord<CmlImportedLab>({ id: ["id", theText], warnings: ["warnings", orNone(words)] });
const importTopology = answering("POST /import", imported);
const importVirl1x = answering("POST /import/virl-1x", imported);
const download = givingText("GET /labs/{lab_id}/download");
const pyatsTestbed = givingText("GET /labs/{lab_id}/pyats_testbed");

export function createLabExchange(call: Call): CmlLabExchange {
  return {
    topology: (id, { configurations = false, ...options } = {}) =>
      call(topology, {
        ...options,
        path: { lab_id: id },
        query: { exclude_configurations: !configurations },
      }),
    importTopology: (body, { title, ...options } = {}) =>
      call(importTopology, { ...options, query: { title }, body }),
    importVirl1x: (body, { title, ...options } = {}) =>
      call(importVirl1x, { ...options, query: { title }, body }),
    download: (id, options) => call(download, { ...options, path: { lab_id: id } }),
    pyatsTestbed: (id, { hostname, ...options } = {}) =>
      call(pyatsTestbed, { ...options, path: { lab_id: id }, query: { hostname } }),
  };
}
