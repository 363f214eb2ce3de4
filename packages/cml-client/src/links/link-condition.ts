import { readerOf } from "../answers/kinds.ts";
import { written } from "../answers/record.ts";
import type { CmlOperationName } from "../api/operations.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { doing, isEmpty } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { type Operation, operation } from "../transport/operation.ts";
import {
  aCondition,
  type CmlLinkCondition,
  type CmlLinkConditionSettings,
  conditionFields,
} from "./condition.ts";

/** What links do to packets. */
export interface CmlLinkConditions {
  /** `null` when the link leaves packets alone. */
  get(labId: string, linkId: string, options?: CmlCallOptions): Promise<CmlLinkCondition | null>;
  /** Changes what is given. */
  set(
    labId: string,
    linkId: string,
    condition: CmlLinkConditionSettings,
    options?: CmlCallOptions,
  ): Promise<CmlLinkCondition | null>;
  /** Has the link leave packets alone. @throws CmlError `rejected` when it does already */
  clear(labId: string, linkId: string, options?: CmlCallOptions): Promise<void>;
}

/** No condition is an object without members. */
function answeringCondition(name: CmlOperationName): Operation<CmlLinkCondition | null> {
  const read = readerOf(aCondition);
  return operation(name, (value, report) => (value === null || isEmpty(value) ? null : read(value, report)));
}

const get = answeringCondition("GET /labs/{lab_id}/links/{link_id}/condition");
const set = answeringCondition("PATCH /labs/{lab_id}/links/{link_id}/condition");
const clear = doing("DELETE /labs/{lab_id}/links/{link_id}/condition");

export function createLinkConditions(call: Call): CmlLinkConditions {
  const query = { operational: true };
  return {
    get: (labId, linkId, options) =>
      call(get, { ...options, path: { lab_id: labId, link_id: linkId }, query }),
    set: (labId, linkId, condition, options) =>
      call(set, {
        ...options,
        path: { lab_id: labId, link_id: linkId },
        query,
        body: written<CmlLinkConditionSettings>(conditionFields, condition),
      }),
    clear: (labId, linkId, options) => call(clear, { ...options, path: { lab_id: labId, link_id: linkId } }),
  };
}
