import { seededUuid } from "../../random/seeded.ts";
import type { SeedUser, User } from "../users.ts";

/** Users who share labs. Which labs, the labs know. */
export interface Group {
  readonly id: string;
  name: string;
  description: string;
  /** Ids of users. */
  readonly members: Set<string>;
  readonly createdMs: number;
  modifiedMs: number;
}

/** The groups that seeded users are in, by id. */
export function makeGroups(
  seed: number,
  seeds: readonly SeedUser[],
  users: readonly User[],
  installedMs: number,
): Map<string, Group> {
  const names = [...new Set(seeds.flatMap(({ groups = [] }) => groups))];
  const idOf = new Map(users.map(({ username, id }) => [username, id]));
  const groups = names.map((name, index): Group => {
    const inIt = seeds.filter(({ groups = [] }) => groups.includes(name));
    const members = new Set(inIt.flatMap(({ username }) => idOf.get(username) ?? []));
    const times = { createdMs: installedMs, modifiedMs: installedMs };
    return { id: seededUuid(seed, "group", index), name, description: "", members, ...times };
  });
  return new Map(groups.map((group) => [group.id, group]));
}
