import {
  type ObservationStore,
  type ObservationUpdate,
  sampleOf,
  type UtilizationSample,
  type WorkerObservations,
} from "@cml-fleet/core";
import type { Database } from "./database.ts";
import { requireKnownSchema } from "./documents.ts";
import type { Row } from "./state-table.ts";

/** The form of the documents in `ec2`, `cloudwatch` and `cml`. */
const NEWEST_SCHEMA = 1;

const SAVE = `INSERT INTO observation (worker_id, schema_version, ec2, cloudwatch, cml) VALUES (?, ${NEWEST_SCHEMA}, ?, ?, ?)
  ON CONFLICT (worker_id) DO UPDATE SET
    schema_version = max(schema_version, excluded.schema_version),
    ec2 = coalesce(excluded.ec2, ec2),
    cloudwatch = coalesce(excluded.cloudwatch, cloudwatch),
    cml = coalesce(excluded.cml, cml)`;
const ADD_SAMPLE = `INSERT OR REPLACE INTO history
  (worker_id, at, cpu_percent, memory_percent, disk_percent, nodes_running) VALUES (?, ?, ?, ?, ?, ?)`;
const LOAD = "SELECT * FROM observation WHERE worker_id IN (SELECT value FROM json_each(?))";
const HISTORY = "SELECT * FROM history WHERE worker_id = ? AND at >= ? AND at < ? ORDER BY at";
const FORGET = "DELETE FROM observation WHERE worker_id IN (SELECT value FROM json_each(?))";
// Worker by worker, so that the primary key finds the rows: by time alone, every row would be read.
const PRUNE = "DELETE FROM history WHERE worker_id IN (SELECT worker_id FROM observation) AND at < ?";

/** Measurements: the newest per source in `observation`, the past in `history`. */
export function observationTables(database: Database): ObservationStore {
  const saveOne = (update: ObservationUpdate) => {
    const { workerId, at, ec2, cloudwatch, cml } = update;
    database.statement(SAVE).run(workerId, json(ec2), json(cloudwatch), json(cml));
    const sample = sampleOf(update);
    if (sample === undefined) return;
    const { cpuPercent, memoryPercent, diskPercent, nodesRunning } = sample;
    database.statement(ADD_SAMPLE).run(workerId, at, cpuPercent, memoryPercent, diskPercent, nodesRunning);
  };

  return {
    async save(updates) {
      if (updates.length === 0) return;
      database.writeMeasurements(() => updates.forEach(saveOne));
    },
    async load(workerIds) {
      const rows = database.read(() => database.statement(LOAD).all(JSON.stringify(workerIds)));
      return new Map(rows.map((row) => [String(row["worker_id"]), toObservations(row)]));
    },
    async history(workerId, { since, until }) {
      return database.read(() => database.statement(HISTORY).all(workerId, since, until)).map(toSample);
    },
    async forget(workerIds) {
      if (workerIds.length === 0) return;
      database.write(() => database.statement(FORGET).run(JSON.stringify(workerIds)));
    },
    async prune(before) {
      database.write(() => database.statement(PRUNE).run(before));
    },
  };
}

function json(source: object | undefined): string | null {
  return source === undefined ? null : JSON.stringify(source);
}

function toObservations(row: Row): WorkerObservations {
  const workerId = String(row["worker_id"]);
  requireKnownSchema(`the measurements of worker ${workerId}`, row["schema_version"], NEWEST_SCHEMA);
  const sources = (["ec2", "cloudwatch", "cml"] as const)
    .filter((source) => row[source] !== null)
    .map((source) => [source, JSON.parse(String(row[source]))]);
  return { workerId, ...Object.fromEntries(sources) };
}

function toSample(row: Row): UtilizationSample {
  return {
    at: String(row["at"]),
    cpuPercent: numberOrNull(row["cpu_percent"]),
    memoryPercent: numberOrNull(row["memory_percent"]),
    diskPercent: numberOrNull(row["disk_percent"]),
    nodesRunning: numberOrNull(row["nodes_running"]),
  };
}

function numberOrNull(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
