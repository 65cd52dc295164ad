//! What large bodies cost in each format, beside the AWS SDK and plain `serde_json` derives.

use crate::Result;
use crate::callers::{self, Caller, OURS};
use crate::places::Places;
use crate::rivals::Rivals;
use crate::table::{Row, Target, Unit};

/// A body, who handles it, and who it is compared with.
struct Measured {
    what: &'static str,
    client: &'static str,
    case: &'static str,
    rival: Rival,
    target: Target,
    /// Needs models that are not in this repository.
    official: bool,
}

/// A client of another program.
enum Rival {
    /// The yardstick's.
    Yardstick(&'static str, &'static str),
    /// The AWS SDK's that the yardstick lacks.
    Sdk,
}

const MEASURED: [Measured; 6] = [
    Measured {
        what: "JSON: query answered with 1 MB, whole call",
        client: OURS,
        case: "query",
        rival: Rival::Yardstick("SDK", "sdk"),
        target: Target::Ratio(0.5),
        official: false,
    },
    Measured {
        what: "JSON: the same, decoding alone",
        client: "wire",
        case: "query",
        rival: Rival::Yardstick("serde_json derive", "de"),
        target: Target::Ratio(0.85),
        official: false,
    },
    Measured {
        what: "JSON: batch of 25 items, encoding alone",
        client: "wire",
        case: "batchwrite",
        rival: Rival::Yardstick("serde_json derive", "ser"),
        target: Target::Ratio(1.25),
        official: false,
    },
    Measured {
        what: "XML: S3 listing of 1,000 keys, whole call",
        client: OURS,
        case: "s3list",
        rival: Rival::Yardstick("SDK", "sdk"),
        target: Target::Ratio(0.4),
        official: true,
    },
    Measured {
        what: "query: SNS listing of 1,000 subscriptions, whole call",
        client: OURS,
        case: "subscriptions",
        rival: Rival::Sdk,
        target: Target::None,
        official: true,
    },
    Measured {
        what: "CBOR: listing of 1,000 plans, whole call",
        client: OURS,
        case: "plans",
        rival: Rival::Sdk,
        target: Target::None,
        official: true,
    },
];

pub(crate) fn rows(places: &Places, _: &Rivals) -> Result<Vec<Row>> {
    let Some(yardstick) = callers::yardstick(places, places.official_models.is_some())? else {
        return Ok(Vec::new());
    };
    let ours = callers::ours(places)?;
    let sdk = match places.official_models {
        Some(_) => Some(callers::sdk(places)?),
        None => None,
    };
    let mut rows = Vec::new();
    for measured in &MEASURED {
        if !measured.official || sdk.is_some() {
            rows.push(measured.row(&ours, &yardstick, sdk.as_ref())?);
        }
    }
    Ok(rows)
}

impl Measured {
    fn row(&self, ours: &Caller, yardstick: &Caller, sdk: Option<&Caller>) -> Result<Row> {
        let instructions =
            |caller: &Caller, client| caller.instructions(client, self.case, [2, 12]);
        let rival = match (&self.rival, sdk) {
            (Rival::Yardstick(name, client), _) => Some((*name, instructions(yardstick, client)?)),
            (Rival::Sdk, Some(sdk)) => Some(("SDK", instructions(sdk, "sdk")?)),
            (Rival::Sdk, None) => None,
        };
        Ok(Row {
            what: self.what,
            unit: Unit::Instructions,
            ours: instructions(ours, self.client)?,
            rival,
            target: self.target,
        })
    }
}
