//! Texts that stand where a value should: what a console shows as an example, or an expression that it took for
//! plain text.

/// The names with which consoles' expressions about a user begin.
const ROOTS: [&str; 4] = ["user", "appuser", "idpuser", "context.user"];

/// Whether `text` is what nobody replaced by a value of the attribute `name`: `${user.email}`, `<name>`,
/// `user.department`, or the attribute's own name.
pub fn is_placeholder(text: &str, name: &str) -> bool {
    let text = text.trim_matches(['"', '\'', ' ']);
    is_name(text, name) || has_template(text) || is_expression(text)
}

/// The attribute's own name, also as `your_name` or within brackets.
fn is_name(text: &str, name: &str) -> bool {
    let text = text.trim_matches(['<', '>', '{', '}', '[', ']', '(', ')']);
    let plain = |text: &str| text.to_ascii_lowercase().replace([' ', '-'], "_");
    let (text, name) = (plain(text), plain(name));
    !name.is_empty() && text.strip_prefix("your_").unwrap_or(&text) == name
}

/// `${…}`, `#{…}`, `%{…}` or `{{…}}` anywhere; `<…>` or `{…}` as a whole.
fn has_template(text: &str) -> bool {
    let opens = ["${", "#{", "%{", "{{"];
    let inside = opens.iter().any(|open| text.split_once(open).is_some_and(|(_, rest)| rest.contains('}')));
    let is_all = |open, close| text.len() > 2 && text.starts_with(open) && text.ends_with(close);
    inside || is_all('<', '>') || is_all('{', '}')
}

/// `user.department`, alone or in a longer expression. An e-mail address is none.
fn is_expression(text: &str) -> bool {
    let is_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    !text.contains('@')
        && text.split(|c: char| !is_path(c)).any(|path| {
            ROOTS.iter().any(|root| {
                let field = path.strip_prefix(root).and_then(|rest| rest.strip_prefix('.'));
                field.is_some_and(|field| field.starts_with(|c: char| c.is_ascii_alphabetic()))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_replaced_is_found() {
        for text in [
            "user.role",
            "\"user.role\"",
            "appuser.imagekit_role",
            "user.firstName + \" \" + user.lastName",
            "Join(user.givenname, user.surname)",
            "${user:groups}",
            "{{role}}",
            "<role>",
            "{role}",
            "imagekit_role",
            "IMAGEKIT_ROLE",
            "<your_imagekit_role>",
            "[imagekit-role]",
        ] {
            assert!(is_placeholder(text, "imagekit_role"), "{text}");
        }
    }

    #[test]
    fn values_are_left_alone() {
        for text in [
            "",
            "developer",
            "user",
            "User Userson",
            "user.name@example.com",
            "superuser.x",
            "J. R. {R.} T.",
            "a < b > c",
            "<>",
            "user. Name",
            "your",
        ] {
            assert!(!is_placeholder(text, "imagekit_role"), "{text}");
        }
    }
}
