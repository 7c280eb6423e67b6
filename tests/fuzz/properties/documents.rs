//! Documents, their canonical forms and their signatures.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use sso_preflight::c14n::{self, Canonicalization, Method};
use sso_preflight::dsig::DSIG;
use sso_preflight::saml::{EntityDescriptor, Metadata, Response, find_strays};
use sso_preflight::text::{SourceId, Span};
use sso_preflight::trust::{self, TrustedCertificate};
use sso_preflight::x509;
use sso_preflight::xml::{self, Document, Encoding, NodeId, NodeKind};

/// Reads octets as a document, as the rest of the core does.
pub(super) fn document(data: &[u8]) -> Option<Document> {
    let decoded = xml::decode(data).ok()?;
    Document::read(SourceId::CAPTURE, Arc::from(decoded.text), decoded.encoding).ok()
}

/// Every place lies in the text, and the tree is one.
pub(crate) fn xml(data: &[u8]) {
    let Some(document) = document(data) else {
        // Text from a box has no octets: it is read as it is.
        let _ = Document::read(SourceId::CAPTURE, String::from_utf8_lossy(data).into(), Encoding::Utf8);
        return;
    };
    let text = document.text_source();
    let part = |span: Span| text.get(span.start()..span.end()).unwrap_or_else(|| panic!("{span:?}"));
    let mut seen = 0;
    for node in document.descendants(NodeId::DOCUMENT).skip(1) {
        seen += 1;
        let written = part(document.span(node));
        let parent = document.parent(node).expect("only the document has no parent");
        assert!(document.children(parent).any(|child| child == node));
        assert!(document.subtree(parent).contains(node));
        match document.kind(node) {
            NodeKind::Element => element(&document, node, written),
            NodeKind::Text => assert!(!document.value(node).is_empty()),
            NodeKind::Comment => assert!(written.starts_with("<!--") && written.ends_with("-->")),
            NodeKind::ProcessingInstruction => {
                assert!(written.starts_with("<?") && written.ends_with("?>"));
                assert!(!document.target(node).is_empty());
            }
            NodeKind::Document => panic!("one document in another"),
        }
    }
    assert_eq!(seen + 1, document.node_count());
    assert!(document.is_element(document.root()));
}

fn element(document: &Document, node: NodeId, written: &str) {
    let part = |span: Span| span.of(document.text_source());
    assert!(written.starts_with('<') && written.ends_with('>'), "{written}");
    let name = document.name(node);
    let qualified = part(document.name_span(node));
    assert!(qualified.ends_with(name.local) && !name.local.is_empty());
    assert_eq!(document.lookup_namespace(node, document.prefix(node)).unwrap_or(""), name.namespace);
    let mut names = HashSet::new();
    for attribute in document.attributes(node) {
        assert!(names.insert((attribute.namespace, attribute.local)), "twice: {attribute:?}");
        assert!(part(attribute.span).ends_with(['"', '\'']));
        // A value is what is written, unless that has references or white space in it.
        let raw = part(attribute.value_span);
        if !raw.contains(['&', '\t', '\n', '\r']) {
            assert_eq!(raw, attribute.value);
        }
        assert_eq!(document.attribute_in(node, attribute.namespace, attribute.local), Some(attribute));
    }
    // Without markup and references, the text of an element is what is written in it.
    let content = part(document.content_span(node));
    if !content.contains(['<', '&', '\r']) {
        assert_eq!(document.string_value(node), content);
    }
}

/// The canonical form of a canonical form is itself, for every method, of the document and of an element.
pub(crate) fn c14n(data: &[u8]) {
    let Some(document) = document(data) else {
        return;
    };
    let elements: Vec<NodeId> =
        document.descendants(NodeId::DOCUMENT).filter(|node| document.is_element(*node)).collect();
    // Which element is looked at is a matter of the input, so that a run can be repeated.
    let chosen = elements[data.iter().map(|byte| usize::from(*byte)).sum::<usize>() % elements.len()];
    for apex in [NodeId::DOCUMENT, chosen] {
        for method in [Method::Inclusive10, Method::Inclusive11, Method::Exclusive] {
            for with_comments in [false, true] {
                let algorithm = Canonicalization { with_comments, ..Canonicalization::new(method) };
                is_its_own_form(&document, apex, &algorithm);
            }
        }
    }
    // Leaving a subtree out leaves nothing of it behind.
    let exclusive = Canonicalization::new(Method::Exclusive);
    if let Ok(rest) = c14n::to_vec(&document, NodeId::DOCUMENT, Some(chosen), &exclusive) {
        let whole = c14n::to_vec(&document, NodeId::DOCUMENT, None, &exclusive).expect("more of the same");
        let own = c14n::to_vec(&document, chosen, None, &exclusive).expect("a part of it");
        assert!(rest.len() < whole.len() && whole.len() <= rest.len() + own.len());
    }
}

fn is_its_own_form(document: &Document, apex: NodeId, algorithm: &Canonicalization<'_>) {
    let Ok(first) = c14n::to_vec(document, apex, None, algorithm) else {
        return;
    };
    let again = Document::read(SourceId::CAPTURE, text(&first).into(), Encoding::Utf8)
        .unwrap_or_else(|error| panic!("{algorithm:?} is not well-formed: {error}\n{}", text(&first)));
    let second = c14n::to_vec(&again, NodeId::DOCUMENT, None, algorithm).expect("it has a canonical form");
    assert_eq!(text(&first), text(&second), "{algorithm:?}");
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("canonical forms are UTF-8")
}

/// The certificate that the templates' identity providers sign with.
fn trusted() -> &'static [TrustedCertificate] {
    static TRUSTED: OnceLock<Vec<TrustedCertificate>> = OnceLock::new();
    TRUSTED.get_or_init(|| {
        let pems = [
            include_str!("../../support/keys/idp.crt"),
            include_str!("../../support/keys/ec256.crt"),
            include_str!("../../support/keys/ec384.crt"),
        ];
        let read = |pem: &str| x509::read_pem(pem).expect("a certificate");
        let place = Span::new(SourceId::METADATA, 0, 0);
        pems.map(|pem| TrustedCertificate::from_metadata(read(pem), place)).into()
    })
}

/// What is covered is signed by its own child, by nothing else, and in a document without repeated IDs.
pub(crate) fn dsig(data: &[u8]) {
    let Some(document) = document(data) else {
        return;
    };
    let root = document.root();
    let signable: Vec<NodeId> = std::iter::once(root).chain(document.elements(root)).collect();
    let verification = trust::verify(&document, &signable, trusted());
    let nobody = trust::verify(&document, &signable, &[]);
    assert_eq!(nobody.coverage.signed_elements().count(), 0, "signed by nobody");
    let signed: Vec<NodeId> = verification.coverage.signed_elements().map(|(element, _)| element).collect();
    for element in &signed {
        assert!(signable.contains(element));
        assert!(document.repeated_ids().is_empty(), "an ID is repeated");
        let mut signatures = document.elements(*element).filter(|at| document.is(*at, DSIG, "Signature"));
        let signature = signatures.next().expect("the element carries its Signature");
        assert_eq!(signatures.next(), None, "a second Signature");
        let reference = format!("#{}", document.attribute(*element, "ID").expect("an ID").value);
        let refers = |at: NodeId| document.attribute(at, "URI").is_some_and(|uri| uri.value == reference);
        assert!(document.descendants(signature).any(refers), "{reference} is not what was signed");
        // The signature of the Response covers that of the Assertion.
        let is_in_other = |other: &NodeId| other != element && document.subtree(*other).contains(signature);
        assert_eq!(verification.coverage.covers(signature), signed.iter().any(is_in_other));
    }
    for node in document.descendants(NodeId::DOCUMENT) {
        let is_below = |element: &&NodeId| document.subtree(**element).contains(node);
        assert!(!verification.coverage.covers(node) || signed.iter().find(is_below).is_some());
    }
    // What reads the same document for its meaning.
    let _ = Response::read(&document, root);
    let _ = find_strays(&document);
    if Metadata::read(&document).is_some() {
        let _ = EntityDescriptor::read(&document, root);
    }
}
