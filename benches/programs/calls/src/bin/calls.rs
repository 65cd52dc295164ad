//! Makes calls and says how long one took.

fn main() -> calls::Result<()> {
    calls::run(None)
}
