import { z } from "zod";
import { anId } from "../accounts/bodies.ts";
import type { Controller } from "../controller.ts";

const text = (most: number) => z.string().max(most);

export const authConfig = z.strictObject({
  method: z.enum(["ldap", "local"]),
  server_urls: text(256)
    .regex(
      /^(?:(?: (?=l))?ldaps?:\/\/(?:(?:\d{1,3}.){3}\d{1,3}|\[[\da-fA-F:]{3,39}(?:%[\da-z-]{1,15})?\]|[a-zA-Z\d.-]{1,64})(?::\d{1,5})?)*$/,
    )
    .optional(),
  verify_tls: z.boolean().optional(),
  cert_data_pem: z.string().optional(),
  use_ntlm: z.boolean().optional(),
  root_dn: text(256).optional(),
  user_search_base: text(256).optional(),
  user_search_filter: text(1024).optional(),
  admin_search_filter: text(1024).optional(),
  group_search_base: text(256).optional(),
  group_search_filter: text(1024).optional(),
  group_via_user: z.boolean().optional(),
  group_user_attribute: text(64).optional(),
  group_membership_filter: text(1024).optional(),
  manager_dn: text(256).optional(),
  display_attribute: text(256).optional(),
  group_display_attribute: text(256).optional(),
  email_address_attribute: text(64).optional(),
  resource_pool: anId.nullish(),
  manager_password: text(256).optional(),
});

/** How people are known, by its wire names. */
export type SystemAuthConfig = z.infer<typeof authConfig>;

const name = { username: z.string().min(1).max(32), password: z.string() };

export const authTest = z.strictObject({
  "auth-config": authConfig,
  "auth-data": z.object(name).optional(),
  "group-data": z.object({ group_name: z.string().min(1).max(64) }).optional(),
});

/**
 * Asks the directory about a user and a group. There is none behind a simulated controller: its own accounts and groups
 * stand in for those of a directory.
 */
export function askDirectory(
  { users, groups }: Controller,
  { "auth-data": credentials, "group-data": wanted }: z.infer<typeof authTest>,
): Record<string, unknown> {
  const user = users.find(({ username }) => username === credentials?.username);
  const isRight = user?.password !== undefined && user.password === credentials?.password;
  const group = [...groups.values()].find((candidate) => candidate.name === wanted?.group_name);
  return {
    ...(credentials && {
      user: {
        auth_ok: isRight,
        ...(isRight && {
          is_admin: user.admin,
          display: user.fullname || user.username,
          email: user.email ?? "",
          attributes: { cn: [user.username] },
        }),
      },
    }),
    ...(wanted && {
      group: {
        group_ok: group !== undefined,
        ...(group && {
          ...(isRight && { is_member: group.members.has(user.id) }),
          display: group.name,
          attributes: { cn: [group.name] },
        }),
      },
    }),
  };
}
