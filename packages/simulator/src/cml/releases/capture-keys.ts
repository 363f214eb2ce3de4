import type { Call } from "../operation.ts";
import { type Ask, type Difference, eachObject, forEach, type Members, members } from "./difference.ts";

const link = "/labs/{lab_id}/links/{link_id}";
const keyOperation = `GET ${link}/capture/key`;

const withKey = eachObject((object: Members) =>
  typeof object["id"] === "string" ? { ...object, link_capture_key: object["id"] } : object,
);

const ofLinkInPath = (object: Members, { path }: Call): Members =>
  object["link_capture_key"] ? { ...object, link_capture_key: path["link_id"] } : object;

/** Captures are asked for by the link they are of: the key that 2.9 has for it is looked up. */
async function keyInPath({ controller, path }: Call, ask: Ask): Promise<Call["path"]> {
  const id = path["link_capture_key"] ?? "";
  const lab = [...controller.labs.values()].find(({ links }) => links.some((one) => one.id === id));
  if (!lab) return path;
  const key = await ask(keyOperation, { lab_id: lab.id, link_id: id });
  return { ...path, link_capture_key: String(key) };
}

export const captureKeys: Difference = {
  about: "a capture has the id of its link for its key from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    [keyOperation]: { answer: (_body, { path }) => path["link_id"] },
    [`GET ${link}/capture/status`]: {
      answer: (body, call) => {
        const { config, ...status } = members(body);
        return { ...status, config: config ? ofLinkInPath(members(config), call) : config };
      },
    },
    [`PUT ${link}/capture/start`]: { answer: (body, call) => ofLinkInPath(members(body), call) },
    ...forEach([`GET ${link}`, "GET /labs/{lab_id}/links"], { answer: withKey }),
    "GET /labs/{lab_id}/topology": {
      answer: (body) => ({ ...members(body), links: withKey(members(body)["links"]) }),
    },
    ...forEach(
      [
        "GET /pcap/{link_capture_key}",
        "GET /pcap/{link_capture_key}/packets",
        "GET /pcap/{link_capture_key}/packet/{packet_id}",
      ],
      { path: keyInPath },
    ),
  },
};
