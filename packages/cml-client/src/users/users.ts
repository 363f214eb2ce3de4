import { theText, wholeList } from "../answers/kinds.ts";
import { type WireNames, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { optInOnWire } from "../telemetry/opt-in.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import {
  aUser,
  type CmlNewUser,
  type CmlPasswordChange,
  type CmlUser,
  type CmlUserSettings,
  userFields,
} from "./user.ts";

/** What is changed of a user, and the password. */
export type CmlUserChanges = CmlUserSettings & { readonly password?: CmlPasswordChange };

/** The users of the controller. */
export interface CmlUsers {
  list(options?: CmlCallOptions): Promise<CmlUser[]>;
  /** One user. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlUser>;
  /** Id of the user with this name. @throws CmlError `not_found` */
  idOf(username: string, options?: CmlCallOptions): Promise<string>;
  create(user: CmlNewUser, options?: CmlCallOptions): Promise<CmlUser>;
  /** Changes what is given. */
  update(id: string, changes: CmlUserChanges, options?: CmlCallOptions): Promise<CmlUser>;
  delete(id: string, options?: CmlCallOptions): Promise<void>;
  /**
   * Ids of the user's groups.
   *
   * @deprecated by CML 2.9: `groupIds` of the user are the same
   */
  groups(id: string, options?: CmlCallOptions): Promise<string[]>;
}

const names: WireNames<CmlUserChanges & CmlNewUser> = {
  ...userFields,
  pubkey: ["pubkey"],
  password: ["password"],
};
const passwordNames: WireNames<CmlPasswordChange> = {
  newPassword: ["new_password"],
  oldPassword: ["old_password"],
};
const list = answering("GET /users", wholeList(aUser));
const get = answering("GET /users/{user_id}", aUser);
const idOf = answering("GET /users/{username}/id", theText);
const create = answering("POST /users", aUser);
const update = answering("PATCH /users/{user_id}", aUser);
const remove = doing("DELETE /users/{user_id}");
const groups = answering("GET /users/{user_id}/groups", wholeList(theText));

function onWire(user: CmlUserSettings): Record<string, unknown> {
  const body = written<CmlUserSettings>(names, user);
  return user.optIn === undefined ? body : { ...body, opt_in: optInOnWire(user.optIn) };
}

/** The `users` group of a client. */
export function createUsers(call: Call): CmlUsers {
  return {
    list: (options) => call(list, options),
    get: (id, options) => call(get, { ...options, path: { user_id: id } }),
    idOf: (username, options) => call(idOf, { ...options, path: { username } }),
    create: (user, options) => call(create, { ...options, body: onWire(user) }),
    update: (id, { password, ...changes }, options) =>
      call(update, {
        ...options,
        path: { user_id: id },
        body: { ...onWire(changes), ...(password && { password: written(passwordNames, password) }) },
      }),
    delete: (id, options) => call(remove, { ...options, path: { user_id: id } }),
    groups: (id, options) => call(groups, { ...options, path: { user_id: id } }),
  };
}
