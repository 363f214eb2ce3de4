/** A description of one instance with everything AWS writes into it: about 4.6 KB. */
export function wholeInstanceXml(index: number, tagValue = "lab"): string {
  const id = index.toString(16).padStart(17, "0");
  const host = `10.0.${index >> 8}.${index & 255}`;
  const groups = `<groupSet><item><groupId>sg-${id}</groupId><groupName>cml</groupName></item></groupSet>`;
  return (
    `<instanceId>i-${id}</instanceId><imageId>ami-0abcdef1234567890</imageId>` +
    "<instanceState><code>16</code><name>running</name></instanceState>" +
    `<privateDnsName>ip-${host.replaceAll(".", "-")}.eu-west-1.compute.internal</privateDnsName>` +
    `<dnsName>ec2-52-0-0-${index & 255}.eu-west-1.compute.amazonaws.com</dnsName><reason/>` +
    "<keyName>cml-fleet-operations</keyName><amiLaunchIndex>0</amiLaunchIndex><productCodes/>" +
    "<instanceType>m5zn.metal</instanceType><launchTime>2026-01-02T03:04:05.000Z</launchTime>" +
    "<placement><availabilityZone>eu-west-1a</availabilityZone><availabilityZoneId>euw1-az1</availabilityZoneId>" +
    "<groupName/><tenancy>default</tenancy></placement><monitoring><state>enabled</state></monitoring>" +
    `<subnetId>subnet-${id}</subnetId><vpcId>vpc-${id}</vpcId><privateIpAddress>${host}</privateIpAddress>` +
    `<ipAddress>52.0.${index >> 8}.${index & 255}</ipAddress><sourceDestCheck>true</sourceDestCheck>${groups}` +
    "<architecture>x86_64</architecture><rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/sda1</rootDeviceName>" +
    `<blockDeviceMapping>${blockDevice("/dev/sda1", id)}${blockDevice("/dev/sdf", id)}</blockDeviceMapping>` +
    `<virtualizationType>hvm</virtualizationType><clientToken>${id}-${id}</clientToken>` +
    `<tagSet>${tag("Name", `worker ${index}`)}${tag("cml:note", tagValue)}${tag("aws:autoscaling:groupName", "g")}</tagSet>` +
    `<hypervisor>xen</hypervisor><networkInterfaceSet>${networkInterface(id, host, groups)}</networkInterfaceSet>` +
    `<iamInstanceProfile><arn>arn:aws:iam::123456789012:instance-profile/cml-fleet-worker</arn><id>AIPA${id}</id></iamInstanceProfile>` +
    "<ebsOptimized>true</ebsOptimized><enaSupport>true</enaSupport>" +
    "<cpuOptions><coreCount>24</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>" +
    "<capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference></capacityReservationSpecification>" +
    "<hibernationOptions><configured>false</configured></hibernationOptions>" +
    "<enclaveOptions><enabled>false</enabled></enclaveOptions>" +
    "<metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit>" +
    "<httpEndpoint>enabled</httpEndpoint><httpProtocolIpv6>disabled</httpProtocolIpv6><instanceMetadataTags>disabled</instanceMetadataTags></metadataOptions>" +
    "<platformDetails>Linux/UNIX</platformDetails><usageOperation>RunInstances</usageOperation>" +
    "<usageOperationUpdateTime>2026-01-02T03:04:05.000Z</usageOperationUpdateTime>" +
    "<privateDnsNameOptions><hostnameType>ip-name</hostnameType><enableResourceNameDnsARecord>true</enableResourceNameDnsARecord>" +
    "<enableResourceNameDnsAAAARecord>false</enableResourceNameDnsAAAARecord></privateDnsNameOptions>" +
    "<maintenanceOptions><autoRecovery>default</autoRecovery><rebootMigration>default</rebootMigration></maintenanceOptions>" +
    "<networkPerformanceOptions><bandwidthWeighting>default</bandwidthWeighting></networkPerformanceOptions>" +
    "<currentInstanceBootMode>legacy-bios</currentInstanceBootMode><operator><managed>false</managed></operator>"
  );
}

/** The content of a DescribeInstances answer, with each instance in a reservation of its own. */
export function wholeReservationSet(instances: readonly string[]): string {
  const items = instances.map(
    (xml, index) =>
      `<item><reservationId>r-${index}</reservationId><ownerId>123456789012</ownerId><groupSet/>` +
      `<instancesSet><item>${xml}</item></instancesSet></item>`,
  );
  return `<requestId>req-1</requestId><reservationSet>${items.join("")}</reservationSet>`;
}

function tag(key: string, value: string): string {
  return `<item><key>${key}</key><value>${value}</value></item>`;
}

function blockDevice(name: string, id: string): string {
  return (
    `<item><deviceName>${name}</deviceName><ebs><volumeId>vol-${id}</volumeId><status>attached</status>` +
    "<attachTime>2026-01-02T03:04:06.000Z</attachTime><deleteOnTermination>true</deleteOnTermination></ebs></item>"
  );
}

function networkInterface(id: string, host: string, groups: string): string {
  const association =
    "<association><publicIp>52.0.0.1</publicIp><publicDnsName>ec2-52-0-0-1.eu-west-1.compute.amazonaws.com</publicDnsName><ipOwnerId>amazon</ipOwnerId></association>";
  return (
    `<item><networkInterfaceId>eni-${id}</networkInterfaceId><subnetId>subnet-${id}</subnetId><vpcId>vpc-${id}</vpcId>` +
    "<description/><ownerId>123456789012</ownerId><status>in-use</status><macAddress>0a:58:a9:fe:00:01</macAddress>" +
    `<privateIpAddress>${host}</privateIpAddress><privateDnsName>${host}.internal</privateDnsName>` +
    `<sourceDestCheck>true</sourceDestCheck>${groups}<attachment><attachmentId>eni-attach-${id}</attachmentId>` +
    "<deviceIndex>0</deviceIndex><status>attached</status><attachTime>2026-01-02T03:04:05.000Z</attachTime>" +
    `<deleteOnTermination>true</deleteOnTermination><networkCardIndex>0</networkCardIndex></attachment>${association}` +
    `<privateIpAddressesSet><item><privateIpAddress>${host}</privateIpAddress><primary>true</primary>${association}</item></privateIpAddressesSet>` +
    "<ipv6AddressesSet/><interfaceType>interface</interfaceType><operator><managed>false</managed></operator></item>"
  );
}
