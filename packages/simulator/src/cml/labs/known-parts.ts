import { CmlApiError } from "../answer.ts";
import type { Controller } from "../controller.ts";

type Known = Pick<Controller, "computeId"> & {
  readonly definitions: Pick<Controller["definitions"], "nodes" | "images">;
};

/** What a node refers to by id. */
export interface Parts {
  readonly definition: string;
  readonly image_definition?: string | null | undefined;
  readonly pinned_compute_id?: string | null | undefined;
}

/** What is wrong with what a node refers to, each in a sentence; the empty id of an image is none. */
export function unknownParts({ definitions, computeId }: Known, parts: Parts): readonly string[] {
  const { definition, image_definition: image, pinned_compute_id: host } = parts;
  const found = image ? definitions.images.get(image) : undefined;
  const problems: string[] = [];
  if (image && !found) problems.push(`Image Definition not found: ${image}`);
  if (found && found.node_definition_id !== definition)
    problems.push(`Image definition ${image} is not one of node definition ${definition}.`);
  if (host && host !== computeId) problems.push(`Compute host not found: ${host}`);
  return problems;
}

/**
 * That controllers refuse a node of what they do not have is documented only by a 404; what they say of the rest is an
 * assumption.
 *
 * @throws CmlApiError 404 or 400
 */
export function checkParts(known: Known, parts: Parts): void {
  if (!known.definitions.nodes.has(parts.definition))
    throw new CmlApiError(404, `Node Definition not found: ${parts.definition}`);
  checkReferences(known, parts);
}

/** Of a node that is there already, whatever its definition is. @throws CmlApiError 400 */
export function checkReferences(known: Known, parts: Parts): void {
  const [problem] = unknownParts(known, parts);
  if (problem !== undefined) throw new CmlApiError(400, problem);
}
