import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { EC2Client, RegisterImageCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";

/** Things to make on moto with the plain AWS SDK, as a team's own scripts would. */
export interface MotoScene {
  registerImage(name: string): Promise<string>;
  /** One running instance; its tag says where its controller is. @returns Its id. */
  launch(imageId: string, name: string, endpoint: string): Promise<string>;
  /** What CloudWatch measured of an instance. `at` is a minute ago unless given. */
  measureCpu(instanceId: string, percent: number, at?: Date): Promise<void>;
  /** What the CloudWatch agent on an instance measured. `at` is a minute ago unless given. */
  measureMemory(instanceId: string, percent: number, at?: Date): Promise<void>;
}

export const motoCredentials = { accessKeyId: "test", secretAccessKey: "test" };

export function motoScene(endpoint: string, region: string): MotoScene {
  const settings = { endpoint, region, credentials: motoCredentials };
  const ec2 = new EC2Client(settings);
  // moto cannot read compressed bodies.
  const cloudwatch = new CloudWatchClient({ ...settings, disableRequestCompression: true });

  async function put(
    Namespace: string,
    MetricName: string,
    instanceId: string,
    Value: number,
    Timestamp = new Date(Date.now() - 60_000),
  ): Promise<void> {
    const Dimensions = [{ Name: "InstanceId", Value: instanceId }];
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace,
        MetricData: [{ MetricName, Dimensions, Timestamp, Value, Unit: "Percent" }],
      }),
    );
  }

  return {
    async registerImage(name) {
      const { ImageId } = await ec2.send(
        new RegisterImageCommand({ Name: name, Description: `Image ${name}`, Architecture: "x86_64" }),
      );
      return ImageId as string;
    },
    async launch(imageId, name, controller) {
      const { Instances } = await ec2.send(
        new RunInstancesCommand({
          ImageId: imageId,
          InstanceType: "c5.4xlarge",
          MinCount: 1,
          MaxCount: 1,
          TagSpecifications: [
            {
              ResourceType: "instance",
              Tags: [
                { Key: "Name", Value: name },
                { Key: "cml:endpoint", Value: controller },
              ],
            },
          ],
        }),
      );
      return Instances?.[0]?.InstanceId as string;
    },
    measureCpu: (instanceId, percent, at) => put("AWS/EC2", "CPUUtilization", instanceId, percent, at),
    measureMemory: (instanceId, percent, at) => put("CWAgent", "mem_used_percent", instanceId, percent, at),
  };
}
