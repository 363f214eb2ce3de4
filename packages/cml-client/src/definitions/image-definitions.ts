import { asItCame, theText, wholeList } from "../answers/kinds.ts";
import { written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import {
  anImageDefinition,
  type CmlImageDefinition,
  type CmlImageDefinitionSettings,
  imageFields,
} from "./image-definition.ts";

/** The images that nodes start from. */
export interface CmlImageDefinitions {
  /** All, or those for nodes of one definition. */
  list(
    options?: CmlCallOptions & {
      /** Id of a node definition. @defaultValue any */
      readonly nodeDefinition?: string;
    },
  ): Promise<CmlImageDefinition[]>;
  /** One image definition. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlImageDefinition>;
  /** Creates one, of its settings or of a file in YAML, and gives its id. */
  create(definition: CmlImageDefinitionSettings | string, options?: CmlCallOptions): Promise<string>;
  /** Replaces the one with the same id, and gives the id. @throws CmlError `rejected` when it is read-only */
  update(definition: CmlImageDefinitionSettings | string, options?: CmlCallOptions): Promise<string>;
  delete(id: string, options?: CmlCallOptions): Promise<void>;
  /** Protects it from changes, or lifts that. */
  setReadOnly(id: string, isReadOnly: boolean, options?: CmlCallOptions): Promise<void>;
  /** The JSON Schema of image definitions. */
  schema(options?: CmlCallOptions): Promise<Readonly<Record<string, unknown>>>;
}

const list = answering("GET /image_definitions", wholeList(anImageDefinition));
const listOf = answering("GET /node_definitions/{def_id}/image_definitions", wholeList(anImageDefinition));
const get = answering("GET /image_definitions/{def_id}", anImageDefinition);
const create = answering("POST /image_definitions", theText);
const update = answering("PUT /image_definitions", theText);
const remove = doing("DELETE /image_definitions/{def_id}");
const setReadOnly = doing("PUT /image_definitions/{def_id}/read_only");
const schema = answering("GET /image_definition_schema", asItCame);

/** The `imageDefinitions` group of a client. */
export function createImageDefinitions(call: Call): CmlImageDefinitions {
  const bodyOf = (definition: CmlImageDefinitionSettings | string) =>
    typeof definition === "string"
      ? definition
      : written<CmlImageDefinitionSettings>(imageFields, definition);
  return {
    list: ({ nodeDefinition, ...options } = {}) =>
      nodeDefinition === undefined
        ? call(list, options)
        : call(listOf, { ...options, path: { def_id: nodeDefinition } }),
    get: (id, options) => call(get, { ...options, path: { def_id: id }, query: { json: true } }),
    create: (definition, options) => call(create, { ...options, body: bodyOf(definition) }),
    update: (definition, options) => call(update, { ...options, body: bodyOf(definition) }),
    delete: (id, options) => call(remove, { ...options, path: { def_id: id } }),
    setReadOnly: (id, isReadOnly, options) =>
      call(setReadOnly, { ...options, path: { def_id: id }, body: isReadOnly }),
    schema: (options) => call(schema, options),
  };
}
