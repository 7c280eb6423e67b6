//! What the tree says about a document that was accepted.

use std::borrow::Cow;
use std::sync::Arc;

use sso_preflight::text::SourceId;
use sso_preflight::xml::{Document, Encoding, NodeId, NodeKind, Problem, XmlError};

use crate::read;

fn document(text: &str) -> Document {
    read(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

/// The only element of this local name.
fn find(document: &Document, local: &str) -> NodeId {
    let mut found = document.descendants(NodeId::DOCUMENT).filter(|node| document.name(*node).local == local);
    let node = found.next().unwrap_or_else(|| panic!("no element {local}"));
    assert_eq!(found.next(), None, "two elements {local}");
    node
}

#[test]
fn spans_are_exact_to_the_byte() {
    let text = "\u{FEFF}<?xml version=\"1.0\"?>\n<!--é--><p:a  xmlns:p = 'u:1' b='x &amp; y'\n>t<b c=\"\"/><!--d-->\
                <?e f?><![CDATA[g]]></p:a ><?h?>\n";
    let d = document(text);
    let root = d.root();
    let of = |span: sso_preflight::text::Span| span.of(text);
    assert_eq!(
        of(d.span(root)),
        "<p:a  xmlns:p = 'u:1' b='x &amp; y'\n>t<b c=\"\"/><!--d--><?e f?><![CDATA[g]]></p:a >"
    );
    assert_eq!(of(d.start_tag_span(root)), "<p:a  xmlns:p = 'u:1' b='x &amp; y'\n>");
    assert_eq!(of(d.name_span(root)), "p:a");
    assert_eq!(of(d.content_span(root)), "t<b c=\"\"/><!--d--><?e f?><![CDATA[g]]>");
    let b = d.attribute(root, "b").unwrap();
    assert_eq!((of(b.span), of(b.value_span), b.value), ("b='x &amp; y'", "x &amp; y", "x & y"));
    let declaration = d.namespace_declarations(root).next().unwrap();
    assert_eq!((of(declaration.span), declaration.prefix, declaration.uri), ("xmlns:p = 'u:1'", "p", "u:1"));
    let empty = find(&d, "b");
    assert_eq!(of(d.span(empty)), "<b c=\"\"/>");
    assert_eq!(of(d.start_tag_span(empty)), "<b c=\"\"/>");
    assert_eq!(of(d.content_span(empty)), "");
    assert_eq!(d.content_span(empty).from, d.span(empty).to);
    let spans: Vec<&str> = d.children(root).map(|node| of(d.span(node))).collect();
    assert_eq!(spans, ["t", "<b c=\"\"/>", "<!--d-->", "<?e f?>", "<![CDATA[g]]>"]);
    let outside: Vec<&str> = d.children(NodeId::DOCUMENT).map(|node| of(d.span(node))).collect();
    assert_eq!(outside, ["<!--é-->", of(d.span(root)), "<?h?>"]);
    assert_eq!(of(d.span(NodeId::DOCUMENT)), text);
    assert!(d.has_byte_order_mark());
    assert_eq!(d.text_source(), text);
}

#[test]
fn documents_of_one_text_share_it_and_see_nothing_around_them() {
    let text: Arc<str> = Arc::from("\u{1}\r]]>&<a b='1'>x</a>\u{FFFF}<c ID='i'>y\r</c><!DOCTYPE");
    let read = |part: &str| {
        let from = text.find(part).unwrap();
        let range = from..from + part.len();
        Document::read_part(SourceId::CAPTURE, Arc::clone(&text), range, Encoding::Utf8)
    };
    let (a, c) = (read("<a b='1'>x</a>").unwrap(), read("<c ID='i'>y\r</c>").unwrap());
    // A paste of many megabytes may hold many messages: none of them copies it.
    assert_eq!(Arc::strong_count(&text), 3);
    assert_eq!(a.span(a.root()).of(&text), "<a b='1'>x</a>");
    assert_eq!(c.attribute(c.root(), "ID").unwrap().value_span.of(&text), "i");
    assert_eq!((a.string_value(a.root()), c.string_value(c.root())), ("x".into(), "y\n".into()));
    assert!(a.text_source().ends_with("<a b='1'>x</a>") && c.text_source().ends_with("</c>"));
    let empty = read("").unwrap_err();
    assert!(matches!(empty, XmlError::NotWellFormed { problem: Problem::Empty, .. }), "{empty:?}");
    let outside = Document::read_part(SourceId::CAPTURE, Arc::clone(&text), 5..10_000, Encoding::Utf8);
    assert!(outside.is_err());
}

#[test]
fn the_tree_is_walked_in_document_order() {
    let d = document("<a><b><c/>x</b><!--y--><d/></a>");
    let root = d.root();
    let kinds: Vec<NodeKind> = d.descendants(NodeId::DOCUMENT).map(|node| d.kind(node)).collect();
    use NodeKind::{Comment, Document, Element, Text};
    assert_eq!(kinds, [Document, Element, Element, Element, Text, Comment, Element]);
    let (b, c) = (find(&d, "b"), find(&d, "c"));
    assert_eq!(d.parent(c), Some(b));
    assert_eq!(d.parent(root), Some(NodeId::DOCUMENT));
    assert_eq!(d.parent(NodeId::DOCUMENT), None);
    assert_eq!(d.ancestors(c).collect::<Vec<_>>(), [b, root, NodeId::DOCUMENT]);
    assert_eq!(d.elements(root).map(|node| d.name(node).local).collect::<Vec<_>>(), ["b", "d"]);
    assert_eq!(d.children(root).count(), 3);
    assert_eq!(d.children(c).count(), 0);
    let subtree = d.subtree(b);
    let inside: Vec<bool> = d.descendants(NodeId::DOCUMENT).map(|node| subtree.contains(node)).collect();
    assert_eq!(inside, [false, false, true, true, true, false, false]);
    assert!(d.subtree(root).contains_subtree(subtree));
    assert!(!subtree.contains_subtree(d.subtree(root)));
}

#[test]
fn names_are_expanded_by_the_nearest_declaration() {
    let d = document(
        "<a xmlns='u:1' xmlns:p='u:2'><p:b xmlns:p='u:3' p:x='1' x='2'><c xmlns=''/></p:b><p:d xmlns:q=\"u:2\"/></a>",
    );
    let name = |local: &str| d.name(find(&d, local)).namespace.to_owned();
    assert_eq!(
        (name("a"), name("b"), name("c"), name("d")),
        ("u:1".into(), "u:3".into(), "".into(), "u:2".into())
    );
    let b = find(&d, "b");
    assert!(d.is(b, "u:3", "b") && !d.is(b, "u:2", "b") && !d.is(b, "u:3", "B"));
    assert_eq!(d.prefix(b), "p");
    let list: Vec<_> = d.attributes(b).map(|a| (a.prefix, a.namespace, a.local, a.value)).collect();
    assert_eq!(list, [("p", "u:3", "x", "1"), ("", "", "x", "2")]);
    assert_eq!(d.attribute(b, "x").map(|a| a.value), Some("2"));
    assert_eq!(d.attribute(b, "p:x"), None);
    assert_eq!(d.attribute_in(b, "u:3", "x").map(|a| a.value), Some("1"));
    let c = find(&d, "c");
    assert_eq!(d.lookup_namespace(c, ""), None);
    assert_eq!(d.lookup_namespace(b, ""), Some("u:1"));
    assert_eq!(d.lookup_namespace(c, "p"), Some("u:3"));
    assert_eq!(d.lookup_namespace(c, "q"), None);
    assert_eq!(d.lookup_namespace(c, "xml"), Some("http://www.w3.org/XML/1998/namespace"));
}

/// XML 1.0 §2.11 and §3.3.3.
#[test]
fn line_ends_and_attribute_values_are_normalised() {
    let d = document(
        "<a b='\t1\r\n2\r3\n4  5&#9;&#10;&#13;&#32;&lt;'>\r\n\r\r\n\n&#13;\r<![CDATA[\r\n&lt;]]>\r</a>",
    );
    assert_eq!(d.attribute(d.root(), "b").unwrap().value, " 1 2 3 4  5\t\n\r <");
    assert_eq!(d.string_value(d.root()), "\n\n\n\n\r\n\n&lt;\n");
    assert_eq!(d.children(d.root()).count(), 1);
    let d = document("<a><!--\r\nx\r--><?p\r\n \tx\r\ny\r?></a>");
    let values: Vec<&str> = d.children(d.root()).map(|node| d.value(node)).collect();
    assert_eq!(values, ["\nx\n", "x\ny\n"]);
    assert_eq!(d.target(d.children(d.root()).nth(1).unwrap()), "p");
}

#[test]
fn text_is_borrowed_unless_it_had_to_change() {
    let d = document("<a><b>plain ></b><c>x&gt;</c><d><![CDATA[y]]></d></a>");
    for (local, value, borrowed) in [("b", "plain >", true), ("c", "x>", true), ("d", "y", true)] {
        let text = d.string_value(find(&d, local));
        assert_eq!((text.as_ref(), matches!(text, Cow::Borrowed(_))), (value, borrowed));
    }
}

#[test]
fn all_text_below_is_one_value_whatever_stands_between() {
    for text in [
        "<a>user@x.example<!---->.evil.example</a>",
        "<a>user@x.example<?p?>.evil.example</a>",
        "<a>user@x.example<![CDATA[.evil.example]]></a>",
        "<a>user@x.example&#46;evil.example</a>",
        "<a><!--x-->user@<!--y-->x.example.evil<!--z-->.example<!--w--></a>",
    ] {
        let d = document(text);
        assert_eq!(d.string_value(d.root()), "user@x.example.evil.example", "{text}");
        let leaf = d.leaf_text(d.root()).unwrap();
        assert_eq!(leaf.value, "user@x.example.evil.example", "{text}");
        assert_eq!(leaf.span, d.content_span(d.root()));
    }
    let d = document("<a>user@x.example<b/>.evil.example</a>");
    assert_eq!(d.string_value(d.root()), "user@x.example.evil.example");
    assert_eq!(d.leaf_text(d.root()), Err(find(&d, "b")));
    let d = document("<a><b>1</b><c><d>2</d></c>3<!--4--></a>");
    assert_eq!(d.string_value(d.root()), "123");
    assert_eq!(d.string_value(NodeId::DOCUMENT), "123");
}

#[test]
fn comments_and_instructions_are_noticed_at_any_depth() {
    let d = document("<a><b><c><d>x<!--y--></d></c></b><e/><f><?p?></f><!--z--></a><!--w-->");
    let has = |local: &str| d.has_comment_or_pi(find(&d, local));
    assert_eq!([has("a"), has("b"), has("d"), has("e"), has("f")], [true, true, true, false, true]);
    let d = document("<!--v--><a><b/></a><!--w-->");
    assert!(!d.has_comment_or_pi(d.root()));
    assert!(d.has_comment_or_pi(NodeId::DOCUMENT));
}

#[test]
fn an_id_counts_however_it_is_spelt() {
    let text = "<a ID='x1' xmlns:p='u:1'><b Id='x2'/><c p:id='x1'/><d xml:id='&#120;2'/><e iD='x3'/><f idx='x1' xid='x1'/>\
                <g ID='X1'/><h p:ID='x1'/></a>";
    let d = document(text);
    let repeated: Vec<(&str, Vec<&str>)> = d
        .repeated_ids()
        .iter()
        .map(|id| (id.value.as_str(), id.occurrences.iter().map(|o| d.name(o.element).local).collect()))
        .collect();
    assert_eq!(repeated, [("x1", vec!["a", "c", "h"]), ("x2", vec!["b", "d"])]);
    assert_eq!(d.repeated_ids()[1].occurrences[1].span.of(text), "&#120;2");
    let named = |value: &str| -> Vec<&str> {
        d.elements_with_id_value(value).map(|o| d.name(o.element).local).collect()
    };
    assert_eq!(named("x1"), ["a", "c", "h"]);
    assert_eq!(named("x3"), ["e"]);
    assert_eq!(named("X1"), ["g"]);
    assert!(named("x4").is_empty() && named("").is_empty());
    // Two spellings on one element name it twice.
    let d = document("<a ID='x' xml:id='x'/>");
    assert_eq!(d.repeated_ids().len(), 1);
    assert!(document("<a ID='x' xmlns:id='x:y'/>").repeated_ids().is_empty());
}

#[test]
fn a_foreign_id_gives_empty_answers() {
    let d = document("<a b='c'>d</a>");
    let big = document("<a><b/><c/><d/><e/></a>");
    let foreign = find(&big, "e");
    assert_eq!(d.name(foreign).local, "");
    assert_eq!((d.value(foreign), d.target(foreign), d.prefix(foreign)), ("", "", ""));
    assert_eq!(d.string_value(foreign), "");
    assert_eq!(d.attributes(foreign).count(), 0);
    assert_eq!(d.children(foreign).count(), 0);
    assert_eq!(d.parent(foreign), None);
    assert_eq!((d.span(foreign).from, d.span(foreign).to), (0, 0));
    assert!(!d.is(foreign, "", ""));
    assert!(!d.has_comment_or_pi(foreign));
}
