import { aName, aNumber, aText, aTime, maybe, theText } from "../answers/kinds.ts";
import { aRecord, type Fields, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import { answering, answeringOrEmpty, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** How packets are captured: at least one of the first two. */
export interface CmlCaptureSettings {
  /** Ends after so many packets, 1 to 1,000,000. */
  readonly maxPackets?: number;
  /** Ends after so many seconds, 1 to 86,400. */
  readonly maxSeconds?: number;
  /** Which packets, as a Berkeley packet filter of up to 128 characters. @defaultValue all */
  readonly filter?: string;
  /** @defaultValue `ethernet` */
  readonly encapsulation?: "ethernet" | "frelay" | "ppp" | "ppp_hdlc" | "pppoe" | "c_hdlc" | "slip" | "ax25";
}

/** How packets are captured. `null` is unknown, or not set. */
export interface CmlCaptureConfiguration {
  readonly maxPackets: number | null;
  readonly maxSeconds: number | null;
  readonly filter: string | null;
  readonly encapsulation: string | null;
}

/** How a capture goes. Everything is `null` when there is none. */
export interface CmlCaptureStatus {
  readonly configuration: (CmlCaptureConfiguration & { readonly key: string | null }) | null;
  /** ISO 8601 in UTC. */
  readonly startedAt: string | null;
  readonly packetsCaptured: number | null;
}

/** Captures of what goes over links; what they caught is in the `pcap` group. */
export interface CmlLinkCaptures {
  /** @throws CmlError `invalid_request` when the settings set no end */
  start(
    labId: string,
    linkId: string,
    settings: CmlCaptureSettings,
    options?: CmlCallOptions,
  ): Promise<CmlCaptureConfiguration>;
  stop(labId: string, linkId: string, options?: CmlCallOptions): Promise<void>;
  status(labId: string, linkId: string, options?: CmlCallOptions): Promise<CmlCaptureStatus>;
  /** What the `pcap` group knows it by. @throws CmlError `not_found` when there is none */
  key(labId: string, linkId: string, options?: CmlCallOptions): Promise<string>;
}

const fields: Fields<CmlCaptureConfiguration> = {
  maxPackets: ["maxpackets", aNumber],
  maxSeconds: ["maxtime", aNumber],
  filter: ["bpfilter", aText],
  encapsulation: ["encap", aText],
};
const start = answering(
  "PUT /labs/{lab_id}/links/{link_id}/capture/start",
  aRecord(fields, ["link_capture_key"]),
);
const stop = doing("PUT /labs/{lab_id}/links/{link_id}/capture/stop");
const status = answeringOrEmpty(
  "GET /labs/{lab_id}/links/{link_id}/capture/status",
  aRecord<CmlCaptureStatus>(
    {
      configuration: ["config", maybe(aRecord({ ...fields, key: ["link_capture_key", aName] as const }))],
      startedAt: ["starttime", aTime],
      packetsCaptured: ["packetscaptured", aNumber],
    },
    ["encap"],
  ),
);
const key = answering("GET /labs/{lab_id}/links/{link_id}/capture/key", theText);

export function createLinkCaptures(call: Call): CmlLinkCaptures {
  return {
    async start(labId, linkId, settings, options) {
      if (settings.maxPackets === undefined && settings.maxSeconds === undefined) {
        throw new CmlError("A capture needs an end: maxPackets or maxSeconds.", { code: "invalid_request" });
      }
      const body = written<CmlCaptureSettings>(fields, settings);
      return call(start, { ...options, path: { lab_id: labId, link_id: linkId }, body });
    },
    stop: (labId, linkId, options) => call(stop, { ...options, path: { lab_id: labId, link_id: linkId } }),
    status: (labId, linkId, options) =>
      call(status, { ...options, path: { lab_id: labId, link_id: linkId } }),
    key: (labId, linkId, options) => call(key, { ...options, path: { lab_id: labId, link_id: linkId } }),
  };
}
