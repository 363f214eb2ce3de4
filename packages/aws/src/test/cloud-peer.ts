import {
  type _InstanceType,
  DescribeInstancesCommand,
  EC2Client,
  RegisterImageCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import type { ImageScene, InstanceScene, LaunchOrder } from "@cml-fleet/core/testing";
import { ec2Images } from "../ec2-images.ts";
import { ec2Instances } from "../ec2-instances.ts";
import { realClients } from "./real-clients.ts";

export const regions = ["us-east-1", "eu-west-1"] as const;

/** Somebody else's EC2, and what it can do to itself. */
export interface CloudPeer extends Pick<InstanceScene, "breakRegion" | "impair"> {
  readonly endpoint: string;
}

/** An adapter on a peer, and machines made with the plain SDK. */
export function instanceScene({ endpoint, ...troubles }: CloudPeer): InstanceScene {
  const made = maker(endpoint);
  return {
    instances: ec2Instances({ clients: realClients(endpoint).ec2 }),
    regions,
    image: (region) => made.image(region, `image ${crypto.randomUUID()}`),
    launch: made.launch,
    ...troubles,
  };
}

/** An adapter on a peer, and images made with the plain SDK. */
export function imageScene({ endpoint }: CloudPeer): ImageScene {
  const made = maker(endpoint);
  return {
    images: ec2Images({ clients: realClients(endpoint).ec2 }),
    regions,
    plant: async ({ region, name }) => ({ id: await made.image(region, name) }),
    stranger: "999988887777",
  };
}

/** Makes things on a peer as a team's own scripts would. */
export function maker(endpoint: string) {
  const clients = new Map<string, EC2Client>();
  const ec2 = (region: string): EC2Client => {
    const known = clients.get(region);
    if (known) return known;
    const credentials = { accessKeyId: "AKIDTEST", secretAccessKey: "test" };
    const client = new EC2Client({ endpoint, region, credentials });
    clients.set(region, client);
    return client;
  };

  async function running(region: string, id: string): Promise<void> {
    for (let look = 0; look < 500; look++) {
      const { Reservations } = await ec2(region).send(new DescribeInstancesCommand({ InstanceIds: [id] }));
      if (Reservations?.[0]?.Instances?.[0]?.State?.Name === "running") return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`Instance ${id} does not come up.`);
  }

  return {
    async image(region: string, name: string): Promise<string> {
      const { ImageId } = await ec2(region).send(
        new RegisterImageCommand({ Name: name, Architecture: "x86_64" }),
      );
      return ImageId as string;
    },
    async launch({ region, imageId, power, tags = { Name: "made by a script" } }: LaunchOrder) {
      const { Instances } = await ec2(region).send(
        new RunInstancesCommand({
          ImageId: imageId,
          InstanceType: "c5.2xlarge" satisfies _InstanceType,
          MinCount: 1,
          MaxCount: 1,
          TagSpecifications: [
            { ResourceType: "instance", Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
          ],
        }),
      );
      const id = Instances?.[0]?.InstanceId as string;
      if (power !== "running") await running(region, id);
      if (power === "stopped") await ec2(region).send(new StopInstancesCommand({ InstanceIds: [id] }));
      if (power === "terminated")
        await ec2(region).send(new TerminateInstancesCommand({ InstanceIds: [id] }));
      return { region, id };
    },
  };
}
