import { seededUuid } from "../random/seeded.ts";

/** An account, by what is set of it. What comes of that (groups, labs) is kept where it belongs. */
export interface User {
  readonly id: string;
  username: string;
  admin: boolean;
  /** Absent for accounts nobody can log in to. */
  password?: string;
  fullname: string;
  description: string;
  email: string | null;
  /** Id of the resource pool that bounds what this user starts. */
  resourcePool: string | null;
  optIn: boolean | null;
  tourVersion: string;
  readonly createdMs: number;
  modifiedMs: number;
}

/** An account besides the administrator's. */
export interface SeedUser {
  /** 1 to 32 characters, and nobody else's. */
  readonly username: string;
  readonly password: string;
  /** @defaultValue false */
  readonly admin?: boolean;
  /** @defaultValue "" */
  readonly fullname?: string;
  /** Names of groups, which are made of them. @defaultValue none */
  readonly groups?: readonly string[];
}

/** The same on every controller: telemetry readers know the built-in administrator by it. */
export const builtInAdminId = "00000000-0000-4000-a000-000000000000";

export interface MakeUsersOptions {
  readonly seed: number;
  readonly admin: Required<Pick<User, "username" | "password">>;
  readonly others: readonly SeedUser[];
  /** Names of those who own labs. */
  readonly owners: readonly string[];
  readonly installedMs: number;
}

/** The administrator, the other accounts, and one without a password for every other owner of a lab. */
export function makeUsers({ seed, admin, others, owners, installedMs }: MakeUsersOptions): User[] {
  const seeds = new Map(others.map((other) => [other.username, other]));
  const names = new Set([...seeds.keys(), ...owners]);
  names.delete(admin.username);
  const times = { createdMs: installedMs, modifiedMs: installedMs };
  return [
    { ...plainUser(adminFields(admin)), ...times },
    ...[...names].map((username, index): User => {
      const { password, admin: isAdmin = false, fullname = "" } = seeds.get(username) ?? {};
      const id = seededUuid(seed, "user", index + 1);
      const known = { id, username, admin: isAdmin, fullname, ...(password !== undefined && { password }) };
      return { ...plainUser(known), ...times };
    }),
  ];
}

const adminFields = (admin: MakeUsersOptions["admin"]) => ({ id: builtInAdminId, ...admin, admin: true });

type Known = Pick<User, "id" | "username"> & Partial<Omit<User, "createdMs" | "modifiedMs">>;

/** An account with nothing set but what is known of it. */
export function plainUser(known: Known): Omit<User, "createdMs" | "modifiedMs"> {
  return {
    admin: false,
    fullname: "",
    description: "",
    email: null,
    resourcePool: null,
    optIn: null,
    tourVersion: "",
    ...known,
  };
}
