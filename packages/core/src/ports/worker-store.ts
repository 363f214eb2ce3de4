import type { Outbox, StateStore } from "../kernel/store.ts";
import type { Worker, WorkerEvent } from "../worker/index.ts";
import type { WorkerIndex } from "./worker-index.ts";

/** Everything the fleet keeps of its workers, in one place, so that one save changes all of it. */
export interface WorkerStore extends StateStore<Worker, WorkerEvent>, Outbox<WorkerEvent>, WorkerIndex {}
