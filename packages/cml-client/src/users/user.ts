import { aFlag, aText, aTime, type Kind, theText, words } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";
import { associations, type CmlLabAssociation } from "../labs/associations.ts";
import { anOptIn, type CmlOptIn, type CmlOptInChoice } from "../telemetry/opt-in.ts";

/** A user of the controller. `null` is unknown. */
export interface CmlUser {
  readonly id: string;
  readonly username: string | null;
  readonly fullname: string | null;
  readonly description: string | null;
  readonly email: string | null;
  readonly isAdmin: boolean | null;
  /** Ids of the groups. */
  readonly groupIds: readonly string[] | null;
  /** Labs that are shared with the user, by lab id. */
  readonly associations: readonly CmlLabAssociation[] | null;
  /** Ids of the labs. */
  readonly labIds: readonly string[] | null;
  readonly resourcePoolId: string | null;
  readonly optIn: CmlOptIn | null;
  readonly tourVersion: string | null;
  /** In the directory; `null` for local users. */
  readonly directoryDn: string | null;
  /** Comment and fingerprint of the public key. */
  readonly pubkeyInfo: string | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string | null;
  /** ISO 8601 in UTC. */
  readonly modifiedAt: string | null;
}

/** What is changed of a user: what is left out stays as it is. */
export interface CmlUserSettings {
  /** 1 to 32 characters. */
  readonly username?: string;
  /** Up to 128 characters. */
  readonly fullname?: string;
  readonly description?: string;
  readonly email?: string;
  readonly isAdmin?: boolean;
  readonly groupIds?: readonly string[];
  /** Labs to share with the user, by lab id. */
  readonly associations?: readonly CmlLabAssociation[];
  readonly resourcePoolId?: string | null;
  readonly optIn?: CmlOptInChoice;
  readonly tourVersion?: string;
  /** In the format of OpenSSH; empty removes it. */
  readonly pubkey?: string;
}

/** A user as it is to be. */
export interface CmlNewUser extends CmlUserSettings {
  readonly username: string;
  readonly password: string;
}

/** A new password. */
export interface CmlPasswordChange {
  readonly newPassword: string;
  /** Needed by those who are not administrators. */
  readonly oldPassword?: string;
}

/** Wire names for both directions. */
export const userFields: Fields<CmlUser> = {
  id: ["id", theText],
  username: ["username", aText],
  fullname: ["fullname", aText],
  description: ["description", aText],
  email: ["email", aText],
  isAdmin: ["admin", aFlag],
  groupIds: ["groups", words],
  associations: ["associations", associations],
  labIds: ["labs", words],
  resourcePoolId: ["resource_pool", aText],
  optIn: ["opt_in", anOptIn],
  tourVersion: ["tour_version", aText],
  directoryDn: ["directory_dn", aText],
  pubkeyInfo: ["pubkey_info", aText],
  createdAt: ["created", aTime],
  modifiedAt: ["modified", aTime],
};

/** One user, as every answer with users has it. */
export const aUser: Kind<CmlUser> = aRecord(userFields);
