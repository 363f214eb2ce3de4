import { wholeList } from "../answers/kinds.ts";
import { written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import {
  anAnnotation,
  annotationFields,
  type CmlAnnotation,
  type CmlAnnotationSettings,
} from "./annotation.ts";

/** What is drawn beside the nodes of labs. */
export interface CmlAnnotations {
  list(labId: string, options?: CmlCallOptions): Promise<CmlAnnotation[]>;
  /** One annotation. @throws CmlError `not_found` */
  get(labId: string, annotationId: string, options?: CmlCallOptions): Promise<CmlAnnotation>;
  /** Draws one. Everything that its type has is needed. */
  create(labId: string, annotation: CmlAnnotationSettings, options?: CmlCallOptions): Promise<CmlAnnotation>;
  /** Changes what is given. */
  update(
    labId: string,
    annotationId: string,
    changes: CmlAnnotationSettings,
    options?: CmlCallOptions,
  ): Promise<CmlAnnotation>;
  delete(labId: string, annotationId: string, options?: CmlCallOptions): Promise<void>;
}

const list = answering("GET /labs/{lab_id}/annotations", wholeList(anAnnotation));
const get = answering("GET /labs/{lab_id}/annotations/{annotation_id}", anAnnotation);
const create = answering("POST /labs/{lab_id}/annotations", anAnnotation);
const update = answering("PATCH /labs/{lab_id}/annotations/{annotation_id}", anAnnotation);
const remove = doing("DELETE /labs/{lab_id}/annotations/{annotation_id}");

/** The `annotations` group of a client. */
export function createAnnotations(call: Call): CmlAnnotations {
  const on = (labId: string, annotationId: string, options: CmlCallOptions = {}) => ({
    ...options,
    path: { lab_id: labId, annotation_id: annotationId },
  });
  return {
    list: (labId, options) => call(list, { ...options, path: { lab_id: labId } }),
    get: (labId, id, options) => call(get, on(labId, id, options)),
    create: (labId, annotation, options) =>
      call(create, {
        ...options,
        path: { lab_id: labId },
        body: written<CmlAnnotationSettings>(annotationFields, annotation),
      }),
    update: (labId, id, changes, options) =>
      call(update, {
        ...on(labId, id, options),
        body: written<CmlAnnotationSettings>(annotationFields, changes),
      }),
    delete: (labId, id, options) => call(remove, on(labId, id, options)),
  };
}
