import { z } from "zod";
import { answerReader } from "../answers/read-answer.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import type { Call } from "../transport/call.ts";
import { operation } from "../transport/operation.ts";
import { mapConcurrently } from "./concurrently.ts";
import { type CmlLab, labDetails } from "./lab.ts";

/** Which labs to list. */
export interface CmlLabListOptions extends CmlCallOptions {
  /** Everybody's labs, as far as the user may see them; else only the user's own. @defaultValue false */
  readonly all?: boolean;
}

/** The labs of a controller. */
export interface CmlLabs {
  /** Ids of the labs. One that cannot be read makes the list `unexpected`: a short list would pass for the truth. */
  list(options?: CmlLabListOptions): Promise<string[]>;
  /** One lab. @throws CmlError with code `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlLab>;
  /**
   * Every lab with its details: one request for the list and one per lab, as many at a time as there are connections.
   * A lab that is deleted meanwhile is left out; any other failure fails the whole.
   */
  listDetails(options?: CmlLabListOptions): Promise<CmlLab[]>;
}

const labIds = operation(
  "GET /labs",
  answerReader(
    () => z.array(z.string()),
    (ids) => ids,
  ),
);

/** The `labs` group of a client. */
export function createLabs(call: Call, concurrency: number): CmlLabs {
  const list: CmlLabs["list"] = ({ all = false, ...options } = {}) =>
    call(labIds, { ...options, query: { show_all: all } });
  const get: CmlLabs["get"] = async (id, options) => ({
    id,
    ...(await call(labDetails, { ...options, path: { lab_id: id } })),
  });
  const getUnlessGone = async (id: string, options: CmlCallOptions): Promise<CmlLab[]> => {
    try {
      return [await get(id, options)];
    } catch (error) {
      if (CmlError.is(error, "not_found")) return [];
      throw error;
    }
  };
  return {
    list,
    get,
    async listDetails(options = {}) {
      const ids = await list(options);
      const labs = await mapConcurrently(ids, concurrency, (id) => getUnlessGone(id, options));
      return labs.flat();
    },
  };
}
