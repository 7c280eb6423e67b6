//! What to do, one action at a time, and which words of it are to be entered exactly as they stand.

use std::cell::Cell;
use std::ops::Range;

use super::{Values, template};

/// One action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What to do, in words.
    pub text: String,
    /// The values in these words that are to be entered, in order.
    pub values: Vec<StepValue>,
}

/// A value that stands in a step, to be entered exactly so.
///
/// It comes from the settings, the profile or the catalogue of products. What a message says is never a
/// value: nobody is told to enter what whoever sent it has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepValue {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// What the console calls the field, where the words before the value name it.
    pub field: Option<&'static str>,
}

impl Step {
    /// The step that `template` makes with `values`. What stands between backticks is to be entered, unless
    /// one of its placeholders has words in place of a value.
    pub fn of(template: &'static str, values: &Values) -> Step {
        let mut step = Step::default();
        let mut before = "";
        for (at, part) in template.split('`').enumerate() {
            let from = step.text.len();
            let is_value = Cell::new(at % 2 == 1);
            let value_of = |name: &str| {
                values.exactly(name).or_else(|| {
                    is_value.set(false);
                    values.words(name)
                })
            };
            step.text.push_str(&template::fill(part, &value_of));
            let range = from..step.text.len();
            if is_value.get() && !range.is_empty() {
                step.values.push(StepValue { range, field: field_at_end(before) });
            }
            before = part;
        }
        step
    }

    /// The same with `words` before it.
    pub fn after(mut self, words: &str) -> Step {
        for StepValue { range: Range { start, end }, .. } in &mut self.values {
            (*start, *end) = (start.saturating_add(words.len()), end.saturating_add(words.len()));
        }
        self.text.insert_str(0, words);
        self
    }
}

/// The label at the end of words such as “set “Entity ID” to”.
fn field_at_end(words: &'static str) -> Option<&'static str> {
    let label =
        words.strip_suffix("this: ").unwrap_or(words).strip_suffix(" to ")?.strip_suffix(['”', '"'])?;
    label.rsplit_once(['“', '"']).map(|(_, label)| label)
}

impl From<String> for Step {
    fn from(text: String) -> Step {
        Step { text, values: Vec::new() }
    }
}

impl From<&str> for Step {
    fn from(text: &str) -> Step {
        Step::from(text.to_owned())
    }
}
