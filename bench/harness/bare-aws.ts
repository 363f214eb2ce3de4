import { Pool } from "undici";
import type { Peers } from "./peers.ts";

/** The four AWS calls of a cycle, written by hand: bodies out, text in, and `JSON.parse` where it is JSON. */
export interface BareAws {
  /** DescribeInstances by id. */
  describe(): Promise<unknown>;
  /** Two questions for instances that are not well, and the metrics of all. */
  measure(): Promise<unknown>;
  close(): Promise<void>;
}

export function bareAws({ endpoint, region, accessKeyId, instances }: Peers): BareAws {
  const pool = new Pool(endpoint, { connections: 4 });
  // A simulator looks for the region here, and does not check the signature.
  const authorization = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

  async function post(headers: Readonly<Record<string, string>>, body: string): Promise<string> {
    const answer = await pool.request({ method: "POST", path: "/", headers, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text}`);
    return text;
  }
  const ec2 = (parameters: Readonly<Record<string, string>>) =>
    post(
      { authorization: authorization("ec2"), "content-type": "application/x-www-form-urlencoded" },
      new URLSearchParams({ Version: "2016-11-15", ...parameters }).toString(),
    );
  const ids = Object.fromEntries(instances.map(({ id }, index) => [`InstanceId.${index + 1}`, id]));
  const notWell = (filter: string) => ({
    Action: "DescribeInstanceStatus",
    MaxResults: "1000",
    "Filter.1.Name": filter,
    "Filter.1.Value.1": "impaired",
    "Filter.1.Value.2": "insufficient-data",
    "Filter.1.Value.3": "initializing",
  });

  return {
    describe: () => ec2({ Action: "DescribeInstances", ...ids }),
    async measure() {
      const [, , metrics] = await Promise.all([
        ec2(notWell("instance-status.status")),
        ec2(notWell("system-status.status")),
        post(
          {
            authorization: authorization("monitoring"),
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": "GraniteServiceVersion20100801.GetMetricData",
          },
          JSON.stringify(metricsOf(instances.map(({ id }) => id))),
        ),
      ]);
      return JSON.parse(metrics);
    },
    close: () => pool.close(),
  };
}

function metricsOf(ids: readonly string[]) {
  const now = Math.floor(Date.now() / 300_000) * 300;
  const query = (Id: string, Namespace: string, MetricName: string, id: string) => ({
    Id,
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions: [{ Name: "InstanceId", Value: id }] },
      Period: 300,
      Stat: "Average",
    },
  });
  return {
    StartTime: now - 600,
    EndTime: now + 300,
    MetricDataQueries: ids.flatMap((id, index) => [
      query(`c${index}`, "AWS/EC2", "CPUUtilization", id),
      query(`m${index}`, "CWAgent", "mem_used_percent", id),
    ]),
  };
}
