//! Any text is an error or a moment that its format spells so that it is read back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tinsmith::Timestamp;
use tinsmith::rt::schema::TimestampFormat::{DateTime, EpochSeconds, HttpDate};

fuzz_target!(|text: &str| {
    for format in [EpochSeconds, DateTime, HttpDate] {
        let Ok(moment) = Timestamp::parse(text, format) else {
            continue;
        };
        let kept = match format {
            EpochSeconds => moment,
            DateTime => Timestamp::new(moment.seconds(), moment.nanos() / 1000 * 1000),
            HttpDate => Timestamp::new(moment.seconds(), 0),
        };
        // An offset may lead out of the years that the format can spell.
        let Ok(spelled) = moment.format(format) else {
            continue;
        };
        assert_eq!(Timestamp::parse(&spelled, format), Ok(kept), "{spelled}");
    }
});
