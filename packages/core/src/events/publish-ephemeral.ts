import { timestamp } from "../kernel/time.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import type { FleetEvent } from "./fleet-event.ts";

/** Tells every listener something that is in no log. */
export async function publishEphemeral(
  { channel, clock, ids, source }: Pick<WorkflowPorts, "channel" | "clock" | "ids" | "source">,
  type: FleetEvent["type"],
  subject: string,
  data: FleetEvent["data"],
): Promise<void> {
  const event: FleetEvent = {
    specversion: "1.0",
    id: ids.next(),
    source,
    type,
    subject,
    time: timestamp(clock),
    data,
  };
  await channel.publish({ kind: "ephemeral", event });
}
