import { CmlApiError } from "../answer.ts";
import { type Difference, eachObject, forEach, members, without } from "./difference.ts";

/** Topologies are written in the format of the release. */
export function topologyVersion(when: string, releases: Difference["releases"], version: string): Difference {
  const inLab = (body: unknown): unknown => ({
    ...members(body),
    lab: { ...members(members(body)["lab"]), version },
  });
  return {
    about: `topologies are of version ${version} ${when}`,
    releases,
    amendments: {
      "GET /labs/{lab_id}/topology": { answer: inLab },
      "GET /sample/labs/{sample_lab_id}": { answer: inLab },
      "GET /labs/{lab_id}/download": {
        // Two blanks deep there is nothing but what a lab has itself: texts and nodes are deeper, or begin with a dash.
        answer: (text) => String(text).replace(/^ {2}version: .*$/m, `  version: ${version}`),
      },
    },
  };
}

const words = new Map<unknown, unknown>([
  [true, "accepted"],
  [false, "declined"],
  [null, "unset"],
]);
const values = new Map([...words].map(([value, word]) => [word, value]));

function optInAsked(body: unknown): unknown {
  const given = members(body);
  if (!("opt_in" in given)) return body;
  if (!values.has(given["opt_in"])) throw new CmlApiError(400, "Input validation failed");
  return { ...given, opt_in: values.get(given["opt_in"]) };
}

const optInWord = eachObject((object) =>
  "opt_in" in object ? { ...object, opt_in: words.get(object["opt_in"]) } : object,
);
const withOptIn = [
  "GET /users",
  "POST /users",
  "GET /users/{user_id}",
  "PATCH /users/{user_id}",
  "GET /telemetry",
  "PUT /telemetry",
];

export const optIn: Difference = {
  about: "opt_in is a word from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    ...forEach(withOptIn, { request: optInAsked, answer: optInWord }),
    "GET /diagnostics/{category}": {
      answer: (body, { path }) => (path["category"] === "user_list" ? optInWord(body) : body),
    },
  },
};

export const information: Difference = {
  about: "system_information tells a time limit and features from 2.10 on",
  releases: { from: "2.10" },
  amendments: {
    // Seconds, between 1 and 60; which names features have is not recorded.
    "GET /system_information": { answer: (body) => ({ ...members(body), timeout: 30, features: [] }) },
  },
};

const noOverload = { cpu_overload: false, memory_overload: false, disk_overload: false };

export const health: Difference = {
  about: "compute hosts tell from 2.10 on whether they carry too much",
  releases: { from: "2.10" },
  amendments: {
    "GET /system_health": {
      answer: (body) => ({
        ...members(body),
        computes: Object.fromEntries(
          Object.entries(members(members(body)["computes"])).map(([id, compute]) => [
            id,
            { ...members(compute), ...noOverload },
          ]),
        ),
      }),
    },
  },
};

export const computeHosts: Difference = {
  about: "compute hosts do not list their nodes any more from 2.10 on",
  releases: { from: "2.10" },
  amendments: forEach(
    [
      "GET /system/compute_hosts",
      "GET /system/compute_hosts/{compute_id}",
      "PATCH /system/compute_hosts/{compute_id}",
    ],
    { answer: eachObject(without("nodes")) },
  ),
};
