import { z } from "zod";
import { labPermissions } from "../labs/permissions.ts";

/** Ids as controllers take them: UUIDs of version 4, in lower case. */
export const anId = z.string().regex(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);

const associations = z.array(z.strictObject({ id: anId, permissions: z.array(z.enum(labPermissions)) }));

const userFields = {
  username: z.string().min(1).max(32),
  fullname: z.string().max(128),
  description: z.string().max(4096),
  email: z.string().max(128),
  admin: z.boolean(),
  groups: z.array(anId),
  associations,
  resource_pool: anId.nullable(),
  opt_in: z.boolean().nullable(),
  tour_version: z.string().max(128),
  pubkey: z.string().regex(/^(?:[a-zA-Z\d-]{1,30} [a-zA-Z\d+/]{1,4096}={0,2}(?: [a-zA-Z\d@.+_-]{0,64})?)?$/),
};

export const newUser = z
  .strictObject(userFields)
  .partial()
  .extend({ username: userFields.username, password: z.string() });

export const userChanges = z.strictObject({
  ...z.strictObject(userFields).partial().shape,
  password: z.strictObject({ new_password: z.string(), old_password: z.string().optional() }).optional(),
});

const groupFields = {
  name: z.string().min(1).max(64),
  description: z.string().max(4096),
  members: z.array(anId),
};
/** The form of before 2.9. */
const labs = z.array(z.strictObject({ id: anId, permission: z.enum(["read_only", "read_write"]) }));

const either = <Shape extends z.ZodRawShape>(required: Shape) =>
  z.union([
    z
      .strictObject({ ...groupFields, associations })
      .partial()
      .extend(required),
    z
      .strictObject({ ...groupFields, labs })
      .partial()
      .extend(required),
  ]);

export const newGroup = either({ name: groupFields.name });
export const groupChanges = either({});

export type UserChanges = z.infer<typeof userChanges>;
export type GroupChanges = z.infer<typeof groupChanges>;
