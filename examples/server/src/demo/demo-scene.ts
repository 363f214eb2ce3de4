import type { SeedImage, SeedInstance, SeedLab } from "@cml-fleet/simulator";

/** Where the demo's fleet is. */
export const demoRegions = ["us-east-1", "eu-west-1"] as const;

/** Images that auto-import looks for. */
export const demoImageName = "cml-2.*";

const [virginia, ireland] = demoRegions;

/** A controller image in each region, and one that has nothing to do with CML. */
export const demoImages: readonly SeedImage[] = [
  {
    region: virginia,
    name: "cml-2.9.0-controller",
    description: "Cisco Modeling Labs 2.9.0",
    creationDate: "2026-02-11T09:30:00.000Z",
  },
  {
    region: ireland,
    name: "cml-2.9.0-controller",
    description: "Cisco Modeling Labs 2.9.0",
    creationDate: "2026-02-11T10:05:00.000Z",
  },
  { region: ireland, name: "build-agent-2026.4", description: "Continuous integration" },
];

const exam: SeedLab = {
  title: "ENARSI mock exam",
  description: "Twelve routers and four hosts, one copy for each seat.",
  nodes: [...Array<string>(12).fill("iosv"), ...Array<string>(4).fill("alpine")],
  state: "STARTED",
};
const fabric: SeedLab = {
  title: "Data center fabric",
  nodes: ["nxosv9000", "nxosv9000", "nxosv9000", "nxosv9000", "ubuntu", "ubuntu"],
  state: "STARTED",
};
const wan: SeedLab = {
  title: "SD-WAN, three sites",
  nodes: [...Array<string>(6).fill("cat8000v"), "unmanaged_switch", "ubuntu"],
  state: "STARTED",
};
const draft: SeedLab = { title: "Draft: segment routing", nodes: Array<string>(8).fill("cat8000v") };

/** Eight instances: running, stopped, one that is just starting, and one that is no controller. */
export const demoInstances: readonly SeedInstance[] = [
  { region: virginia, name: "ccna-classroom", type: "c5.4xlarge", controller: { labs: [exam, exam] } },
  {
    region: virginia,
    name: "sdwan-demo",
    type: "m5zn.metal",
    detailedMonitoring: true,
    controller: { labs: [wan, wan, fabric, draft] },
  },
  { region: virginia, name: "automation-ci", type: "c5.9xlarge", controller: { labs: [wan, exam, draft] } },
  {
    region: virginia,
    name: "exam-pool-1",
    type: "c5.4xlarge",
    state: "stopped",
    controller: { labs: [exam] },
  },
  { region: ireland, name: "emea-classroom", type: "c5.4xlarge" },
  { region: ireland, name: "partner-lab", type: "c5.4xlarge", agent: false, controller: { labs: [draft] } },
  {
    region: ireland,
    name: "exam-pool-2",
    type: "c5.4xlarge",
    state: "pending",
    controller: { labs: [exam] },
  },
  { region: ireland, name: "build-agent", type: "t3.large", image: "build-agent-2026.4", controller: false },
];
