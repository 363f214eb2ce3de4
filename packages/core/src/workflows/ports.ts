import type { FleetEvent } from "../events/fleet-event.ts";
import type { RefreshTiming } from "../events/worker-snapshot.ts";
import type { Clock } from "../kernel/time.ts";
import type { CmlGateway } from "../ports/cml-gateway.ts";
import type { EventChannel } from "../ports/event-channel.ts";
import type { Ids } from "../ports/ids.ts";
import type { ImageCatalog } from "../ports/images.ts";
import type { InstanceControl, InstanceReader } from "../ports/instances.ts";
import type { MetricsReader } from "../ports/metrics.ts";
import type { ObservationStore } from "../ports/observation-store.ts";
import type { WorkerStore } from "../ports/worker-store.ts";
import type { EndpointPolicy } from "../worker/endpoint-policy.ts";

/** What workflows work with. */
export interface WorkflowPorts {
  readonly workers: WorkerStore;
  readonly observations: ObservationStore;
  readonly instances: InstanceReader & InstanceControl;
  readonly images: ImageCatalog;
  /** Absent when the provider's own metrics are not wanted: they cost money, and CML reports the same. */
  readonly metrics?: MetricsReader;
  readonly gateway: CmlGateway;
  readonly channel: EventChannel<FleetEvent>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly endpoint: EndpointPolicy;
  /** Names the installation in its events. */
  readonly source: string;
  /** Makes the facts saved so far known to every listener. Call it after a save. */
  readonly relay: () => Promise<void>;
  readonly timing: () => Promise<RefreshTiming>;
}
