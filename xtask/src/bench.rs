//! stub
use crate::shell::{Failure, Outcome};
pub(crate) fn run(_names: &[&str]) -> Outcome {
    Err(Failure::NotBuiltYet("bench".into()))
}
