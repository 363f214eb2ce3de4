import { asItCame, type Kind, theText, turned, wholeList } from "../answers/kinds.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing, givingText } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import {
  aNodeDefinition,
  type CmlNewNodeDefinition,
  type CmlNodeDefinition,
  type CmlNodeDefinitionFile,
} from "./node-definition.ts";

/**
 * What kinds of nodes there are. Whole definitions keep the names of their files: they are written back as they are
 * read, and a member of a newer release must not get lost on the way.
 */
export interface CmlNodeDefinitions {
  /** All of them, whole. */
  list(options?: CmlCallOptions): Promise<CmlNodeDefinitionFile[]>;
  /** All of them in short, with the ids of their images. */
  simplified(options?: CmlCallOptions): Promise<CmlNodeDefinition[]>;
  /** One, whole. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlNodeDefinitionFile>;
  /** One as a YAML file. @throws CmlError `not_found` */
  download(id: string, options?: CmlCallOptions): Promise<string>;
  /** Creates one, of what is in a file or of its YAML, and gives its id. */
  create(definition: CmlNewNodeDefinition | string, options?: CmlCallOptions): Promise<string>;
  /** Replaces the one with the same id, and gives the id. @throws CmlError `rejected` when it is read-only */
  update(definition: CmlNewNodeDefinition | string, options?: CmlCallOptions): Promise<string>;
  delete(id: string, options?: CmlCallOptions): Promise<void>;
  /** Protects it from changes, or lifts that. */
  setReadOnly(id: string, isReadOnly: boolean, options?: CmlCallOptions): Promise<void>;
  /** The JSON Schema of node definitions. */
  schema(options?: CmlCallOptions): Promise<Readonly<Record<string, unknown>>>;
}

const wholeDefinition: Kind<CmlNodeDefinitionFile> = turned(
  asItCame,
  (document) => document as unknown as CmlNodeDefinitionFile,
);
const list = answering("GET /node_definitions", wholeList(wholeDefinition));
const simplified = answering("GET /simplified_node_definitions", wholeList(aNodeDefinition));
const get = answering("GET /node_definitions/{def_id}", wholeDefinition);
const download = givingText("GET /node_definitions/{def_id}");
const create = answering("POST /node_definitions", theText);
const update = answering("PUT /node_definitions", theText);
const remove = doing("DELETE /node_definitions/{def_id}");
const setReadOnly = doing("PUT /node_definitions/{def_id}/read_only");
const schema = answering("GET /node_definition_schema", asItCame);

/** The `nodeDefinitions` group of a client. */
export function createNodeDefinitions(call: Call): CmlNodeDefinitions {
  return {
    list: (options) => call(list, options),
    simplified: (options) => call(simplified, options),
    get: (id, options) => call(get, { ...options, path: { def_id: id }, query: { json: true } }),
    download: (id, options) => call(download, { ...options, path: { def_id: id }, query: { json: false } }),
    create: (definition, options) => call(create, { ...options, body: definition }),
    update: (definition, options) => call(update, { ...options, body: definition }),
    delete: (id, options) => call(remove, { ...options, path: { def_id: id } }),
    setReadOnly: (id, isReadOnly, options) =>
      call(setReadOnly, { ...options, path: { def_id: id }, body: isReadOnly }),
    schema: (options) => call(schema, options),
  };
}
