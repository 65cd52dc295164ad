//! The service's waiters.

use tinsmith::rt::jmespath::{Comparison, Expression, Literal, Step};
use tinsmith::rt::wait::{Acceptor, Comparator, Condition, Matcher, State, WaiterSchema};

/// Succeeds on `ready`, fails on `broken` and on `NotFound`.
pub(crate) static READY: WaiterSchema = WaiterSchema {
    name: "Ready",
    min_delay: 2,
    max_delay: 10,
    acceptors: &[
        state_is("ready", State::Success),
        state_is("broken", State::Failure),
        Acceptor::new(State::Retry, Matcher::ErrorType("Flaky")),
        Acceptor::new(State::Failure, Matcher::ErrorType("NotFound")),
    ],
};

/// Succeeds on any error of the service.
pub(crate) static GONE: WaiterSchema = WaiterSchema {
    name: "Gone",
    min_delay: 2,
    max_delay: 10,
    acceptors: &[Acceptor::new(State::Success, Matcher::Success(false))],
};

const fn state_is(expected: &'static str, state: State) -> Acceptor {
    let condition = Condition {
        path: Expression::Path(&[Step::Field(0)]),
        comparator: Comparator::StringEquals,
        expected,
    };
    Acceptor::new(state, Matcher::Output(condition))
}

/// Succeeds if the state equals the requested key; fails, with the state as the reason, if there is
/// a size.
pub(crate) static SAME: WaiterSchema = WaiterSchema {
    name: "Same",
    min_delay: 2,
    max_delay: 10,
    acceptors: &[
        Acceptor::new(
            State::Success,
            Matcher::InputOutput(Condition {
                path: Expression::Compare(
                    Comparison::Equal,
                    &Expression::Path(&[Step::Key("input"), Step::Field(0)]),
                    &Expression::Path(&[Step::Key("output"), Step::Field(0)]),
                ),
                comparator: Comparator::BooleanEquals,
                expected: "true",
            }),
        ),
        Acceptor::new(
            State::Failure,
            Matcher::Output(Condition {
                path: Expression::Compare(
                    Comparison::Greater,
                    &Expression::Path(&[Step::Field(1)]),
                    &Expression::Literal(Literal::Integer(0)),
                ),
                comparator: Comparator::BooleanEquals,
                expected: "true",
            }),
        )
        .with_message(Expression::Path(&[Step::Field(0)])),
    ],
};
