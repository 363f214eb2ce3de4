"""What a program does that knows nothing of simulators: boto3 as it is, settings from the environment.

Prints what it found as JSON, for the test that started it.
"""

import datetime
import json

import boto3
from botocore.exceptions import ClientError

FLEET = "arn:aws:iam::210987654321:role/fleet"
QUICK = {"Delay": 1, "MaxAttempts": 30}


def refusal(call, **arguments):
    """The code and the status a call is refused with."""
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


def states(ec2, ids):
    pages = ec2.get_paginator("describe_instances").paginate(InstanceIds=ids)
    return [
        instance["State"]["Name"]
        for page in pages
        for reservation in page["Reservations"]
        for instance in reservation["Instances"]
    ]


def power(ec2):
    """One launch through its whole life, by boto3's own waiters."""
    image = ec2.register_image(Name="made by boto3", Architecture="x86_64")["ImageId"]
    ec2.get_waiter("image_available").wait(ImageIds=[image], WaiterConfig=QUICK)
    launch = dict(ImageId=image, InstanceType="c5.large", MinCount=1, MaxCount=3, ClientToken="one launch")
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "boto3 & friends"}]}]
    ids = [one["InstanceId"] for one in ec2.run_instances(**launch, TagSpecifications=tags)["Instances"]]
    unknown = refusal(ec2.describe_instances, InstanceIds=ids)
    ec2.get_waiter("instance_exists").wait(InstanceIds=ids, WaiterConfig=QUICK)
    found = {"ids": ids, "unknown": unknown, "at first": states(ec2, ids)}
    found["again"] = [one["InstanceId"] for one in ec2.run_instances(**launch, TagSpecifications=tags)["Instances"]]
    found["mismatch"] = refusal(ec2.run_instances, **{**launch, "MaxCount": 2})
    found["too early"] = refusal(ec2.stop_instances, InstanceIds=ids)
    ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=QUICK)
    ec2.get_waiter("instance_status_ok").wait(InstanceIds=ids, WaiterConfig=QUICK)
    found["monitoring"] = ec2.monitor_instances(InstanceIds=ids[:1])["InstanceMonitorings"][0]["Monitoring"]["State"]
    ec2.stop_instances(InstanceIds=ids)
    ec2.get_waiter("instance_stopped").wait(InstanceIds=ids, WaiterConfig=QUICK)
    ec2.start_instances(InstanceIds=ids[:1])
    ec2.get_waiter("instance_running").wait(InstanceIds=ids[:1], WaiterConfig=QUICK)
    ec2.create_tags(Resources=ids[:1], Tags=[{"Key": "team", "Value": "blau"}])
    tagged = ec2.describe_tags(Filters=[{"Name": "resource-id", "Values": ids[:1]}])["Tags"]
    found["tags"] = sorted([tag["Key"], tag["Value"]] for tag in tagged if tag["Key"] != "cml:endpoint")
    ec2.terminate_instances(InstanceIds=ids)
    ec2.get_waiter("instance_terminated").wait(InstanceIds=ids, WaiterConfig=QUICK)
    found["restart"] = refusal(ec2.start_instances, InstanceIds=ids[:1])
    return found


def pages(ec2):
    """Pages count instances, and lead through all of them once."""
    filters = [{"Name": "tag:fleet", "Values": ["many"]}]
    paginator = ec2.get_paginator("describe_instances")
    found = [
        [one["InstanceId"] for reservation in page["Reservations"] for one in reservation["Instances"]]
        for page in paginator.paginate(Filters=filters, PaginationConfig={"PageSize": 10})
    ]
    statuses = ec2.get_paginator("describe_instance_status").paginate(PaginationConfig={"PageSize": 10})
    return {
        "sizes": [len(page) for page in found],
        "different": len({one for page in found for one in page}),
        "statuses": sum(len(page["InstanceStatuses"]) for page in statuses),
    }


def metrics(cloudwatch, instance):
    """CloudWatch in the protocol boto3 chooses."""
    now = datetime.datetime.now(datetime.timezone.utc)
    since = now - datetime.timedelta(hours=1)
    by_id = [{"Name": "InstanceId", "Value": instance}]
    cpu = {"Namespace": "AWS/EC2", "MetricName": "CPUUtilization", "Dimensions": by_id}
    queries = [
        {"Id": f"q{period}", "MetricStat": {"Metric": cpu, "Period": period, "Stat": "Average"}}
        for period in (300, 900)
    ]
    data = cloudwatch.get_paginator("get_metric_data").paginate(
        MetricDataQueries=queries, StartTime=since, EndTime=now, PaginationConfig={"PageSize": 5}
    )
    results = [result for page in data for result in page["MetricDataResults"]]
    datum = {"MetricName": "disk", "Dimensions": by_id, "Value": 12.5, "Timestamp": now}
    cloudwatch.put_metric_data(Namespace="Ours", MetricData=[datum])
    statistics = cloudwatch.get_metric_statistics(
        **{**cpu, "StartTime": since, "EndTime": now, "Period": 300, "Statistics": ["Average"]}
    )
    listed = cloudwatch.get_paginator("list_metrics").paginate(Dimensions=by_id)
    return {
        "values": all(0 < value < 100 for result in results for value in result["Values"]),
        "times": all(since - datetime.timedelta(minutes=15) <= time <= now for result in results for time in result["Timestamps"]),
        "queries": sorted({result["Id"] for result in results}),
        "pages": len(results),
        "points": len(statistics["Datapoints"]),
        "listed": sorted(metric["MetricName"] for page in listed for metric in page["Metrics"]),
        "refused": refusal(
            cloudwatch.get_metric_data, MetricDataQueries=queries + queries, StartTime=since, EndTime=now
        ),
    }


def accounts(sts):
    """Temporary keys lead into the account of their role."""
    assumed = sts.assume_role(RoleArn=FLEET, RoleSessionName="boto3", DurationSeconds=900)
    keys = assumed["Credentials"]
    session = boto3.Session(
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    left = keys["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    theirs = session.client("ec2").describe_instances()["Reservations"]
    return {
        "own": sts.get_caller_identity()["Account"],
        "assumed": session.client("sts").get_caller_identity()["Arn"],
        "minutes": round(left.total_seconds() / 60),
        "theirs": [reservation["OwnerId"] for reservation in theirs],
        "refused": refusal(sts.assume_role, RoleArn=FLEET.replace("2", "3"), RoleSessionName="boto3"),
    }


def main():
    ec2 = boto3.client("ec2")
    instance = ec2.describe_instances()["Reservations"][0]["Instances"][0]["InstanceId"]
    print(
        json.dumps(
            {
                "power": power(ec2),
                "pages": pages(ec2),
                "metrics": metrics(boto3.client("cloudwatch"), instance),
                "accounts": accounts(boto3.client("sts")),
            }
        )
    )


main()
