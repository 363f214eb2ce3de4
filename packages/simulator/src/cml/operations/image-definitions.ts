import { z } from "zod";
import { CmlApiError, json, noContent } from "../answer.ts";
import type { Controller } from "../controller.ts";
import {
  filesOf,
  type ImageDefinition,
  imageDefinitionSchema,
} from "../definitions/image-definition-schema.ts";
import { definitionAnswer, readDefinition } from "../definitions/read-definition.ts";
import { referenceImageDefinitions } from "../definitions/reference-definitions.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownDefinition } from "./definitions.ts";

/** What nodes start from. */
export const imageDefinitionOperations: OperationTable = {
  "GET /image_definitions": {
    access: "user",
    handle: ({ controller }) => json([...controller.definitions.images.values()]),
  },
  // The document has a definition here, not the schema of one.
  "GET /image_definition_schema": { access: "user", handle: () => json(referenceImageDefinitions[0]) },
  "GET /image_definitions/{def_id}": {
    access: "user",
    handle: (call) => definitionAnswer(knownImage(call), call.query),
  },
  "POST /image_definitions": {
    access: "admin",
    handle({ controller, body }) {
      const given = readDefinition(imageDefinitionSchema, body);
      const { images } = controller.definitions;
      if (images.has(given.id)) throw invalid(`Image definition already exists: ${given.id}.`);
      knownDefinition({ controller, path: { def_id: given.node_definition_id } });
      takeFiles(controller, given, filesOf(given));
      images.set(given.id, given);
      return json("Success");
    },
  },
  "PUT /image_definitions": {
    access: "admin",
    handle({ controller, body }) {
      const given = readDefinition(imageDefinitionSchema, body);
      const before = writable(knownImage({ controller, path: { def_id: given.id } }));
      knownDefinition({ controller, path: { def_id: given.node_definition_id } });
      const there = filesOf(before);
      takeFiles(
        controller,
        given,
        filesOf(given).filter((name) => !there.includes(name)),
      );
      controller.definitions.images.set(given.id, given);
      return json("Success");
    },
  },
  "PUT /image_definitions/{def_id}/read_only": {
    access: "admin",
    handle(call) {
      const image = knownImage(call);
      const changed = { ...image, read_only: call.body === "" ? true : parseBody(z.boolean(), call.body) };
      call.controller.definitions.images.set(image.id, changed);
      return json(changed);
    },
  },
  "DELETE /image_definitions/{def_id}": {
    access: "admin",
    handle(call) {
      const { definitions, labs } = call.controller;
      const { id } = writable(knownImage(call));
      const nodes = [...labs.values()].flatMap((lab) => lab.nodes);
      if (nodes.some(({ settings }) => settings.image_definition === id))
        throw invalid(`Cannot remove image definition in use: ${id}.`);
      definitions.images.delete(id);
      return noContent;
    },
  },
};

/** Moves files out of the drop folder. @throws CmlApiError 400 when one is not there or is another, and none is moved. */
function takeFiles(
  { droppedFiles }: Controller,
  { sha256, disk_image }: ImageDefinition,
  names: readonly string[],
): void {
  for (const name of names) {
    const file = droppedFiles.get(name);
    if (!file) throw invalid(`There is no ${name} in the drop folder.`);
    if (name === disk_image && sha256 !== undefined && sha256.toLowerCase() !== file.sha256)
      throw invalid(`The SHA-256 of ${name} is ${file.sha256}.`);
  }
  for (const name of names) droppedFiles.delete(name);
}

function knownImage({ controller, path }: Pick<Call, "controller" | "path">): ImageDefinition {
  const id = path["def_id"] ?? "";
  const found = controller.definitions.images.get(id);
  if (!found) throw new CmlApiError(404, `Image Definition not found: ${id}`);
  return found;
}

function writable(image: ImageDefinition): ImageDefinition {
  if (!image.read_only) return image;
  throw invalid(`Cannot modify read-only image definition: ${image.id}.`);
}

function invalid(why: string): CmlApiError {
  return new CmlApiError(400, `Invalid Image Definition: ${why}`);
}
