import { aFlag, aText, aTime, theText, wholeList, words } from "../answers/kinds.ts";
import { aRecord, type Fields, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { associations, type CmlLabAssociation } from "../labs/associations.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** A group of users. `null` is unknown. */
export interface CmlGroup {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  /** Ids of the users. */
  readonly memberIds: readonly string[] | null;
  /** Labs that are shared with the group, by lab id. */
  readonly associations: readonly CmlLabAssociation[] | null;
  /** In the directory; `null` for local groups. */
  readonly directoryDn: string | null;
  readonly directoryExists: boolean | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string | null;
  /** ISO 8601 in UTC. */
  readonly modifiedAt: string | null;
}

/** What is changed of a group: what is left out stays as it is. */
export interface CmlGroupSettings {
  /** 1 to 64 characters. */
  readonly name?: string;
  /** Up to 4,096 characters. */
  readonly description?: string;
  /** Ids of all its users. */
  readonly memberIds?: readonly string[];
  /** Labs to share with the group, by lab id. */
  readonly associations?: readonly CmlLabAssociation[];
}

/** A group as it is to be. */
export type CmlNewGroup = CmlGroupSettings & { readonly name: string };

/** The groups of users. */
export interface CmlGroups {
  list(options?: CmlCallOptions): Promise<CmlGroup[]>;
  /** One group. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlGroup>;
  /** Id of the group with this name. @throws CmlError `not_found` */
  idOf(name: string, options?: CmlCallOptions): Promise<string>;
  create(group: CmlNewGroup, options?: CmlCallOptions): Promise<CmlGroup>;
  /** Changes what is given. */
  update(id: string, changes: CmlGroupSettings, options?: CmlCallOptions): Promise<CmlGroup>;
  delete(id: string, options?: CmlCallOptions): Promise<void>;
}

const fields: Fields<CmlGroup> = {
  id: ["id", theText],
  name: ["name", aText],
  description: ["description", aText],
  memberIds: ["members", words],
  associations: ["associations", associations],
  directoryDn: ["directory_dn", aText],
  directoryExists: ["directory_exists", aFlag],
  createdAt: ["created", aTime],
  modifiedAt: ["modified", aTime],
};
// The associations as older releases had them.
const aGroup = aRecord(fields, ["labs"]);
const list = answering("GET /groups", wholeList(aGroup));
const get = answering("GET /groups/{group_id}", aGroup);
const idOf = answering("GET /groups/{group_name}/id", theText);
const create = answering("POST /groups", aGroup);
const update = answering("PATCH /groups/{group_id}", aGroup);
const remove = doing("DELETE /groups/{group_id}");

/** The `groups` group of a client. */
export function createGroups(call: Call): CmlGroups {
  return {
    list: (options) => call(list, options),
    get: (id, options) => call(get, { ...options, path: { group_id: id } }),
    idOf: (name, options) => call(idOf, { ...options, path: { group_name: name } }),
    create: (group, options) => call(create, { ...options, body: written<CmlGroupSettings>(fields, group) }),
    update: (id, changes, options) =>
      call(update, {
        ...options,
        path: { group_id: id },
        body: written<CmlGroupSettings>(fields, changes),
      }),
    delete: (id, options) => call(remove, { ...options, path: { group_id: id } }),
  };
}
