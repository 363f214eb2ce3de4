import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { EC2Client, RegisterImageCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";

/** Things to make on moto with the plain AWS SDK, as a team's own scripts would. */
export interface MotoScene {
  registerImage(name: string): Promise<string>;
  /** One running instance; its tag says where its controller is. @returns Its id. */
  launch(imageId: string, name: string, endpoint: string): Promise<string>;
  /** What CloudWatch measured of an instance a moment ago. */
  measure(instanceId: string, cpuPercent: number, memoryPercent: number): Promise<void>;
}

export const motoCredentials = { accessKeyId: "test", secretAccessKey: "test" };

export function motoScene(endpoint: string, region: string): MotoScene {
  const settings = { endpoint, region, credentials: motoCredentials };
  const ec2 = new EC2Client(settings);
  // moto cannot read compressed bodies.
  const cloudwatch = new CloudWatchClient({ ...settings, disableRequestCompression: true });

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
    async measure(instanceId, cpuPercent, memoryPercent) {
      const Dimensions = [{ Name: "InstanceId", Value: instanceId }];
      const Timestamp = new Date(Date.now() - 60_000);
      const put = (Namespace: string, MetricName: string, Value: number) =>
        cloudwatch.send(
          new PutMetricDataCommand({
            Namespace,
            MetricData: [{ MetricName, Dimensions, Timestamp, Value, Unit: "Percent" }],
          }),
        );
      await put("AWS/EC2", "CPUUtilization", cpuPercent);
      await put("CWAgent", "mem_used_percent", memoryPercent);
    },
  };
}
