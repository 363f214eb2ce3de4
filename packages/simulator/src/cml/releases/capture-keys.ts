import { type Difference, eachObject, forEach, type Members, members } from "./difference.ts";

const withKey = eachObject((object: Members) =>
  typeof object["id"] === "string" ? { ...object, link_capture_key: object["id"] } : object,
);

/** The captures themselves have this key from their beginning: here are the links that are not captured. */
export const captureKeys: Difference = {
  about: "a capture has the id of its link for its key from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    ...forEach(["GET /labs/{lab_id}/links/{link_id}", "GET /labs/{lab_id}/links"], { answer: withKey }),
    "GET /labs/{lab_id}/topology": {
      answer: (body) => ({ ...members(body), links: withKey(members(body)["links"]) }),
    },
  },
};
