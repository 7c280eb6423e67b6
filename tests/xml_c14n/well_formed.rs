//! Every production and constraint of XML 1.0 and Namespaces in XML 1.0: what is accepted next to what is not.

use sso_preflight::xml::{EncodingProblem, Limit, Problem, XmlError};
use sso_preflight::xml::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_NAMESPACES_IN_SCOPE};

use crate::{read, read_bytes};

/// The problem's name and the text it points at.
fn refusal(text: &str) -> (String, String) {
    match read(text) {
        Ok(_) => ("accepted".to_owned(), String::new()),
        Err(XmlError::NotWellFormed { problem, at }) => {
            let name = format!("{problem:?}");
            let name = name.split([' ', '{']).next().unwrap_or("").to_owned();
            (name, at.of(text).to_owned())
        }
        Err(XmlError::DoctypeRefused { at }) => ("Doctype".to_owned(), at.of(text).to_owned()),
        Err(XmlError::EncodingRefused { at, .. }) => {
            ("Encoding".to_owned(), at.map_or("", |at| at.of(text)).to_owned())
        }
        Err(error) => (format!("{error:?}"), String::new()),
    }
}

/// Each row: text, problem, what the span covers.
fn check(rows: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, problem, at)| {
            let found = refusal(text);
            let expected = ((*problem).to_owned(), (*at).to_owned());
            (found != expected).then(|| format!("{text:?}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn accepted(texts: &[&str]) {
    for text in texts {
        assert!(read(text).is_ok(), "{text:?}: {:?}", read(text).err());
    }
}

#[test]
fn a_document_is_one_element_among_comments_instructions_and_space() {
    accepted(&[
        "<a/>",
        "<a></a >",
        "\n<!--c--><?p d?> <a/>\t<!--c-->\r\n<?p?>",
        "<?xml version='1.0'?><a/>",
        "\u{FEFF}<a/>",
        "<a\n/>",
        "<a>\u{85}\u{2028}</a>",
    ]);
    check(&[
        ("", "Empty", ""),
        (" \n", "Empty", " \n"),
        ("\u{FEFF}", "Empty", "\u{FEFF}"),
        ("<!--c-->", "NoRootElement", "<!--c-->"),
        ("<?p?>", "NoRootElement", "<?p?>"),
        ("x<a/>", "TextOutsideRoot", "x"),
        ("<a/> x ", "TextOutsideRoot", "x "),
        ("\u{A0}<a/>", "TextOutsideRoot", "\u{A0}"),
        ("\u{FEFF}\u{FEFF}<a/>", "TextOutsideRoot", "\u{FEFF}"),
        ("<a/>\u{FEFF}", "TextOutsideRoot", "\u{FEFF}"),
        ("<a/>&#32;", "TextOutsideRoot", "&#32;"),
        ("&amp;<a/>", "TextOutsideRoot", "&amp;"),
        ("<![CDATA[]]><a/>", "TextOutsideRoot", "<![CDATA[]]>"),
        ("<a/><![CDATA[ ]]>", "TextOutsideRoot", "<![CDATA[ ]]>"),
        ("<a/><b/>", "SecondRoot", "b"),
        ("<a></a><b></b>", "SecondRoot", "b"),
        ("<a/></a>", "UnexpectedEndTag", "</a>"),
        ("</a>", "UnexpectedEndTag", "</a>"),
        ("{\"a\":1}", "TextOutsideRoot", "{\"a\":1}"),
    ]);
}

#[test]
fn characters_outside_the_char_production_are_refused_everywhere() {
    for character in ['\0', '\u{1}', '\u{8}', '\u{B}', '\u{C}', '\u{E}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
        for (before, after) in [
            ("<a>", "</a>"),
            ("<a b='", "'/>"),
            ("<a><!--", "--></a>"),
            ("<a><?p ", "?></a>"),
            ("<a><![CDATA[", "]]></a>"),
            ("<a", "/>"),
            ("<a/>", ""),
            ("", "<a/>"),
        ] {
            let text = format!("{before}{character}{after}");
            assert_eq!(refusal(&text), ("ForbiddenCharacter".to_owned(), character.to_string()), "{text:?}");
            // The same behind more text than is looked at in one block.
            let text = format!("<!--{}-->{text}", "é".repeat(100));
            assert_eq!(refusal(&text), ("ForbiddenCharacter".to_owned(), character.to_string()), "{text:?}");
        }
    }
    accepted(&["<a>\t\n\r \u{7F}\u{80}\u{9F}\u{FDD0}\u{FFFD}\u{FFFC}\u{EFBF}\u{10FFFF}\u{1FFFE}</a>"]);
}

#[test]
fn the_first_problem_is_the_one_reported() {
    check(&[
        ("<a>\u{1}<b></a>", "ForbiddenCharacter", "\u{1}"),
        ("<a><b></a>\u{1}", "MismatchedEndTag", "a"),
        ("<a>\u{1}", "ForbiddenCharacter", "\u{1}"),
        ("<p:a>\u{1}</p:a>", "UnboundPrefix", "p:a"),
    ]);
}

#[test]
fn names_follow_the_name_production() {
    accepted(&["<_/>", "<é/>", "<a-b.c_d\u{B7}1/>", "<\u{10000}/>", "<a\u{300}/>", "<ⅰ b='' ü-1=''/>"]);
    check(&[
        ("<1/>", "InvalidName", "1"),
        ("<-a/>", "InvalidName", "-a"),
        ("<.a/>", "InvalidName", ".a"),
        ("<\u{B7}/>", "InvalidName", "\u{B7}"),
        ("<\u{300}/>", "InvalidName", "\u{300}"),
        ("<a\u{D7}/>", "InvalidName", "a\u{D7}"),
        ("<a\u{F7}/>", "InvalidName", "a\u{F7}"),
        ("<a\u{37E}/>", "InvalidName", "a\u{37E}"),
        ("<a\u{2000}/>", "InvalidName", "a\u{2000}"),
        ("<a\u{F0000}/>", "InvalidName", "a\u{F0000}"),
        ("<a 1=''/>", "InvalidName", "1"),
        ("<a b\u{2028}=''/>", "InvalidName", "b\u{2028}"),
        ("<a\u{A0}b=''/>", "InvalidName", "a\u{A0}b"),
        ("<a@/>", "UnexpectedInTag", "@"),
        ("< a/>", "LessThanInText", "<"),
        ("<a>1 < 2</a>", "LessThanInText", "<"),
        ("<a><></a>", "LessThanInText", "<"),
        ("<a>x<=y</a>", "LessThanInText", "<"),
    ]);
}

#[test]
fn tags_hold_attributes_and_nothing_else() {
    accepted(&[
        "<a b='' c=\"\" />",
        "<a b = '1'\n\tc\r=\r'2'/>",
        "<a b='>' c='\"' d=\"'\" e='/>'/>",
        "<a b='/'/>",
        "<a b='é'></a\n>",
    ]);
    check(&[
        ("<a b/>", "MissingAttributeValue", "b"),
        ("<a b c='1'/>", "MissingAttributeValue", "b "),
        ("<a b=/>", "UnquotedAttributeValue", "b="),
        ("<a b=1/>", "UnquotedAttributeValue", "b="),
        ("<a b=c'1'/>", "UnquotedAttributeValue", "b="),
        ("<a ='1'/>", "UnexpectedInTag", "="),
        ("<a '1'/>", "UnexpectedInTag", "'"),
        ("<a b='1'c='2'/>", "MissingSpaceBeforeAttribute", "c"),
        ("<a b='1'/ >", "UnexpectedInTag", "/"),
        ("<a/b='1'>", "UnexpectedInTag", "/"),
        ("<a b='1'/c='2'/>", "UnexpectedInTag", "/"),
        ("<a b=='1'/>", "UnquotedAttributeValue", "b="),
        ("<a b='1'x/>", "MissingSpaceBeforeAttribute", "x"),
        ("<a b='1'é='2'/>", "MissingSpaceBeforeAttribute", "é"),
        ("<a €/>", "MissingAttributeValue", "€"),
        ("<a b='<'/>", "LessThanInAttributeValue", "<"),
        ("<a b='x></a><c d='y'/>", "LessThanInAttributeValue", "<"),
        ("<a b='1' b='2'/>", "RepeatedAttribute", "b"),
        ("<a b='1' c='' b='1'></a>", "RepeatedAttribute", "b"),
        ("<a xmlns='u:1' xmlns='u:1'/>", "RepeatedAttribute", "xmlns"),
        ("<a xmlns:p='u:1' p:b='' xmlns:p='u:2'/>", "RepeatedAttribute", "xmlns:p"),
        ("<a><b></a></b>", "MismatchedEndTag", "a"),
        ("<a></A>", "MismatchedEndTag", "A"),
        ("<a></ab>", "MismatchedEndTag", "ab"),
        ("<ab></a>", "MismatchedEndTag", "a"),
        ("<p:a xmlns:p='u:1'></a>", "MismatchedEndTag", "a"),
        ("<p:a xmlns:p='u:1' xmlns:q='u:1'></q:a>", "MismatchedEndTag", "q:a"),
        ("<a></ a>", "MalformedEndTag", "</ a>"),
        ("<a></a b='1'>", "MalformedEndTag", "</a b='1'>"),
        ("<a></a/>", "MalformedEndTag", "</a/>"),
        ("<a></>", "MalformedEndTag", "</>"),
    ]);
    // An upper-case X makes no character reference, and a tag may not begin in the middle of one.
    check(&[("<a b='&#X41;'/>", "MalformedCharacterReference", "&#X41;")]);
}

#[test]
fn a_repeated_or_mismatched_name_knows_its_first_place() {
    let text = "<a><long></a>";
    match read(text).unwrap_err() {
        XmlError::NotWellFormed { problem: Problem::MismatchedEndTag { open }, .. } => {
            assert_eq!(open.of(text), "long");
            assert_eq!(open.from, 4);
        }
        other => panic!("{other:?}"),
    }
    let text = "<a x='1' xmlns:p='u:1' p:b='' xmlns:q='u:1' q:b=''/>";
    match read(text).unwrap_err() {
        XmlError::NotWellFormed { problem: Problem::RepeatedExpandedAttribute { first }, at } => {
            assert_eq!((first.of(text), at.of(text)), ("p:b", "q:b"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_attributes_of_one_expanded_name_are_refused_however_many_there_are() {
    for others in [0, 5, 40] {
        let padding: String = (0..others).map(|n| format!(" p:x{n}='' y{n}=''")).collect();
        let start = format!("<a xmlns:p='u:1' xmlns:q='u:1' xmlns='u:1'{padding}");
        check(&[(&format!("{start} p:b='' q:b=''/>"), "RepeatedExpandedAttribute", "q:b")]);
        // The default namespace does not apply to attributes (Namespaces §6.2 and §6.3).
        accepted(&[&format!("{start} p:b='' b=''/>")]);
    }
}

#[test]
fn references_are_the_five_entities_and_legal_characters() {
    accepted(&["<a b='&lt;&gt;&amp;&apos;&quot;&#9;&#xA;'>&lt;&#x10FFFF;&#13;</a>"]);
    check(&[
        ("<a>&</a>", "BareAmpersand", "&"),
        ("<a>& b</a>", "BareAmpersand", "&"),
        ("<a>a&b</a>", "BareAmpersand", "&"),
        ("<a>&amp</a>", "BareAmpersand", "&"),
        ("<a>x & y; z</a>", "BareAmpersand", "&"),
        ("<a>&;</a>", "BareAmpersand", "&"),
        ("<a b='&'/>", "BareAmpersand", "&"),
        ("<a b='?x=1&y=2'/>", "BareAmpersand", "&"),
        ("<a b='&amp'/>", "BareAmpersand", "&"),
        ("<a>&nbsp;</a>", "UndefinedEntity", "&nbsp;"),
        ("<a b='&x;'/>", "UndefinedEntity", "&x;"),
        ("<a>&LT;</a>", "UndefinedEntity", "&LT;"),
        ("<a>&#;</a>", "MalformedCharacterReference", "&#;"),
        ("<a>&#x;</a>", "MalformedCharacterReference", "&#x;"),
        ("<a>&#1f;</a>", "MalformedCharacterReference", "&#1f;"),
        ("<a b='&#65 ;'/>", "MalformedCharacterReference", "&#65 ;"),
        ("<a>&#0;</a>", "ForbiddenCharacterReference", "&#0;"),
        ("<a b='&#xB;'/>", "ForbiddenCharacterReference", "&#xB;"),
        ("<a>&#xD800;</a>", "ForbiddenCharacterReference", "&#xD800;"),
        ("<a>&#xFFFF;</a>", "ForbiddenCharacterReference", "&#xFFFF;"),
        ("<a>&#99999999999999999999;</a>", "ForbiddenCharacterReference", "&#99999999999999999999;"),
    ]);
}

#[test]
fn text_comments_cdata_and_instructions_follow_their_productions() {
    accepted(&[
        "<a>]] > ]]&gt; ]&#93;></a>",
        "<a b=']]>'/>",
        "<a><![CDATA[]]]]><![CDATA[>]]></a>",
        "<a><![CDATA[<!--&]]></a>",
        "<a><!----><!-- - --><!--->--><!--<a>&--></a>",
        "<a><?p?><?p ?><?p ??><?p a?b>c?><?xml-stylesheet href='x'?><?x <a> & ]]> ?></a>",
    ]);
    check(&[
        ("<a>]]></a>", "CdataEndInText", "]]>"),
        ("<a>x]]]>y</a>", "CdataEndInText", "]]>"),
        ("<a><![CDATA[x]]>]]></a>", "CdataEndInText", "]]>"),
        ("<a><!--x--y--></a>", "DoubleHyphenInComment", "--"),
        ("<a><!--x---></a>", "DoubleHyphenInComment", "--"),
        ("<a><!-----></a>", "DoubleHyphenInComment", "--"),
        ("<a><!-x--></a>", "UnknownDeclaration", "<!"),
        ("<a><!x></a>", "UnknownDeclaration", "<!"),
        ("<a><!></a>", "UnknownDeclaration", "<!"),
        ("<a><![cdata[x]]></a>", "UnknownDeclaration", "<!"),
        ("<a><! [CDATA[x]]></a>", "UnknownDeclaration", "<!"),
        ("<a><![CDATA [x]]></a>", "UnknownDeclaration", "<!"),
        ("<a><![INCLUDE[x]]></a>", "UnknownDeclaration", "<!"),
        ("<a><!ENTITY x 'y'></a>", "UnknownDeclaration", "<!"),
        ("<a><??></a>", "MalformedInstruction", "<??>"),
        ("<a><? p?></a>", "MalformedInstruction", "<? p?>"),
        ("<a><?p+?></a>", "MalformedInstruction", "<?p+?>"),
        ("<a><?1?></a>", "InvalidName", "1"),
        ("<a><?p:q?></a>", "MisplacedColon", "p:q"),
        ("<a><?XML?></a>", "ReservedInstructionTarget", "XML"),
        ("<?Xml version='1.0'?><a/>", "ReservedInstructionTarget", "Xml"),
    ]);
}

#[test]
fn the_xml_declaration_follows_its_grammar() {
    accepted(&[
        "<?xml version='1.0'?><a/>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>",
        "<?xml\tversion = '1.0'\r\nencoding\n=\n'utf-8' standalone='yes' ?><a/>",
        "<?xml version='1.0' standalone='no'?><a/>",
        "\u{FEFF}<?xml version='1.0' encoding='Utf-8'?><a/>",
    ]);
    for declaration in [
        "<?xml?>",
        "<?xml ?>",
        "<?xml encoding='UTF-8'?>",
        "<?xml version='1.0?>",
        "<?xml version=1.0?>",
        "<?xml version='1.0\"?>",
        "<?xml version='1'?>",
        "<?xml version=''?>",
        "<?xml version='1.'?>",
        "<?xml version=' 1.0'?>",
        "<?xml Version='1.0'?>",
        "<?xml version='1.0'encoding='UTF-8'?>",
        "<?xml encoding='UTF-8' version='1.0'?>",
        "<?xml version='1.0' standalone='yes' encoding='UTF-8'?>",
        "<?xml version='1.0' encoding=''?>",
        "<?xml version='1.0' encoding='-UTF-8'?>",
        "<?xml version='1.0' encoding='UTF 8'?>",
        "<?xml version='1.0' standalone='YES'?>",
        "<?xml version='1.0' standalone='maybe'?>",
        "<?xml version='1.0' x='y'?>",
        "<?xml version='1.0' version='1.0'?>",
        "<?xml version='1.0' ??>",
    ] {
        let (problem, _) = refusal(&format!("{declaration}<a/>"));
        assert_eq!(problem, "MalformedXmlDeclaration", "{declaration}");
    }
    check(&[
        ("<?xml\u{A0}version='1.0'?><a/>", "MalformedInstruction", "<?xml\u{A0}version='1.0'?>"),
        ("<?xml version='1.1'?><a/>", "UnsupportedVersion", "1.1"),
        ("<?xml version=\"1.10\"?><a/>", "UnsupportedVersion", "1.10"),
        (" <?xml version='1.0'?><a/>", "MisplacedXmlDeclaration", "<?xml version='1.0'?>"),
        ("<!----><?xml version='1.0'?><a/>", "MisplacedXmlDeclaration", "<?xml version='1.0'?>"),
        ("<a><?xml version='1.0'?></a>", "MisplacedXmlDeclaration", "<?xml version='1.0'?>"),
        (
            "<?xml version='1.0'?><?xml version='1.0'?><a/>",
            "MisplacedXmlDeclaration",
            "<?xml version='1.0'?>",
        ),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "Encoding", "ISO-8859-1"),
        ("<?xml version='1.0' encoding='UTF-16'?><a/>", "Encoding", "UTF-16"),
        ("<?xml version='1.0' encoding='us-ascii'?><a/>", "Encoding", "us-ascii"),
    ]);
}

#[test]
fn a_document_type_declaration_is_refused_before_it_is_read() {
    check(&[
        ("<!DOCTYPE a><a/>", "Doctype", "<!DOCTYPE"),
        ("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "Doctype", "<!DOCTYPE"),
        ("<!doctype html><html></html>", "Doctype", "<!doctype"),
        ("<!DOCTYPE", "Doctype", "<!DOCTYPE"),
        ("<!DOCTYPE a [", "Doctype", "<!DOCTYPE"),
        ("<a><!DOCTYPE a></a>", "Doctype", "<!DOCTYPE"),
        ("<a/><!DOCTYPE a>", "Doctype", "<!DOCTYPE"),
    ]);
    accepted(&["<a><!--<!DOCTYPE a>--><![CDATA[<!DOCTYPE a>]]></a>"]);
}

#[test]
fn prefixes_are_declared_and_reserved_ones_left_alone() {
    accepted(&[
        "<p:a xmlns:p='u:1'/>",
        "<a p:b='' xmlns:p='u:1'/>",
        "<a xml:lang='' xml:id='x'/>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='u:1'><b xmlns=''/></a>",
        "<xmlfoo xmlbar=''/>",
        "<a xmlns:xmlx='u:1' xmlx:b=''/>",
        "<xml:a/>",
    ]);
    check(&[
        ("<p:a/>", "UnboundPrefix", "p:a"),
        ("<a p:b=''/>", "UnboundPrefix", "p:b"),
        ("<a><b xmlns:p='u:1'/><p:c/></a>", "UnboundPrefix", "p:c"),
        ("<a xmlns:p=''/>", "PrefixUndeclared", "xmlns:p=''"),
        ("<a xmlns:p='u:1'><b xmlns:p=''/></a>", "PrefixUndeclared", "xmlns:p=''"),
        ("<a xmlns:xml='u:1'/>", "ReservedNamespace", "xmlns:xml='u:1'"),
        ("<a xmlns:xml=''/>", "ReservedNamespace", "xmlns:xml=''"),
        ("<a xmlns:xmlns='u:1'/>", "ReservedNamespace", "xmlns:xmlns='u:1'"),
        (
            "<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>",
            "ReservedNamespace",
            "xmlns:xmlns='http://www.w3.org/2000/xmlns/'",
        ),
        (
            "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
            "ReservedNamespace",
            "xmlns:p='http://www.w3.org/2000/xmlns/'",
        ),
        (
            "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
            "ReservedNamespace",
            "xmlns='http://www.w3.org/XML/1998/namespace'",
        ),
        (
            "<a xmlns:p='http://www.w3.org/XML/1998/&#110;amespace'/>",
            "ReservedNamespace",
            "xmlns:p='http://www.w3.org/XML/1998/&#110;amespace'",
        ),
        ("<xmlns:a/>", "ReservedNamespace", "xmlns:a"),
        ("<:a/>", "MisplacedColon", ":a"),
        ("<a:/>", "MisplacedColon", "a:"),
        ("<a:b:c xmlns:a='u:1'/>", "MisplacedColon", "a:b:c"),
        ("<:/>", "MisplacedColon", ":"),
        ("<a :b=''/>", "MisplacedColon", ":b"),
        ("<a xmlns:=''/>", "MisplacedColon", "xmlns:"),
        ("<a:1 xmlns:a='u:1'/>", "InvalidName", "a:1"),
        ("<a xmlns:1='u:1'/>", "InvalidName", "xmlns:1"),
        ("<a:-b xmlns:a='u:1'/>", "InvalidName", "a:-b"),
    ]);
}

#[test]
fn a_text_that_ends_in_the_middle_says_so() {
    let whole = "<?xml version='1.0'?><a b='1'><!--c--><?p d?><![CDATA[e]]>&amp;<f/>g</a>";
    assert!(read(whole).is_ok());
    for length in 1..whole.len() {
        let error = read(&whole[..length]).unwrap_err();
        // Behind the declaration there is no element yet, which is another problem.
        let is_cut = !whole[..length].ends_with("?>") || length > 22;
        assert_eq!(error.is_truncated(), is_cut, "{:?}: {error:?}", &whole[..length]);
    }
    for text in ["<a>&b</a>", "<a><b></a>", "<a></a>x", "", "<a b='<x"] {
        assert!(!read(text).unwrap_err().is_truncated(), "{text:?}");
    }
    match read("<a><b>").unwrap_err() {
        XmlError::NotWellFormed { problem: Problem::UnclosedElement { open }, at } => {
            assert_eq!((open.from, open.to, at.from), (4, 5, 6));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn bytes_are_decoded_strictly() {
    let encoding = |bytes: &[u8]| match read_bytes(bytes) {
        Err(XmlError::EncodingRefused { problem, .. }) => Some(problem),
        _ => None,
    };
    let utf16 = |text: &str, little: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    assert!(read_bytes("\u{FEFF}<a>é😀</a>".as_bytes()).is_ok());
    for little in [true, false] {
        let bytes = utf16("\u{FEFF}<?xml version='1.0' encoding='utf-16'?><a>é😀</a>", little);
        let document = read_bytes(&bytes).unwrap();
        assert!(document.has_byte_order_mark());
        assert_eq!(document.string_value(document.root()), "é😀");
        assert!(read_bytes(&utf16("\u{FEFF}<a/>", little)).is_ok());
        assert_eq!(encoding(&utf16("<a/>", little)), Some(EncodingProblem::Utf16WithoutMark));
        let lying = utf16("\u{FEFF}<?xml version='1.0' encoding='utf-8'?><a/>", little);
        assert_eq!(encoding(&lying), Some(EncodingProblem::Contradiction));
        let mut odd = utf16("\u{FEFF}<a/>", little);
        odd.push(0);
        assert_eq!(encoding(&odd), Some(EncodingProblem::InvalidUtf16 { offset: 10 }));
    }
    let lone = [&[0xFE, 0xFF][..], &[0, b'<', 0, b'a', 0, b'>', 0xD8, 0, 0, b'x']].concat();
    assert_eq!(encoding(&lone), Some(EncodingProblem::InvalidUtf16 { offset: 8 }));
    for (bytes, offset) in [
        (&b"<a>\xFF</a>"[..], 3),
        (b"<a>\xC0\x80</a>", 3),
        (b"<a>\xED\xA0\x80</a>", 3),
        (b"<a>\xF4\x90\x80\x80</a>", 3),
        (b"<a>\xE2\x82</a>", 3),
        (b"<a>M\xFCller</a>", 4),
        (b"\xE2\x82", 0),
    ] {
        assert_eq!(encoding(bytes), Some(EncodingProblem::InvalidUtf8 { offset }), "{bytes:?}");
    }
    assert_eq!(encoding(b"\0\0\xFE\xFF\0\0\0<"), Some(EncodingProblem::Utf32));
    assert_eq!(encoding(b"\xFF\xFE\0\0<\0\0\0"), Some(EncodingProblem::Utf32));
    assert_eq!(encoding(b"<\0\0\0a\0\0\0"), Some(EncodingProblem::Utf32));
    assert_eq!(encoding(b"\x4C\x6F\xA7\x94"), Some(EncodingProblem::Ebcdic));
}

#[test]
fn limits_are_exact() {
    let limit = |text: &str| match read(text) {
        Ok(_) => None,
        Err(XmlError::LimitExceeded { limit, .. }) => Some(limit),
        Err(other) => panic!("{other:?}"),
    };
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(limit(&nested(MAX_DEPTH)), None);
    assert_eq!(limit(&nested(MAX_DEPTH + 1)), Some(Limit::Depth));

    let attributes = |count: usize| {
        let list: String = (0..count).map(|n| format!(" a{n}=''")).collect();
        format!("<a{list}/>")
    };
    assert_eq!(limit(&attributes(MAX_ATTRIBUTES)), None);
    assert_eq!(limit(&attributes(MAX_ATTRIBUTES + 1)), Some(Limit::Attributes));

    let declarations = |count: usize| {
        let list = |from: usize| -> String {
            (from..count.min(from + 500)).map(|n| format!(" xmlns:p{n}='u:1'")).collect()
        };
        let tags: Vec<String> = (0..count).step_by(500).map(|from| format!("<a{}>", list(from))).collect();
        format!("{}{}", tags.concat(), "</a>".repeat(tags.len()))
    };
    assert_eq!(limit(&declarations(MAX_NAMESPACES_IN_SCOPE)), None);
    assert_eq!(limit(&declarations(MAX_NAMESPACES_IN_SCOPE + 1)), Some(Limit::NamespacesInScope));
}
