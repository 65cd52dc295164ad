//! Inputs that violate the model: refused, reported or ignored.

use std::sync::{Arc, Mutex};

use tinsmith::error::ErrorKind;
use tinsmith::validate::{Validation, Violation};

use crate::rig::{client, config, in_both, run};
use crate::script::{World, ready};
use crate::service::{Put, put};

const TOO_LONG: &str = "123456789";

#[test]
fn a_violation_is_refused_and_nothing_is_sent() {
    in_both(config, Vec::new, |rig, world| {
        let error = rig.put(put(TOO_LONG)).unwrap_err();
        let ErrorKind::Invalid(violations) = error.kind() else {
            panic!("{error}");
        };
        assert!(violations.iter().map(Violation::path).eq(["key"]));
        assert_eq!((error.attempts(), world.sent().len()), (0, 0));
    });
}

#[test]
fn a_violation_may_be_reported_only() {
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    in_both(
        || {
            let told = Arc::clone(&told);
            config()
                .validation(Validation::Warn)
                .on_violation(move |violations| {
                    let paths = violations.iter().map(|it| it.path().to_owned());
                    told.lock().unwrap().extend(paths);
                })
        },
        || vec![ready()],
        |rig, world| {
            rig.put(put(TOO_LONG)).unwrap();
            assert_eq!(std::mem::take(&mut *told.lock().unwrap()), ["key"]);
            assert_eq!(world.sent()[0].body()["key"], TOO_LONG);
        },
    );
}

#[test]
fn inputs_are_not_checked_if_validation_is_off() {
    in_both(
        || {
            let report = |_: &_| panic!("the input was checked");
            config().validation(Validation::Off).on_violation(report)
        },
        || vec![ready()],
        |rig, _| _ = rig.put(put(TOO_LONG)).unwrap(),
    );
}

#[test]
fn a_call_may_decide_for_itself() {
    let world = World::new([ready()]);
    let client = client::<Put>(config(), &world);
    let call = client.operation::<Put>().validation(Validation::Off);
    run(call.send(put(TOO_LONG))).unwrap();
}
