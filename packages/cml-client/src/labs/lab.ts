import { z } from "zod";
import { count, text, time } from "../answers/fields.ts";
import { answerReader } from "../answers/read-answer.ts";
import { type Operation, operation } from "../transport/operation.ts";

/** A group a lab is shared with; gone in newer releases. `null` is unknown. */
export interface CmlLabGroup {
  readonly id: string | null;
  readonly name: string | null;
  /** `read_only` or `read_write`; other words pass. */
  readonly permission: string | null;
}

/** A lab as its controller describes it. `null` is unknown. */
export interface CmlLab {
  readonly id: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly notes: string | null;
  /** `DEFINED_ON_CORE`, `STARTED` or `STOPPED`; other words pass. */
  readonly state: string | null;
  readonly ownerId: string | null;
  readonly ownerUsername: string | null;
  readonly ownerFullname: string | null;
  readonly nodeCount: number | null;
  readonly linkCount: number | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string | null;
  /** ISO 8601 in UTC. */
  readonly modifiedAt: string | null;
  readonly groups: readonly CmlLabGroup[] | null;
  /** `lab_view`, `lab_exec`, `lab_edit`, `lab_admin`, in no fixed order; other words pass. */
  readonly effectivePermissions: readonly string[] | null;
}

const groupSchema = () => z.object({ id: text(), name: text(), permission: text() });

/** `GET /labs/{lab_id}`. The id may be missing from the answer: who asked knows it. */
export const labDetails: Operation<Omit<CmlLab, "id">> = operation(
  "GET /labs/{lab_id}",
  answerReader(
    () =>
      z.object({
        id: text(),
        lab_title: text(),
        lab_description: text(),
        lab_notes: text(),
        state: text(),
        owner: text(),
        owner_username: text(),
        owner_fullname: text(),
        node_count: count(),
        link_count: count(),
        created: time(),
        modified: time(),
        groups: z.array(groupSchema().nullish()).nullish(),
        effective_permissions: z.array(z.string()).nullish(),
      }),
    (wire) => ({
      title: wire.lab_title ?? null,
      description: wire.lab_description ?? null,
      notes: wire.lab_notes ?? null,
      state: wire.state ?? null,
      ...ownerOf(wire),
      nodeCount: wire.node_count ?? null,
      linkCount: wire.link_count ?? null,
      createdAt: wire.created ?? null,
      modifiedAt: wire.modified ?? null,
      groups: wire.groups?.flatMap((group) => (group ? [groupOf(group)] : [])) ?? null,
      effectivePermissions: wire.effective_permissions ?? null,
    }),
  ),
);

function ownerOf(wire: {
  readonly owner?: string | null | undefined;
  readonly owner_username?: string | null | undefined;
  readonly owner_fullname?: string | null | undefined;
}): Pick<CmlLab, "ownerId" | "ownerUsername" | "ownerFullname"> {
  return {
    ownerId: wire.owner ?? null,
    ownerUsername: wire.owner_username ?? null,
    ownerFullname: wire.owner_fullname ?? null,
  };
}

function groupOf({ id, name, permission }: z.infer<ReturnType<typeof groupSchema>>): CmlLabGroup {
  return { id: id ?? null, name: name ?? null, permission: permission ?? null };
}
