import { seededUuid } from "../random/seeded.ts";

export interface User {
  readonly id: string;
  readonly username: string;
  readonly admin: boolean;
  /** Absent for accounts nobody can log in to. */
  password?: string;
}

/** The administrator, and an account for every other owner of a lab. */
export function makeUsers(
  seed: number,
  admin: string,
  password: string,
  owners: readonly string[],
): readonly User[] {
  const others = [...new Set(owners)].filter((owner) => owner !== admin);
  return [
    { id: seededUuid(seed, "user", 0), username: admin, admin: true, password },
    ...others.map((username, index) => ({ id: seededUuid(seed, "user", index + 1), username, admin: false })),
  ];
}
