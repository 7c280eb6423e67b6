//! Each rule of Canonical XML 1.0, 1.1 and Exclusive XML Canonicalization 1.0, with the forms that the
//! standards give or their text demands.

use sso_preflight::c14n::{C14nError, Canonicalization, Method, canonicalize, to_vec};
use sso_preflight::xml::{Document, NodeId, NodeKind};

use crate::read;

const ALL: [Method; 3] = [Method::Inclusive10, Method::Inclusive11, Method::Exclusive];

fn document(text: &str) -> Document {
    read(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

/// The first element of this local name; `""` is the document.
fn find(document: &Document, local: &str) -> NodeId {
    if local.is_empty() {
        return NodeId::DOCUMENT;
    }
    let mut nodes = document.descendants(NodeId::DOCUMENT);
    nodes.find(|node| document.name(*node).local == local).unwrap_or_else(|| panic!("no element {local}"))
}

fn form(text: &str, apex: &str, algorithm: &Canonicalization<'_>) -> String {
    let d = document(text);
    String::from_utf8(to_vec(&d, find(&d, apex), None, algorithm).unwrap()).unwrap()
}

/// The form by each method without comments must be the same.
fn same_for_all(text: &str, apex: &str, expected: &str) {
    for method in ALL {
        assert_eq!(form(text, apex, &Canonicalization::new(method)), expected, "{method:?}");
    }
}

fn exclusive(text: &str, apex: &str, prefix_list: &[&str]) -> String {
    let prefix_list: Vec<String> = prefix_list.iter().map(|p| (*p).to_owned()).collect();
    let algorithm =
        Canonicalization { prefix_list: &prefix_list, ..Canonicalization::new(Method::Exclusive) };
    form(text, apex, &algorithm)
}

fn inclusive(text: &str, apex: &str) -> String {
    form(text, apex, &Canonicalization::new(Method::Inclusive10))
}

/// Canonical XML 1.0 §3.1 without its DTD.
#[test]
fn instructions_and_comments_outside_the_root_get_line_breaks() {
    let text = "<?xml version=\"1.0\"?>\n\n<?xml-stylesheet   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n\
                <doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n\
                <!-- Comment 3 -->\n";
    let without = "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!</doc>\n\
                   <?pi-without-data?>";
    same_for_all(text, "", without);
    let with = "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\
                <doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->";
    for method in ALL {
        let algorithm = Canonicalization { with_comments: true, ..Canonicalization::new(method) };
        assert_eq!(form(text, "", &algorithm), with);
    }
    // Of an element nothing outside it is written, nor a line break.
    same_for_all(text, "doc", "<doc>Hello, world!</doc>");
}

/// Canonical XML 1.0 §3.2.
#[test]
fn white_space_in_content_is_kept() {
    let text = "<doc>\n   <clean>   </clean>\n   <dirty>   A   B   </dirty>\n   <mixed>\n      A\n      <clean>   </clean>\
                \n      B\n   </mixed>\n</doc>";
    same_for_all(text, "", text);
}

/// Canonical XML 1.0 §3.3 without its DTD.
#[test]
fn start_tags_are_put_in_order() {
    let text = "<doc>\n   <e1   />\n   <e2   ></e2>\n   <e3   name = \"elem3\"   id=\"elem3\"   />\n   \
                <e4   name=\"elem4\"   id=\"elem4\"   ></e4>\n   \
                <e5 a:attr=\"out\" b:attr=\"sorted\" attr2=\"all\" attr=\"I'm\"\n      \
                xmlns:b=\"http://www.ietf.org\"\n      xmlns:a=\"http://www.w3.org\"\n      \
                xmlns=\"http://example.org\"/>\n   \
                <e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\">\n      <e7 xmlns=\"http://www.ietf.org\">\n         \
                <e8 xmlns=\"\" xmlns:a=\"http://www.w3.org\">\n            <e9 xmlns=\"\" xmlns:a=\"http://www.ietf.org\" \
                attr=\"default\"/>\n         </e8>\n      </e7>\n   </e6>\n</doc>";
    let expected = "<doc>\n   <e1></e1>\n   <e2></e2>\n   <e3 id=\"elem3\" name=\"elem3\"></e3>\n   \
                    <e4 id=\"elem4\" name=\"elem4\"></e4>\n   \
                    <e5 xmlns=\"http://example.org\" xmlns:a=\"http://www.w3.org\" xmlns:b=\"http://www.ietf.org\" \
                    attr=\"I'm\" attr2=\"all\" b:attr=\"sorted\" a:attr=\"out\"></e5>\n   \
                    <e6 xmlns:a=\"http://www.w3.org\">\n      <e7 xmlns=\"http://www.ietf.org\">\n         \
                    <e8 xmlns=\"\">\n            <e9 xmlns:a=\"http://www.ietf.org\" attr=\"default\"></e9>\n         \
                    </e8>\n      </e7>\n   </e6>\n</doc>";
    assert_eq!(inclusive(text, ""), expected);
}

/// Canonical XML 1.0 §3.4 without its DTD, and §2.3 for what else is written as a reference.
#[test]
fn characters_are_written_as_references_where_the_standard_says() {
    let text = "<doc>\r\n   <text>First line&#x0d;&#10;Second line</text>\n   <value>&#x32;</value>\n   \
                <compute><![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></compute>\n   \
                <compute expr='value>\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"'>valid</compute>\n   \
                <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/></doc>";
    let expected = "<doc>\n   <text>First line&#xD;\nSecond line</text>\n   <value>2</value>\n   \
                    <compute>value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</compute>\n   \
                    <compute expr=\"value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;\">\
                    valid</compute>\n   <norm attr=\" '    &#xD;&#xA;&#x9;   ' \"></norm></doc>";
    same_for_all(text, "", expected);
    same_for_all("<a b='\"'>\"></a>", "", "<a b=\"&quot;\">\"&gt;</a>");
    same_for_all("<a xmlns='u:&quot;&amp;&lt;>'/>", "", "<a xmlns=\"u:&quot;&amp;&lt;>\"></a>");
    same_for_all("<a><!--&--><?p <&>?></a>", "", "<a><?p <&>?></a>");
    same_for_all("<a>\r<?p\r\nx?></a>", "", "<a>\n<?p x?></a>");
    same_for_all("\u{FEFF}<?xml version='1.0' encoding='utf-8'?><ä>ß\u{1F600}</ä>", "", "<ä>ß\u{1F600}</ä>");
}

#[test]
fn attributes_are_ordered_by_namespace_and_then_by_local_name() {
    // Unprefixed ones have no namespace and come first; prefixes do not matter.
    let text = "<e xmlns:z='u:1' xmlns:a='u:2' a:b='4' z:c='3' b='2' a='1' xml:lang='0' z:a='3a'/>";
    let expected = "<e xmlns:a=\"u:2\" xmlns:z=\"u:1\" a=\"1\" b=\"2\" xml:lang=\"0\" z:a=\"3a\" z:c=\"3\" a:b=\"4\"></e>";
    same_for_all(text, "", expected);
    // By code point: in UTF-16 units U+1D400 would come first.
    let text = "<e \u{1D400}='3' \u{FF5E}='2' z='1'/>";
    same_for_all(text, "", "<e z=\"1\" \u{FF5E}=\"2\" \u{1D400}=\"3\"></e>");
}

#[test]
fn inclusive_writes_every_namespace_in_force_once() {
    let text = "<r xmlns='u:d' xmlns:p='u:p' xmlns:q='u:q'><s xmlns:q='u:q2'><a xmlns:p='u:p'><b xmlns:p='u:p3' q:x=''/>\
                <c xmlns:p='u:p'/></a></s></r>";
    assert_eq!(
        inclusive(text, "a"),
        "<a xmlns=\"u:d\" xmlns:p=\"u:p\" xmlns:q=\"u:q2\"><b xmlns:p=\"u:p3\" q:x=\"\"></b><c></c></a>"
    );
    assert_eq!(inclusive(text, "c"), "<c xmlns=\"u:d\" xmlns:p=\"u:p\" xmlns:q=\"u:q2\"></c>");
    assert_eq!(
        inclusive(text, "r"),
        "<r xmlns=\"u:d\" xmlns:p=\"u:p\" xmlns:q=\"u:q\"><s xmlns:q=\"u:q2\"><a><b xmlns:p=\"u:p3\" q:x=\"\"></b><c></c></a></s></r>"
    );
}

/// Canonical XML 1.0 §2.3: `xmlns=""` only where the output parent has a default namespace.
#[test]
fn the_empty_default_namespace_is_written_only_to_undo_one() {
    let text = "<r xmlns='u:d'><a xmlns=''><b xmlns=''><c xmlns='u:d'><d xmlns=''/></c></b></a></r>";
    let inner = "<b><c xmlns=\"u:d\"><d xmlns=\"\"></d></c></b></a>";
    same_for_all(text, "", &format!("<r xmlns=\"u:d\"><a xmlns=\"\">{inner}</r>"));
    same_for_all(text, "a", &format!("<a>{inner}"));
    same_for_all("<a xmlns=''/>", "", "<a></a>");
}

/// Exclusive XML Canonicalization §2.2: the envelope changes the inclusive form, not the exclusive one.
#[test]
fn exclusive_depends_only_on_what_is_visibly_used() {
    let first = "<n0:local xmlns:n0=\"http://something.example\" xmlns:n3=\"ftp://example.org\"><n1:elem2 \
                 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:elem2></n0:local>";
    let second = "<n2:pdu xmlns:n1=\"http://example.com\" xmlns:n2=\"http://foo.example\" xml:lang=\"fr\" \
                  xml:space=\"retain\"><n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\">\
                  <n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:elem2></n2:pdu>";
    let expected = "<n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\">\
                    </n3:stuff></n1:elem2>";
    assert_eq!(exclusive(first, "elem2", &[]), expected);
    assert_eq!(exclusive(second, "elem2", &[]), expected);
    assert_eq!(
        inclusive(second, "elem2"),
        "<n1:elem2 xmlns:n1=\"http://example.net\" xmlns:n2=\"http://foo.example\" xml:lang=\"en\" xml:space=\"retain\">\
         <n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:elem2>"
    );
}

#[test]
fn exclusive_writes_a_prefix_where_it_is_first_used() {
    // An attribute's prefix counts, the default namespace does not apply to it, values do not count.
    let text = "<r xmlns='u:d' xmlns:p='u:p' xmlns:q='u:q'><p:a q:x='' y='p:z'><b><p:c/></b><p:d/></p:a></r>";
    assert_eq!(
        exclusive(text, "a", &[]),
        "<p:a xmlns:p=\"u:p\" xmlns:q=\"u:q\" y=\"p:z\" q:x=\"\"><b xmlns=\"u:d\"><p:c></p:c></b><p:d></p:d></p:a>"
    );
    assert_eq!(
        exclusive(text, "r", &[]),
        "<r xmlns=\"u:d\"><p:a xmlns:p=\"u:p\" xmlns:q=\"u:q\" y=\"p:z\" q:x=\"\"><b><p:c></p:c></b><p:d></p:d></p:a></r>"
    );
    // A sibling does not see what an element before it declared.
    let text = "<r xmlns:p='u:p'><p:a/><p:b/></r>";
    assert_eq!(exclusive(text, "", &[]), "<r><p:a xmlns:p=\"u:p\"></p:a><p:b xmlns:p=\"u:p\"></p:b></r>");
    // A prefix bound anew between two uses is written again on the way back.
    let text = "<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'><p:c xmlns:p='u:1'/></p:b><p:d/></p:a>";
    assert_eq!(
        exclusive(text, "", &[]),
        "<p:a xmlns:p=\"u:1\"><p:b xmlns:p=\"u:2\"><p:c xmlns:p=\"u:1\"></p:c></p:b><p:d></p:d></p:a>"
    );
    // An unused redeclaration between them leaves no trace.
    let text = "<p:a xmlns:p='u:1'><b xmlns:p='u:2'><p:c xmlns:p='u:1'/></b></p:a>";
    assert_eq!(exclusive(text, "", &[]), "<p:a xmlns:p=\"u:1\"><b><p:c></p:c></b></p:a>");
}

/// Exclusive XML Canonicalization §3, step 2: listed prefixes are treated as Canonical XML treats all.
#[test]
fn listed_prefixes_are_written_at_the_top_and_where_they_change() {
    let text = "<r xmlns='u:d' xmlns:p='u:p' xmlns:q='u:q'><q:a><b xmlns:p='u:p2'/><c xmlns='u:d' xmlns:p='u:p'/></q:a></r>";
    let inner = "<c xmlns=\"u:d\"></c></q:a>";
    assert_eq!(exclusive(text, "a", &[]), format!("<q:a xmlns:q=\"u:q\"><b xmlns=\"u:d\"></b>{inner}"));
    assert_eq!(
        exclusive(text, "a", &["p", "nowhere"]),
        format!("<q:a xmlns:p=\"u:p\" xmlns:q=\"u:q\"><b xmlns=\"u:d\" xmlns:p=\"u:p2\"></b>{inner}")
    );
    assert_eq!(
        exclusive(text, "a", &["#default", "q", "q"]),
        "<q:a xmlns=\"u:d\" xmlns:q=\"u:q\"><b></b><c></c></q:a>"
    );
    // The prefix list does not move a namespace out of its scope.
    let text = "<r><s xmlns:p='u:p'/><a/></r>";
    assert_eq!(exclusive(text, "a", &["p"]), "<a></a>");
    let text = "<r xmlns='u:d'><a xmlns=''><p:b xmlns:p='u:p' xmlns='u:e'><c xmlns=''/></p:b></a></r>";
    assert_eq!(
        exclusive(text, "a", &["#default"]),
        "<a><p:b xmlns=\"u:e\" xmlns:p=\"u:p\"><c xmlns=\"\"></c></p:b></a>"
    );
    // Inclusive canonicalisation has no such parameter.
    let list = ["p".to_owned()];
    let algorithm = Canonicalization { prefix_list: &list, ..Canonicalization::new(Method::Inclusive10) };
    assert_eq!(
        form("<a xmlns:p='u:p' xmlns:q='u:q'/>", "", &algorithm),
        "<a xmlns:p=\"u:p\" xmlns:q=\"u:q\"></a>"
    );
}

#[test]
fn the_prefix_xml_is_never_declared() {
    let text = "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='en'><xml:b/></a>";
    same_for_all(text, "", "<a xml:lang=\"en\"><xml:b></xml:b></a>");
    assert_eq!(exclusive(text, "", &["xml"]), "<a xml:lang=\"en\"><xml:b></xml:b></a>");
}

/// Canonical XML 1.0 §2.4 and 1.1 §2.4; Exclusive XML Canonicalization §3 imports none.
#[test]
fn the_top_inherits_xml_attributes() {
    let text = "<r xml:lang='fr' xml:space='preserve' xml:id='i' xml:other='o'><s xml:lang='en'><a b=''/>\
                <c xml:space='default' xml:lang=''/></s></r>";
    assert_eq!(
        inclusive(text, "a"),
        "<a b=\"\" xml:id=\"i\" xml:lang=\"en\" xml:other=\"o\" xml:space=\"preserve\"></a>"
    );
    let eleven = Canonicalization::new(Method::Inclusive11);
    assert_eq!(form(text, "a", &eleven), "<a b=\"\" xml:lang=\"en\" xml:space=\"preserve\"></a>");
    assert_eq!(form(text, "c", &eleven), "<c xml:lang=\"\" xml:space=\"default\"></c>");
    assert_eq!(exclusive(text, "a", &[]), "<a b=\"\"></a>");
    // Only the top inherits.
    assert_eq!(inclusive("<r xml:lang='fr'><a><b/></a></r>", "a"), "<a xml:lang=\"fr\"><b></b></a>");
    assert_eq!(inclusive("<r xml:lang='fr'><a/></r>", ""), "<r xml:lang=\"fr\"><a></a></r>");
}

#[test]
fn canonical_xml_1_1_joins_xml_base() {
    let eleven = Canonicalization::new(Method::Inclusive11);
    let text = "<r xml:base='http://example.org/x/y'><s xml:base='../z/'><a xml:base='w'/><b/></s><c xml:base='/v#f'/>\
                <d xml:base='urn:u'/></r>";
    assert_eq!(form(text, "a", &eleven), "<a xml:base=\"http://example.org/z/w\"></a>");
    assert_eq!(form(text, "b", &eleven), "<b xml:base=\"http://example.org/z/\"></b>");
    assert_eq!(form(text, "c", &eleven), "<c xml:base=\"http://example.org/v\"></c>");
    assert_eq!(form(text, "d", &eleven), "<d xml:base=\"urn:u\"></d>");
    // 1.0 takes the nearest as it is.
    assert_eq!(inclusive(text, "b"), "<b xml:base=\"../z/\"></b>");
    // Without a left-out ancestor that has one, nothing is changed.
    assert_eq!(form("<r><a xml:base='x/../y#z'/></r>", "a", &eleven), "<a xml:base=\"x/../y#z\"></a>");
    // A result that is empty is not written.
    assert_eq!(form("<r xml:base='x/'><a xml:base='../'/></r>", "a", &eleven), "<a></a>");
}

#[test]
fn only_xml_base_itself_is_joined_and_only_with_what_is_relative() {
    let eleven = Canonicalization::new(Method::Inclusive11);
    // Attributes that are called alike, or are in the same namespace, stay as they are.
    let text = "<r xml:base='http://e.test/x/'><a base='q' xml:lang='de' xml:base='w'/></r>";
    assert_eq!(form(text, "a", &eleven), "<a base=\"q\" xml:base=\"http://e.test/x/w\" xml:lang=\"de\"></a>");
    // A scheme begins with a letter and has no underscore in it (RFC 3986 §3.1): these are paths.
    let text = "<r xml:base='http://e.test/x/'><a xml:base='1a:b'/><b xml:base='a_b:c'/></r>";
    assert_eq!(form(text, "a", &eleven), "<a xml:base=\"http://e.test/x/1a:b\"></a>");
    assert_eq!(form(text, "b", &eleven), "<b xml:base=\"http://e.test/x/a_b:c\"></b>");
}

#[test]
fn the_enveloped_signature_is_left_out() {
    let text = "<p:a xmlns:p='u:p' xmlns:s='u:s'>1<s:sig><p:x/>2</s:sig>3<!--c--><p:b/></p:a><?p?>";
    let d = document(text);
    let omit = Some(find(&d, "sig"));
    let bytes = |apex: NodeId, omit| to_vec(&d, apex, omit, &Canonicalization::new(Method::Exclusive));
    let expected = "<p:a xmlns:p=\"u:p\">13<p:b></p:b></p:a>";
    assert_eq!(bytes(d.root(), omit), Ok(expected.as_bytes().to_vec()));
    assert_eq!(bytes(NodeId::DOCUMENT, omit), Ok(format!("{expected}\n<?p?>").into_bytes()));
    // Elsewhere it changes nothing.
    assert_eq!(bytes(find(&d, "b"), omit), Ok(b"<p:b xmlns:p=\"u:p\"></p:b>".to_vec()));
}

#[test]
fn nothing_is_an_error_and_not_empty_bytes() {
    let d = document("<!--c--><a>t<b><c/></b></a>");
    let algorithm = Canonicalization::new(Method::Exclusive);
    for (apex, omit) in [("b", "b"), ("c", "b"), ("c", "a"), ("", "a"), ("", ""), ("a", "")] {
        let outcome = to_vec(&d, find(&d, apex), Some(find(&d, omit)), &algorithm);
        assert_eq!(outcome, Err(C14nError::Empty), "{apex} without {omit}");
    }
    for node in d.descendants(NodeId::DOCUMENT) {
        if !matches!(d.kind(node), NodeKind::Element | NodeKind::Document) {
            assert_eq!(to_vec(&d, node, None, &algorithm), Err(C14nError::ApexNotElement));
        }
    }
    let foreign = document("<a><b/><c/><d/><e/><f/></a>");
    assert_eq!(to_vec(&d, find(&foreign, "f"), None, &algorithm), Err(C14nError::ApexNotElement));
    let mut calls = 0;
    let _ = canonicalize(&d, find(&d, "b"), Some(find(&d, "a")), &algorithm, &mut |_| calls += 1);
    assert_eq!(calls, 0);
}

/// Canonical XML 1.0 §1.3.
#[test]
fn relative_namespace_uris_are_refused() {
    let refused = |text: &str, apex: &str| {
        let d = document(text);
        ALL.iter().all(|method| {
            let outcome = to_vec(&d, find(&d, apex), None, &Canonicalization::new(*method));
            matches!(outcome, Err(C14nError::RelativeNamespace { .. }))
        })
    };
    for uri in ["x", "../x", "//host/x", "#x", "?x", "1:x", ":x", "a b:c", "/urn:x"] {
        assert!(refused(&format!("<a xmlns='{uri}'/>"), ""), "{uri}");
        assert!(refused(&format!("<a xmlns:p='{uri}'/>"), ""), "{uri}");
        assert!(refused(&format!("<a xmlns:p='{uri}'><b/></a>"), "b"), "{uri}");
        assert!(refused(&format!("<a><b><c xmlns:p='{uri}'/></b></a>"), "b"), "{uri}");
        assert!(!refused(&format!("<a><b xmlns:p='{uri}'/><c/></a>"), "c"), "{uri}");
    }
    for uri in ["urn:x", "http://x", "x:", "a+b-c.1:y"] {
        assert!(!refused(&format!("<a xmlns='{uri}' xmlns:p='{uri}'/>"), ""), "{uri}");
    }
    let text = "<a xmlns:p='x'/>";
    let outcome = to_vec(&document(text), NodeId::DOCUMENT, None, &Canonicalization::new(Method::Exclusive));
    assert_eq!(outcome.unwrap_err().span().map(|at| at.of(text)), Some("xmlns:p='x'"));
}

#[test]
fn the_sink_gets_large_pieces_and_all_bytes_in_order() {
    let inner: String = (0..5000).map(|n| format!("<e n=\"{n}\">{n}</e>")).collect();
    let text = format!("<a>{inner}<long>{}</long></a>", "x".repeat(100_000));
    let d = document(&text);
    let mut pieces = Vec::new();
    let algorithm = Canonicalization::new(Method::Exclusive);
    canonicalize(&d, NodeId::DOCUMENT, None, &algorithm, &mut |piece| pieces.push(piece.to_vec())).unwrap();
    assert_eq!(String::from_utf8(pieces.concat()).unwrap(), text);
    assert!(pieces.len() < 20, "{}", pieces.len());
}
