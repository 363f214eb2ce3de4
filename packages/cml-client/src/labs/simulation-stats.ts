import { aFlag, aNumber, byKey, type Kind, theNumber } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";

/** What a running node uses. `null` is unknown. */
export interface CmlNodeUsage {
  /** Of one CPU, so that it may be more than 100. */
  readonly cpuPercent: number | null;
  /** Since it was started, from its first disk. */
  readonly diskReadBytes: number | null;
  /** Since it was started, to its first disk. */
  readonly diskWrittenBytes: number | null;
  /** Seconds by state, `BOOTED` say. */
  readonly secondsInState: Readonly<Record<string, number>>;
  /** Since 2.10. */
  readonly ramPercent: number | null;
  /** In MB; since 2.10. */
  readonly diskUsedMb: number | null;
  /** Since 2.10. */
  readonly isRunning: boolean | null;
}

/** What went over a link: read is from its first interface to its second, written the other way. `null` is unknown. */
export interface CmlLinkUsage {
  readonly readBytes: number | null;
  readonly readPackets: number | null;
  readonly writtenBytes: number | null;
  readonly writtenPackets: number | null;
  readonly drops: number | null;
}

/** What the elements of a running lab use, by id. */
export interface CmlSimulationStats {
  readonly nodes: Readonly<Record<string, CmlNodeUsage>>;
  readonly links: Readonly<Record<string, CmlLinkUsage>>;
}

/** What `GET /labs/{lab_id}/simulation_stats` answers. The document speaks of lists; they are maps. */
export const simulationStats: Kind<CmlSimulationStats> = aRecord<CmlSimulationStats>({
  nodes: [
    "nodes",
    byKey(
      aRecord<CmlNodeUsage>({
        cpuPercent: ["cpu_usage", aNumber],
        diskReadBytes: ["block0_rd_bytes", aNumber],
        diskWrittenBytes: ["block0_wr_bytes", aNumber],
        secondsInState: ["times", byKey(theNumber)],
        ramPercent: ["ram_usage", aNumber],
        diskUsedMb: ["disk_usage", aNumber],
        isRunning: ["is_running", aFlag],
      }),
    ),
  ],
  links: [
    "links",
    byKey(
      aRecord<CmlLinkUsage>({
        readBytes: ["readbytes", aNumber],
        readPackets: ["readpackets", aNumber],
        writtenBytes: ["writebytes", aNumber],
        writtenPackets: ["writepackets", aNumber],
        drops: ["drops", aNumber],
      }),
    ),
  ],
});
