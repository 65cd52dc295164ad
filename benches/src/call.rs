//! What one call costs when the network costs nothing: validating, endpoint, serialising,
//! signing and decoding.

use crate::Result;
use crate::callers::{self, Caller, OURS};
use crate::places::Places;
use crate::rivals::Rivals;
use crate::table::{Row, Target, Unit};

/// What is measured of a call.
struct Figure {
    what: &'static str,
    unit: Unit,
    of_sdk: Target,
    of_ideal: Target,
    measure: fn(&Caller, &str) -> Result<f64>,
}

const CASE: &str = "export";

const FIGURES: [Figure; 3] = [
    Figure {
        what: "instructions less SHA",
        unit: Unit::Instructions,
        of_sdk: Target::Part(8.0),
        of_ideal: Target::Ratio(1.3),
        measure: |caller, client| caller.instructions(client, CASE, [100, 1100]),
    },
    Figure {
        what: "time",
        unit: Unit::CpuMicroseconds,
        of_sdk: Target::Part(10.0),
        of_ideal: Target::None,
        measure: |caller, client| caller.microseconds(client, CASE),
    },
    Figure {
        what: "allocations",
        unit: Unit::Allocations,
        of_sdk: Target::AtMost(40.0),
        of_ideal: Target::None,
        measure: |caller, client| caller.allocations(client, CASE),
    },
];

pub(crate) fn rows(places: &Places, _: &Rivals) -> Result<Vec<Row>> {
    let (caller, rivals) = (callers::ours(places)?, callers::yardstick(places, false)?);
    let mut rows = Vec::new();
    for figure in &FIGURES {
        let ours = (figure.measure)(&caller, OURS)?;
        let row = |rival, target| Row {
            what: figure.what,
            unit: figure.unit,
            ours,
            rival,
            target,
        };
        let Some(rivals) = &rivals else {
            rows.push(row(None, figure.of_sdk));
            continue;
        };
        for (name, client, target) in [
            ("SDK", "sdk", figure.of_sdk),
            ("ideal", "ideal", figure.of_ideal),
        ] {
            let theirs = (figure.measure)(rivals, client)?;
            rows.push(row(Some((name, theirs)), target));
        }
    }
    Ok(rows)
}
