//! Joining two `xml:base` values (Canonical XML 1.1 §2.4, after RFC 3986 §5.2 and §5.3).

use std::borrow::Cow;

/// A URI reference in parts (RFC 3986 appendix B), without its fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reference<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

impl Reference<'_> {
    fn read(text: &str) -> Reference<'_> {
        let text = text.split_once('#').map_or(text, |(before, _)| before);
        let (text, query) = match text.split_once('?') {
            Some((before, query)) => (before, Some(query)),
            None => (text, None),
        };
        let (scheme, rest) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, text),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Reference { scheme, authority, path, query }
    }

    /// Component Recomposition (RFC 3986 §5.3).
    fn write(&self, path: &str) -> String {
        let mut text = String::new();
        if let Some(scheme) = self.scheme {
            text.push_str(scheme);
            text.push(':');
        }
        if let Some(authority) = self.authority {
            text.push_str("//");
            text.push_str(authority);
        }
        text.push_str(path);
        if let Some(query) = self.query {
            text.push('?');
            text.push_str(query);
        }
        text
    }
}

/// The reference that means, at the place of `base`, what `reference` means below it.
///
/// RFC 3986 §5.2.2 with three changes: the base need not have a scheme, a `..` at its end counts as a
/// directory, and fragments are dropped.
pub(super) fn join(base: &str, reference: &str) -> String {
    let (b, r) = (Reference::read(base), Reference::read(reference));
    let base_path = if b.path == ".." || b.path.ends_with("/..") {
        Cow::Owned(format!("{}/", b.path))
    } else {
        Cow::Borrowed(b.path)
    };
    if r.scheme.is_some() {
        return r.write(&remove_dot_segments(r.path));
    }
    if r.authority.is_some() {
        return Reference { scheme: b.scheme, ..r }.write(&remove_dot_segments(r.path));
    }
    let target = Reference { scheme: b.scheme, authority: b.authority, path: "", query: r.query };
    if r.path.is_empty() {
        let query = r.query.or(b.query);
        return Reference { query, ..target }.write(&remove_dot_segments(&base_path));
    }
    if r.path.starts_with('/') {
        return target.write(&remove_dot_segments(r.path));
    }
    // Merge Paths (§5.2.3): all of the base up to its last slash.
    let merged = if b.authority.is_some() && base_path.is_empty() {
        format!("/{}", r.path)
    } else {
        let directory = base_path.rfind('/').and_then(|at| base_path.get(..=at)).unwrap_or("");
        format!("{directory}{}", r.path)
    };
    target.write(&remove_dot_segments(&merged))
}

/// RFC 3986 §5.2.4 as Canonical XML 1.1 changes it: a relative path stays relative, leading `..` segments
/// are kept, runs of slashes become one, and a `..` at the end gets its slash.
fn remove_dot_segments(path: &str) -> String {
    let is_absolute = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    // Whether the last segment was a directory, so that the path ends with a slash.
    let mut ends_with_slash = false;
    for segment in path.split('/') {
        ends_with_slash = matches!(segment, "" | "." | "..");
        match segment {
            "" | "." => {}
            ".." => match kept.last() {
                Some(&last) if last != ".." => {
                    kept.pop();
                }
                _ if is_absolute => {}
                _ => kept.push(".."),
            },
            _ => kept.push(segment),
        }
    }
    let mut result = String::from(if is_absolute { "/" } else { "" });
    result.push_str(&kept.join("/"));
    if ends_with_slash && !kept.is_empty() {
        result.push('/');
    }
    result
}

/// `scheme` (RFC 3986 §3.1).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of Canonical XML 1.1, appendix A.
    #[test]
    fn dot_segments_as_in_appendix_a() {
        for (path, expected) in [
            ("no/.././/pseudo-netpath/seg/file.ext", "pseudo-netpath/seg/file.ext"),
            ("yes/no//..//.///pseudo-netpath/seg/file.ext", "yes/pseudo-netpath/seg/file.ext"),
            ("no/../yes/no/..", "yes/"),
            ("../../no/../..", "../../../"),
            ("no/../..", "../"),
            ("no/..", ""),
            ("/a/b/c/./../../g", "/a/g"),
            ("..yes/..no/..no/..no/../../../..yes", "..yes/..yes"),
            ("../..", "../../"),
            (".", ""),
            ("./.", ""),
            ("//no/..", "/"),
            ("yes/no/no/no/../../../yes/", "yes/yes/"),
            ("../../..no/..", "../../"),
            ("/", "/"),
            ("/.", "/"),
            ("/../../..", "/"),
            ("//..//..//..", "/"),
            ("..", "../"),
        ] {
            assert_eq!(remove_dot_segments(path), expected, "{path}");
        }
    }

    /// The examples of Canonical XML 1.1 §2.4, then RFC 3986 §5.4 where the base has a scheme.
    #[test]
    fn joins_as_the_standards_say() {
        for (base, reference, expected) in [
            ("abc/", "../", ""),
            ("../", "../", "../../"),
            ("..", "..", "../../"),
            ("foo/bar", "", "foo/bar"),
            ("something/else", "bar/", "something/bar/"),
            ("http://a/b/c/d;p?q", "g:h", "g:h"),
            ("http://a/b/c/d;p?q", "g", "http://a/b/c/g"),
            ("http://a/b/c/d;p?q", "./g/", "http://a/b/c/g/"),
            ("http://a/b/c/d;p?q", "/g", "http://a/g"),
            ("http://a/b/c/d;p?q", "//g", "http://g"),
            ("http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"),
            ("http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q"),
            ("http://a/b/c/d;p?q", "../../../../g", "http://a/g"),
            ("http://a", "g", "http://a/g"),
            ("http://a/b#f", "g#s", "http://a/g"),
        ] {
            assert_eq!(join(base, reference), expected, "{base} + {reference}");
        }
    }
}
