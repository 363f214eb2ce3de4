import type { z } from "zod";
import { anyText, list, members, optional, text, yesOrNo } from "../options/rules.ts";
import type { SeedUser } from "./users.ts";

/** As the API takes it, for log-ins as for new accounts. */
export const username = text("a name", 1, 32);

/** What an account has to be. */
export const seedUserRule = members({
  username,
  password: anyText,
  ...optional({
    admin: yesOrNo,
    fullname: text("a name", 0, 128),
    groups: list(text("the name of a group", 1, 64)),
  }),
} satisfies Record<keyof SeedUser, z.ZodType>);

/** Calls for the position of every account whose name another one has, or the administrator. */
export function namesTwice(
  { username: admin = "admin", users }: { readonly username?: unknown; readonly users?: unknown },
  found: (position: number, problem: string) => void,
): void {
  if (!Array.isArray(users)) return;
  const owners = new Map<unknown, string>([[admin, "the administrator has that name already"]]);
  users.forEach((user, position) => {
    const name = (user as { readonly username?: unknown } | null)?.username;
    const owner = owners.get(name);
    if (owner !== undefined) found(position, owner);
    else if (name !== undefined) owners.set(name, `users[${position}] has that name already`);
  });
}
