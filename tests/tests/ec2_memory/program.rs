//! Decodes long answers of EC2, and fails where one takes too much memory.

use bytes::Bytes;
use http::Response;
use peak_alloc::PeakAlloc;
use tinsmith::rt::operation::Operation;
use tinsmith::wire;

tinsmith_macros::service!(
    "MODEL",
    operations = [
        DescribeImages,
        DescribeInstances,
        DescribeLaunchTemplateVersions,
        DescribeNetworkInterfaces,
        DescribeSpotFleetRequests
    ]
);

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How long bodies are, in bytes.
const LENGTH: usize = 8_000_000;

/// How much memory a body and its values may take together, in bytes.
const ALLOWED: usize = 64_000_000;

/// An instance as EC2 describes it.
const INSTANCE: &str = "<item><instanceId>i-0123456789abcdef0</instanceId>\
    <imageId>ami-0123456789abcdef0</imageId><instanceState><code>16</code><name>running</name>\
    </instanceState><privateDnsName>ip-10-0-0-1.ec2.internal</privateDnsName>\
    <dnsName>ec2-203-0-113-1.compute-1.amazonaws.com</dnsName><reason/><keyName>a-key</keyName>\
    <amiLaunchIndex>0</amiLaunchIndex><productCodes/><instanceType>t3.large</instanceType>\
    <launchTime>2026-01-01T00:00:00.000Z</launchTime><placement>\
    <availabilityZone>us-east-1a</availabilityZone><groupName/><tenancy>default</tenancy>\
    </placement><monitoring><state>disabled</state></monitoring>\
    <subnetId>subnet-0123456789abcdef0</subnetId><vpcId>vpc-0123456789abcdef0</vpcId>\
    <privateIpAddress>10.0.0.1</privateIpAddress><ipAddress>203.0.113.1</ipAddress>\
    <sourceDestCheck>true</sourceDestCheck><groupSet><item><groupId>sg-0123456789abcdef0</groupId>\
    <groupName>the default group</groupName></item></groupSet><architecture>x86_64</architecture>\
    <rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName>\
    <blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs>\
    <volumeId>vol-0123456789abcdef0</volumeId><status>attached</status>\
    <attachTime>2026-01-01T00:00:01.000Z</attachTime>\
    <deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>\
    <virtualizationType>hvm</virtualizationType><clientToken>a token that was sent</clientToken>\
    <tagSet><item><key>Name</key><value>a name that someone gave it</value></item></tagSet>\
    <hypervisor>xen</hypervisor><ebsOptimized>false</ebsOptimized></item>";

/// Decodes `unit`, repeated in these elements: what is wrong with it, and the memory that it took.
fn decoded<O: Operation>(around: &[&str], unit: &str) -> (Option<String>, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let name = O::SCHEMA.id.name;
    let mut body = format!("<{name}Response>");
    body.reserve_exact(LENGTH + 4096);
    around.iter().for_each(|it| body += &format!("<{it}>"));
    while body.len() < LENGTH {
        body += unit;
    }
    around.iter().rev().for_each(|it| body += &format!("</{it}>"));
    body += &format!("</{name}Response>");
    let response = Response::new(Bytes::from(body));
    let error = wire::response::<O>(response).err().map(|it| it.to_string());
    (error, MEMORY.peak_usage().saturating_sub(before))
}

fn check<O: Operation>(around: &[&str], unit: &str, path: &str) {
    let name = O::SCHEMA.id.name;
    let (error, memory) = decoded::<O>(around, unit);
    println!("{name} {around:?} {unit}: {memory} bytes, {error:?}");
    assert!(memory < ALLOWED, "{memory} bytes");
    if let Some(error) = error {
        assert!(error.contains("max_decoded_bytes"), "{error}");
        assert!(error.contains(&format!(" at {path}")), "{error}");
    }
}

fn main() {
    use ec2 as op;
    check::<op::DescribeInstances>(&["reservationSet"], "<item/>", "Reservations[");
    let instances = ["reservationSet", "item", "instancesSet"];
    let path = "Reservations[0].Instances[";
    check::<op::DescribeInstances>(&instances, "<item/>", path);
    check::<op::DescribeInstances>(&instances, "<item><placement/></item>", path);
    check::<op::DescribeImages>(&["imagesSet"], "<item/>", "Images[");
    check::<op::DescribeLaunchTemplateVersions>(
        &["launchTemplateVersionSet"],
        "<item><launchTemplateData/></item>",
        "LaunchTemplateVersions[",
    );
    check::<op::DescribeNetworkInterfaces>(
        &["networkInterfaceSet"],
        "<item/>",
        "NetworkInterfaces[",
    );
    check::<op::DescribeSpotFleetRequests>(
        &["spotFleetRequestConfigSet"],
        "<item><spotFleetRequestConfig/></item>",
        "SpotFleetRequestConfigs[",
    );
    let (error, memory) = decoded::<op::DescribeInstances>(&instances, INSTANCE);
    println!("instances as EC2 describes them: {memory} bytes");
    assert_eq!(error, None);
}
