//! Texts with `{placeholders}`; `{{` stands for one brace.

/// `template` with every `{name}` replaced by what `value` gives for it; a name it does not know stays as it is.
///
/// What is put in is never looked at again, so braces in a value are only braces.
pub(super) fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    fill_in(template, value).0
}

/// Whether every placeholder of `template` has a value.
pub(super) fn is_complete(template: &str, value: &dyn Fn(&str) -> Option<String>) -> bool {
    fill_in(template, value).1
}

fn fill_in(template: &str, value: &dyn Fn(&str) -> Option<String>) -> (String, bool) {
    let mut filled = String::with_capacity(template.len());
    let mut is_complete = true;
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        if let Some(tail) = after.strip_prefix('{') {
            filled.push('{');
            rest = tail;
            continue;
        }
        let known = after.split_once('}').and_then(|(name, tail)| Some((value(name)?, tail)));
        match known {
            Some((value, tail)) => {
                filled.push_str(&value);
                rest = tail;
            }
            None => {
                is_complete = false;
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    (filled, is_complete)
}

/// The regular expression that matches `text` alone: a backslash before all that has a meaning in one, and
/// before “/”, which ends one where it is written between two.
pub(super) fn pattern(text: &str) -> String {
    let mut pattern = String::from("^");
    for c in text.chars() {
        if r"\^$.|?*+()[]{}/".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('$');
    pattern
}
