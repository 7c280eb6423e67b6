//! Hypotheses about canonicalisation: the text is as it was signed, but the signer computed its
//! canonical form in another way than it says.

use super::Alteration;
use super::attempt::Attempt;
use crate::c14n::{Canonicalization, Method, canonicalize};
use crate::crypto::{Digest, DigestAlgorithm, Hasher};
use crate::dsig::{algorithm, plan_enveloped};
use crate::xml::{Document, NodeId};

/// The methods, each with comments and without: six canonical forms are computed at most.
const METHODS: [Method; 3] = [Method::Exclusive, Method::Inclusive10, Method::Inclusive11];

/// Prefixes that are tried as a PrefixList: those in force on the way to the apex. Real messages have
/// fewer than ten.
const MAX_PREFIXES: usize = 64;

/// Tries other canonicalisations than those that the signature names.
pub(super) fn explain(document: &Document, attempt: &mut Attempt<'_>) {
    explain_digest(document, attempt);
    explain_signed_info(document, attempt);
}

fn explain_digest(document: &Document, attempt: &mut Attempt<'_>) {
    if !attempt.needs_digest() {
        return;
    }
    let [reference] = attempt.signature.references.as_slice() else {
        return;
    };
    let (Ok(plan), Some(method)) =
        (plan_enveloped(reference), algorithm::digest(&reference.digest_method.value))
    else {
        return;
    };
    let (element, signature) = (attempt.check.parent, attempt.check.node);
    let wanted = reference.digest_value.value.as_slice();
    let found = forms(document, element, plan.prefix_list).into_iter().find(|(form, _)| {
        digest_of(document, element, Some(signature), form, method).is_some_and(|digest| digest == *wanted)
    });
    if let Some((_, alteration)) = found {
        attempt.explain_digest(&[alteration]);
    }
}

fn explain_signed_info(document: &Document, attempt: &mut Attempt<'_>) {
    let Some(method) = algorithm::signature(&attempt.signature.signature_method.value) else {
        return;
    };
    let signature = attempt.signature;
    let forms = forms(document, signature.signed_info, &signature.canonicalization.prefix_list);
    for (form, alteration) in forms {
        if attempt.is_done() {
            return;
        }
        let digest = digest_of(document, signature.signed_info, None, &form, method.digest_algorithm());
        if let Some(digest) = digest {
            attempt.try_signed_info(&digest, &[alteration]);
        }
    }
}

/// A canonicalisation with a PrefixList of its own.
struct Form {
    method: Method,
    with_comments: bool,
    prefix_list: Vec<String>,
}

fn forms(document: &Document, apex: NodeId, named: &[String]) -> Vec<(Form, Alteration)> {
    let mut forms = Vec::new();
    for method in METHODS {
        for with_comments in [false, true] {
            let alteration = match with_comments {
                false => Alteration::OtherCanonicalization(method),
                true => Alteration::CommentsKept(method),
            };
            forms.push((Form { method, with_comments, prefix_list: named.to_vec() }, alteration));
        }
    }
    for prefix_list in [Vec::new(), prefixes_in_force(document, apex)] {
        let form = Form { method: Method::Exclusive, with_comments: false, prefix_list };
        forms.push((form, Alteration::OtherPrefixList));
    }
    forms
}

fn prefixes_in_force(document: &Document, apex: NodeId) -> Vec<String> {
    let on_the_way = std::iter::once(apex).chain(document.ancestors(apex));
    let declared = on_the_way.flat_map(|element| document.namespace_declarations(element));
    let named = declared.map(|declaration| match declaration.prefix {
        "" => "#default".to_owned(),
        prefix => prefix.to_owned(),
    });
    named.take(MAX_PREFIXES).collect()
}

fn digest_of(
    document: &Document,
    apex: NodeId,
    omit: Option<NodeId>,
    form: &Form,
    digest: DigestAlgorithm,
) -> Option<Digest> {
    let mut hasher = Hasher::new(digest);
    let algorithm = Canonicalization {
        method: form.method,
        with_comments: form.with_comments,
        prefix_list: &form.prefix_list,
    };
    canonicalize(document, apex, omit, &algorithm, &mut |bytes| hasher.update(bytes)).ok()?;
    Some(hasher.finish())
}
