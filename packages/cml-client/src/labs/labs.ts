import { theText, wholeList } from "../answers/kinds.ts";
import { written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import { answering } from "../transport/answers.ts";
import { sharedLimit } from "../transport/shared-limit.ts";
import { type CmlLabWaiting, createLabWaiting, type WaitingContext } from "../waiting/lab-waiting.ts";
import { mapConcurrently } from "./concurrently.ts";
import { type CmlLab, createLab, labDetails, updateLab } from "./lab.ts";
import { type CmlLabExchange, createLabExchange } from "./lab-exchange.ts";
import { type CmlLabLifecycle, createLabLifecycle } from "./lab-lifecycle.ts";
import { type CmlLabObservations, createLabObservations } from "./lab-observations.ts";
import { type CmlLabSettings, labSettingNames } from "./lab-settings.ts";
import { type CmlLabSharingCalls, createLabSharing } from "./lab-sharing.ts";
import { type CmlLabTile, labTiles, tileOf } from "./lab-tile.ts";

/** Which labs to list. */
export interface CmlLabListOptions extends CmlCallOptions {
  /** Everybody's labs, as far as the user may see them; else only the user's own. @defaultValue false */
  readonly all?: boolean;
}

/** The labs of a controller. */
export interface CmlLabs
  extends CmlLabLifecycle,
    CmlLabObservations,
    CmlLabExchange,
    CmlLabSharingCalls,
    CmlLabWaiting {
  /** Ids of the labs. One that cannot be read makes the list `unexpected`: a short list would pass for the truth. */
  list(options?: CmlLabListOptions): Promise<string[]>;
  /** One lab. @throws CmlError with code `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlLab>;
  /**
   * Every lab with its details: one request for the list and one per lab, as many at a time as there are connections.
   * A lab that is deleted meanwhile is left out; any other failure fails the whole.
   */
  listDetails(options?: CmlLabListOptions): Promise<CmlLab[]>;
  /**
   * All labs that the user may see, with their nodes and links, in one request. The controller prepares this for its own
   * pages: a lab that is new may be missing for a moment.
   */
  tiles(options?: CmlCallOptions): Promise<CmlLabTile[]>;
  /** The labs with exactly this title, in one request; see {@link CmlLabs.tiles}. Titles need not be unique. */
  findByTitle(title: string, options?: CmlCallOptions): Promise<CmlLabTile[]>;
  /** Creates an empty lab. */
  create(settings?: CmlLabSettings, options?: CmlCallOptions): Promise<CmlLab>;
  /** Changes what is given. */
  update(id: string, changes: CmlLabSettings, options?: CmlCallOptions): Promise<CmlLab>;
}

const labIds = answering("GET /labs", wholeList(theText));

/** The `labs` group of a client. */
export function createLabs(waiting: WaitingContext, concurrency: number): CmlLabs {
  const { call } = waiting;
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
  const tiles: CmlLabs["tiles"] = async (options) => {
    const answer = await call(labTiles, options);
    return Object.entries(answer.tiles).map(([id, tile]) => tileOf(id, tile));
  };
  return {
    ...createLabLifecycle(call),
    ...createLabObservations(call),
    ...createLabExchange(call),
    ...createLabSharing(call),
    ...createLabWaiting(waiting, (signal) => list({ all: true, signal })),
    list,
    get,
    tiles,
    async findByTitle(title, options) {
      const all = await tiles(options);
      return all.filter((lab) => lab.title === title);
    },
    create: (settings = {}, options) =>
      call(createLab, { ...options, body: written(labSettingNames, settings) }),
    update: async (id, changes, options) => ({
      id,
      ...(await call(updateLab, {
        ...options,
        path: { lab_id: id },
        body: written(labSettingNames, changes),
      })),
    }),
    async listDetails(options = {}) {
      const { left } = sharedLimit(options);
      const ids = await list(options);
      const labs = await mapConcurrently(ids, concurrency, (id) => getUnlessGone(id, left()));
      return labs.flat();
    },
  };
}
