//! The models of a service in both forms say the same, but for what is listed here with the
//! reason.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{corpus, model, services, sources};
use crate::walk::{Difference, walk};

/// The revision whose Smithy models are of the same month as the models in AWS's JSON.
const SAME_MONTH: &str = "smithy-lang/smithy-rs @ 56ee88c5c6ed";

type Test = fn(&Difference) -> bool;

/// Why the two differ.
const REASONS: &[(&str, Test)] = &[
    ("was added between the two, within the month", |it| {
        let added = it.smithy.is_empty() && !it.c2j.is_empty();
        let is_kms = it.service == "Lambda" && it.c2j.starts_with("KMS");
        added && (matches!(it.what, "operation" | "members" | "values") || is_kms)
    }),
    ("was loosened between the two, within the month", |it| {
        let places = [
            "CreateLookupTableRequest$tableBody",
            "UpdateLookupTableRequest$tableBody",
            "DestinationConfiguration$s3Configuration",
            "DeleteServiceLinkedConfigurationRecorderRequest$ServicePrincipal",
        ];
        it.what == "required" && places.contains(&&*it.place)
    }),
    ("AWS's JSON has no defaults: the member is optional", |it| {
        it.what == "default_value" && it.c2j.is_empty()
    }),
    ("the service has no XML: its names are not read", |it| {
        let is_xml = matches!(it.what, "xml_name" | "xml_flattened" | "xml_namespace");
        let has_xml = ["S3", "S3 Control", "Route 53", "IAM", "STS"].contains(&&*it.service);
        is_xml && !has_xml && it.c2j.is_empty()
    }),
    ("the root of a response is not looked at", |it| {
        let is_root = it.place.ends_with("Output") && it.service == "S3";
        it.what == "xml_name" && is_root && it.c2j.is_empty()
    }),
    ("elements of flattened lists are called by the list", |it| {
        let lists = [
            "StorageLensConfigurationList",
            "StorageLensGroupList",
            "EncryptionTypeList",
        ];
        let of_list = lists
            .iter()
            .any(|list| it.place == format!("{list}$member"));
        it.what == "xml_name" && of_list
    }),
    (
        "errors without paths may have no status and no code: their type is sent",
        |it| {
            let is_json = !["S3", "S3 Control", "Route 53", "STS"].contains(&&*it.service);
            matches!(it.what, "http_error" | "aws_query_error") && is_json && it.c2j.is_empty()
        },
    ),
    ("the fault of an error is not said", |it| {
        it.what == "error" && it.place == "InternalServerException"
    }),
    (
        "the message of an error is not listed; every error has one",
        |it| it.what == "members" && it.smithy.eq_ignore_ascii_case("message"),
    ),
    ("the error of endpoint discovery is not listed", |it| {
        it.what == "errors" && it.smithy == "InvalidEndpointException"
    }),
    ("an answer to HEAD has no body: 404 is all it says", |it| {
        it.what == "errors" && it.smithy == "NotFound"
    }),
    ("AWS's JSON keeps types of before", |it| {
        let numbers = ["MaxItems", "MaxResults", "limit", "PartNumberMarker"];
        let is_number = numbers.iter().any(|name| it.place.ends_with(name));
        let is_date = it.place.ends_with("$Expires");
        it.what == "kind" && (is_number || is_date)
    }),
    ("other paginators are listed", |it| {
        it.what.starts_with("page ")
    }),
    ("queries of S3 name the operation besides", |it| {
        let plain = it.smithy.replace(&format!("&x-id={}", it.place), "");
        let plain = plain.replace(&format!("?x-id={}", it.place), "");
        it.what == "http" && plain == it.c2j
    }),
    ("the path has a slash at its end", |it| {
        it.what == "http" && it.place == "ChangeResourceRecordSets"
    }),
    ("AWS's JSON marks read-only operations since lately", |it| {
        it.what == "readonly" && it.c2j.is_empty()
    }),
    (
        "patterns match the whole value: what comes after is said",
        |it| {
            let body = |text: &str| text.trim_matches(['"', '^', '$']).to_owned();
            let (whole, found) = (body(&it.c2j), body(&it.smithy));
            let padded = [format!("{found}.*"), format!(".*{found}.*")];
            it.what == "pattern" && padded.contains(&whole)
        },
    ),
    (
        "the pattern was changed between the two, or lost its controls",
        |it| it.what == "pattern" && ["Lambda", "CodeCatalyst"].contains(&&*it.service),
    ),
    ("one scheme need not be listed", |it| {
        it.what == "auth" && it.smithy == "[aws.auth#sigv4]" && it.c2j.is_empty()
    }),
    (
        "no authentication at all is optional authentication",
        |it| it.what == "optional_auth" && it.c2j == "yes" && it.place == "CreateOAuth2Token",
    ),
    ("the protocol has no headers: the trait is not read", |it| {
        it.what == "http_header" && it.service == "DynamoDB"
    }),
];

#[test]
fn both_models_of_a_service_agree() {
    let (Some(models), Some(_)) = (corpus("models"), corpus("c2j")) else {
        return;
    };
    let table = fs::read_to_string(models.join("SOURCES.tsv")).expect("a table");
    let rows = table.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    let same_month = rows.filter(|row| row.iter().any(|cell| cell.starts_with(SAME_MONTH)));
    let files: BTreeMap<_, _> = same_month.map(|row| (row[1], row[0])).collect();
    let mut unexplained = Vec::new();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut pairs, mut compared) = (0, 0);
    for (name, path) in services() {
        let (c2j, faults) = model(&sources(&path));
        let c2j = c2j.unwrap_or_else(|| panic!("{name}: {faults}"));
        let service = c2j.service().traits.aws_service().expect("names");
        let Some(file) = files.get(&*service.sdk_id) else {
            continue;
        };
        let (smithy, faults) = model(&sources(&models.join(file)));
        let smithy = smithy.unwrap_or_else(|| panic!("{file}: {faults}"));
        let (differences, count) = walk(&smithy, &c2j);
        pairs += 1;
        compared += count;
        for difference in differences {
            match REASONS.iter().find(|(_, holds)| holds(&difference)) {
                Some((reason, _)) => *used.entry(reason).or_default() += 1,
                None => unexplained.push(difference.to_string()),
            }
        }
    }
    println!("{pairs} services, {compared} operations, shapes and members");
    for (reason, count) in &used {
        println!("{count:>5} {reason}");
    }
    // Of the 22, one has no model in AWS's JSON there.
    assert_eq!((files.len(), pairs), (22, 21));
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    let idle = REASONS
        .iter()
        .filter(|(reason, _)| !used.contains_key(reason));
    let idle: Vec<_> = idle.map(|(reason, _)| reason).collect();
    assert!(idle.is_empty(), "these explain nothing: {idle:?}");
}
