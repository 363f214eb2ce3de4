import { seededUuid } from "../random/seeded.ts";

export interface User {
  readonly id: string;
  readonly username: string;
  readonly admin: boolean;
  /** Absent for accounts nobody can log in to. */
  password?: string;
}

/** An account besides the administrator's. */
export interface SeedUser {
  readonly username: string;
  readonly password: string;
}

/** The same on every controller: telemetry readers know the built-in administrator by it. */
const adminId = "00000000-0000-4000-a000-000000000000";

/** The administrator, the other accounts, and one without a password for every other owner of a lab. */
export function makeUsers(
  seed: number,
  admin: Required<Pick<User, "username" | "password">>,
  others: readonly SeedUser[],
  owners: readonly string[],
): readonly User[] {
  const passwords = new Map(others.map(({ username, password }) => [username, password]));
  const names = new Set([...passwords.keys(), ...owners]);
  names.delete(admin.username);
  return [
    { id: adminId, ...admin, admin: true },
    ...[...names].map((username, index): User => {
      const password = passwords.get(username);
      const id = seededUuid(seed, "user", index + 1);
      return { id, username, admin: false, ...(password !== undefined && { password }) };
    }),
  ];
}
