//! The `xml:` attributes that the top element takes over from the ancestors that are left out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Method;
use super::base::join;
use super::walk::Written;
use crate::xml::{Document, NodeId, Symbol, XML_PREFIX};

/// Adds what `top` inherits to its own `attributes` (Canonical XML 1.0 §2.4, 1.1 §2.4).
pub(super) fn inherited<'d>(
    document: &'d Document,
    top: NodeId,
    method: Method,
    attributes: &mut Vec<Written<'d>>,
) {
    if method == Method::Exclusive {
        return;
    }
    let mut bases: Vec<Written<'d>> = Vec::new();
    // A set, as the ancestors may have a hundred thousand such attributes.
    let own = attributes.iter().filter(|own| own.name.prefix == XML_PREFIX);
    let mut seen: BTreeSet<Symbol> = own.map(|own| own.name.local).collect();
    for ancestor in document.ancestors(top) {
        for id in document.attribute_ids(ancestor) {
            let Some((name, written, value, copied)) = document.attribute_parts(id) else { continue };
            if name.prefix != XML_PREFIX {
                continue;
            }
            let found = Written { name, written, value: Cow::Borrowed(value), copied };
            match (method, document.symbol_text(name.local)) {
                (Method::Inclusive11, "base") => bases.push(found),
                // The nearest ancestor comes first.
                (Method::Inclusive10, _) | (Method::Inclusive11, "lang" | "space")
                    if seen.insert(name.local) =>
                {
                    attributes.push(found);
                }
                _ => {}
            }
        }
    }
    fix_base(document, bases, attributes);
}

/// Joins the `xml:base` of the left-out ancestors, nearest first, with the element's own (1.1 §2.4).
fn fix_base<'d>(document: &'d Document, bases: Vec<Written<'d>>, attributes: &mut Vec<Written<'d>>) {
    let mut bases = bases.into_iter();
    let Some(mut nearest) = bases.next() else { return };
    let own = attributes
        .iter()
        .position(|own| own.name.prefix == XML_PREFIX && document.symbol_text(own.name.local) == "base");
    let mut value = match own {
        Some(index) => join(&nearest.value, &attributes.swap_remove(index).value),
        None => nearest.value.clone().into_owned(),
    };
    for base in bases {
        value = join(&base.value, &value);
    }
    if !value.is_empty() {
        nearest.value = Cow::Owned(value);
        nearest.copied = true;
        attributes.push(nearest);
    }
}
