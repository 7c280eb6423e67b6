//! Joining two `xml:base` values (Canonical XML 1.1 §2.4, after RFC 3986 §5.2 and §5.3).

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
            Some((scheme, rest)) if !scheme.is_empty() && !scheme.contains('/') => (Some(scheme), rest),
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
/// RFC 3986 §5.2.2, where the base need not have a scheme.
pub(super) fn join(base: &str, reference: &str) -> String {
    let (b, r) = (Reference::read(base), Reference::read(reference));
    if r.scheme.is_some() {
        return r.write(&remove_dot_segments(r.path));
    }
    if r.authority.is_some() {
        return Reference { scheme: b.scheme, ..r }.write(&remove_dot_segments(r.path));
    }
    let target = Reference { scheme: b.scheme, authority: b.authority, path: "", query: r.query };
    if r.path.is_empty() {
        let query = r.query.or(b.query);
        return Reference { query, ..target }.write(&remove_dot_segments(b.path));
    }
    if r.path.starts_with('/') {
        return target.write(&remove_dot_segments(r.path));
    }
    // Merge Paths (§5.2.3): all of the base up to its last slash.
    let merged = if b.authority.is_some() && b.path.is_empty() {
        format!("/{}", r.path)
    } else {
        let directory = b.path.rfind('/').and_then(|at| b.path.get(..=at)).unwrap_or("");
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
