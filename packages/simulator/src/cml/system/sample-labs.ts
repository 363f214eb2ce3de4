import { seededUuid } from "../../random/seeded.ts";
import { platform } from "../definitions/platforms.ts";

/** A lab that controllers bring along. */
export interface SampleLab {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly name: string;
  readonly kinds: readonly string[];
}

const samples = [
  {
    name: "two-routers",
    title: "Two routers",
    description: "Two routers with a host at each.",
    kinds: ["alpine", "iosv", "iosv", "alpine"],
  },
  {
    name: "campus-access",
    title: "Campus access",
    description: "A router, two switches and a server, with a way out.",
    kinds: ["external_connector", "cat8000v", "iosvl2", "iosvl2", "ubuntu"],
  },
];

/** The same on every controller. */
export const sampleLabs: readonly SampleLab[] = samples.map((sample) => ({
  ...sample,
  id: seededUuid(0, "sample lab", sample.name),
}));

/** What `GET /sample/labs/{id}` answers, and what can be imported: the nodes in a row. */
export function sampleTopology({ title, description, kinds }: SampleLab): Record<string, unknown> {
  const last = kinds.length - 1;
  const slotsOf = (index: number): readonly number[] => (index === 0 || index === last ? [0] : [0, 1]);
  return {
    lab: { version: "0.3.0", title, description, notes: "" },
    nodes: kinds.map((kind, index) => ({
      id: `n${index}`,
      label: `${kind}-${index}`,
      node_definition: kind,
      x: index * 160,
      y: (index % 2) * 120,
      configuration: "",
      interfaces: slotsOf(index).map((slot) => ({
        id: `i${slot}`,
        label: platform(kind).interfaceLabel(slot),
        slot,
        type: "physical",
      })),
    })),
    links: kinds.slice(1).map((_, index) => ({
      id: `l${index}`,
      n1: `n${index}`,
      i1: index === 0 ? "i0" : "i1",
      n2: `n${index + 1}`,
      i2: "i0",
    })),
    annotations: [],
    smart_annotations: [],
  };
}
