import { z } from "zod";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { nodeDefinitionSchema, type WholeNodeDefinition } from "../definitions/node-definition-schema.ts";
import { definitionAnswer, readDefinition } from "../definitions/read-definition.ts";
import { referenceNodeDefinitions } from "../definitions/reference-definitions.ts";
import { simplifiedDefinitions } from "../definitions/views.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";

/** What nodes can be. A node stays what its definition was when it was made. */
export const definitionOperations: OperationTable = {
  "GET /simplified_node_definitions": {
    access: "user",
    handle: ({ controller }) => json(simplifiedDefinitions(controller.definitions)),
  },
  "GET /node_definitions": {
    access: "user",
    handle: ({ controller }) => json([...controller.definitions.nodes.values()]),
  },
  // The document has a definition here, not the schema of one.
  "GET /node_definition_schema": { access: "user", handle: () => json(referenceNodeDefinitions[0]) },
  "GET /node_definitions/{def_id}": {
    access: "user",
    handle: (call) => definitionAnswer(knownDefinition(call), call.query),
  },
  "GET /node_definitions/{def_id}/image_definitions": {
    access: "user",
    handle(call) {
      const { id } = knownDefinition(call);
      return json(
        [...call.controller.definitions.images.values()].filter((image) => image.node_definition_id === id),
      );
    },
  },
  "POST /node_definitions": {
    access: "admin",
    handle({ controller: { definitions }, body }) {
      const given = readDefinition(nodeDefinitionSchema, body);
      if (definitions.nodes.has(given.id)) throw invalid(`Node definition already exists: ${given.id}.`);
      definitions.nodes.set(given.id, given);
      return json("Success");
    },
  },
  "PUT /node_definitions": {
    access: "admin",
    handle({ controller, body }) {
      const given = readDefinition(nodeDefinitionSchema, body);
      writable(knownDefinition({ controller, path: { def_id: given.id } }));
      controller.definitions.nodes.set(given.id, given);
      return json("Success");
    },
  },
  "PUT /node_definitions/{def_id}/read_only": {
    access: "admin",
    handle(call) {
      const definition = knownDefinition(call);
      const read_only = call.body === "" ? false : parseBody(z.boolean(), call.body);
      const general = { ...definition.general, read_only };
      call.controller.definitions.nodes.set(definition.id, { ...definition, general });
      return json(null);
    },
  },
  "DELETE /node_definitions/{def_id}": {
    access: "admin",
    handle(call) {
      const { definitions, labs } = call.controller;
      const { id } = writable(knownDefinition(call));
      const nodes = [...labs.values()].flatMap((lab) => lab.nodes);
      const images = [...definitions.images.values()];
      // That it is refused is known; in which words is not.
      if (
        nodes.some(({ definition }) => definition === id) ||
        images.some(({ node_definition_id }) => node_definition_id === id)
      )
        throw invalid(`Cannot remove node definition in use: ${id}.`);
      definitions.nodes.delete(id);
      return noContent;
    },
  },
};

/** The definition a call is about. @throws CmlApiError 404 */
export function knownDefinition({
  controller,
  path,
}: Pick<Call, "path"> & { controller: Pick<Controller, "definitions"> }): WholeNodeDefinition {
  const id = path["def_id"] ?? "";
  const found = controller.definitions.nodes.get(id);
  if (!found) throw new CmlApiError(404, `Node Definition not found: ${id}`);
  return found;
}

function writable(definition: WholeNodeDefinition): WholeNodeDefinition {
  if (!definition.general.read_only) return definition;
  throw invalid(`Cannot modify read-only node definition: ${definition.id}.`);
}

function invalid(why: string): CmlApiError {
  return new CmlApiError(400, `Invalid Node Definition: ${why}`);
}
