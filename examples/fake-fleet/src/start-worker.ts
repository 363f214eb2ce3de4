import { type EC2Client, StartInstancesCommand, waitUntilInstanceRunning } from "@aws-sdk/client-ec2";

/** Starts a machine and waits until it runs. @throws what EC2 says, and a TimeoutError after `maxWaitTime` seconds. */
export async function startWorker(ec2: EC2Client, instanceId: string, maxWaitTime = 300): Promise<void> {
  await ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
  await waitUntilInstanceRunning({ client: ec2, maxWaitTime, minDelay: 1 }, { InstanceIds: [instanceId] });
}
