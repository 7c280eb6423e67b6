//! `ds:Signature` as it was written (XML-DSig §4), read by its content model.
//!
//! Children count and their order count; a comment or an element inside a value is refused, because
//! two readers could see two values.

use super::DSIG;
use super::algorithm::EXCLUSIVE_C14N;
use crate::base64::decode_base64;
use crate::text::{Located, Span, is_xml_white_space};
use crate::xml::{Document, NodeId, NodeKind};

/// A Signature, read.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The ds:Signature element.
    pub node: NodeId,
    /// The SignedInfo element, whose canonical form SignatureValue signs.
    pub signed_info: NodeId,
    /// CanonicalizationMethod.
    pub canonicalization: Algorithm,
    /// SignatureMethod.
    pub signature_method: Located<String>,
    /// Whether SignatureMethod has content, such as HMACOutputLength; white space and comments are none.
    pub signature_method_has_children: bool,
    /// The References, in order.
    pub references: Vec<Reference>,
    /// SignatureValue, decoded.
    pub value: Located<Vec<u8>>,
    /// The text of each X509Certificate of KeyInfo. Nothing here is ever trusted.
    pub embedded_certificates: Vec<Located<String>>,
    /// Whether KeyInfo holds a bare key value.
    pub has_key_value: bool,
    /// ds:Object children.
    pub objects: Vec<NodeId>,
}

/// An algorithm's URI with the PrefixList that belongs to exclusive C14N.
#[derive(Clone, Debug)]
pub struct Algorithm {
    /// `Algorithm`.
    pub uri: Located<String>,
    /// InclusiveNamespaces' `PrefixList`, split; `#default` stands for the default namespace.
    pub prefix_list: Vec<String>,
    /// Whether there are other children, such as an XPath.
    pub has_other_children: bool,
}

/// A Reference (XML-DSig §4.4.3).
#[derive(Clone, Debug)]
pub struct Reference {
    /// The element's span.
    pub span: Span,
    /// `URI`.
    pub uri: Option<Located<String>>,
    /// Transforms; `None` where there is no Transforms element.
    pub transforms: Option<Vec<Algorithm>>,
    /// DigestMethod's `Algorithm`.
    pub digest_method: Located<String>,
    /// DigestValue, decoded.
    pub digest_value: Located<Vec<u8>>,
}

/// A Signature that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureError {
    /// What is wrong with it.
    pub fault: StructureFault,
    /// Where.
    pub span: Span,
}

/// How a Signature deviates from its content model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StructureFault {
    /// A required child is absent or stands elsewhere.
    Missing(&'static str),
    /// A child that does not belong there, or belongs there only once.
    Unexpected,
    /// A required `Algorithm` attribute is absent.
    NoAlgorithm,
    /// Text between elements.
    Text,
    /// A comment, a processing instruction or an element inside a value.
    MarkupInValue,
    /// A value that is not base64.
    NotBase64,
    /// A value that is longer than any algorithm produces.
    ValueTooLong,
    /// More References, Transforms or Objects than are looked at.
    TooMany,
}

/// References, Transforms and Objects per list: SAML uses one, two and none; the vectors of the
/// standard stay below 30.
const MAX_LIST: usize = 64;
/// Characters of a value: a signature of 16,384 bits takes 2,732 in base64; white space is allowed for.
const MAX_VALUE: usize = 16_384;
/// Embedded certificates that are kept, to explain a failure.
const MAX_CERTIFICATES: usize = 16;
/// Prefixes of one PrefixList.
const MAX_PREFIXES: usize = 256;

type Read<T> = Result<T, StructureError>;

impl Signature {
    /// Reads the ds:Signature at `node`.
    ///
    /// # Errors
    /// [`StructureError`] with the first deviation from the content model.
    pub fn read(document: &Document, node: NodeId) -> Read<Signature> {
        let reader = Reader { document };
        let mut children = reader.elements(node)?.into_iter().peekable();
        let signed_info = reader.take(&mut children, node, "SignedInfo")?;
        let value = reader.take(&mut children, node, "SignatureValue")?;
        let key_info = reader.take_optional(&mut children, "KeyInfo");
        let objects: Vec<NodeId> = children.by_ref().take(MAX_LIST).collect();
        if let Some(other) = objects.iter().find(|object| !document.is(**object, DSIG, "Object")) {
            return Err(reader.error(StructureFault::Unexpected, *other));
        }
        if let Some(surplus) = children.next() {
            return Err(reader.error(StructureFault::TooMany, surplus));
        }
        let value = reader.base64(value)?;
        let mut signature = reader.signed_info(node, signed_info, value)?;
        signature.objects = objects;
        if let Some(key_info) = key_info {
            reader.key_info(key_info, &mut signature);
        }
        Ok(signature)
    }
}

struct Reader<'d> {
    document: &'d Document,
}

type Children = std::iter::Peekable<std::vec::IntoIter<NodeId>>;

impl Reader<'_> {
    fn error(&self, fault: StructureFault, node: NodeId) -> StructureError {
        StructureError { fault, span: self.document.span(node) }
    }

    /// The child elements of an element that holds nothing else but white space and comments.
    fn elements(&self, node: NodeId) -> Read<Vec<NodeId>> {
        let document = self.document;
        let is_text = |child: &NodeId| {
            document.kind(*child) == NodeKind::Text && !document.value(*child).chars().all(is_xml_white_space)
        };
        match document.children(node).find(is_text) {
            Some(text) => Err(self.error(StructureFault::Text, text)),
            None => Ok(document.elements(node).collect()),
        }
    }

    fn take(&self, children: &mut Children, parent: NodeId, local: &'static str) -> Read<NodeId> {
        match children.peek() {
            Some(child) if self.document.is(*child, DSIG, local) => {
                let child = *child;
                children.next();
                Ok(child)
            }
            _ => Err(self.error(StructureFault::Missing(local), parent)),
        }
    }

    fn take_optional(&self, children: &mut Children, local: &'static str) -> Option<NodeId> {
        children.next_if(|child| self.document.is(*child, DSIG, local))
    }

    fn at_end(&self, children: &mut Children) -> Read<()> {
        match children.next() {
            Some(surplus) => Err(self.error(StructureFault::Unexpected, surplus)),
            None => Ok(()),
        }
    }

    fn signed_info(&self, node: NodeId, signed_info: NodeId, value: Located<Vec<u8>>) -> Read<Signature> {
        let mut children = self.elements(signed_info)?.into_iter().peekable();
        let canonicalization = self.take(&mut children, signed_info, "CanonicalizationMethod")?;
        let method = self.take(&mut children, signed_info, "SignatureMethod")?;
        let mut references = Vec::new();
        while let Some(reference) = self.take_optional(&mut children, "Reference") {
            if references.len() >= MAX_LIST {
                return Err(self.error(StructureFault::TooMany, reference));
            }
            references.push(self.reference(reference)?);
        }
        self.at_end(&mut children)?;
        Ok(Signature {
            node,
            signed_info,
            canonicalization: self.algorithm(canonicalization)?,
            signature_method: self.algorithm_uri(method)?,
            signature_method_has_children: self.elements(method).map_or(true, |found| !found.is_empty()),
            references,
            value,
            embedded_certificates: Vec::new(),
            has_key_value: false,
            objects: Vec::new(),
        })
    }

    fn reference(&self, node: NodeId) -> Read<Reference> {
        let document = self.document;
        let mut children = self.elements(node)?.into_iter().peekable();
        let transforms = self.take_optional(&mut children, "Transforms");
        let digest_method = self.take(&mut children, node, "DigestMethod")?;
        let digest_value = self.take(&mut children, node, "DigestValue")?;
        self.at_end(&mut children)?;
        let uri = document.attribute(node, "URI");
        Ok(Reference {
            span: document.span(node),
            uri: uri.map(|uri| Located::new(uri.value.to_owned(), uri.value_span)),
            transforms: transforms.map(|list| self.transforms(list)).transpose()?,
            digest_method: self.algorithm_uri(digest_method)?,
            digest_value: self.base64(digest_value)?,
        })
    }

    fn transforms(&self, node: NodeId) -> Read<Vec<Algorithm>> {
        let children = self.elements(node)?;
        if children.len() > MAX_LIST {
            return Err(self.error(StructureFault::TooMany, node));
        }
        children
            .into_iter()
            .map(|child| match self.document.is(child, DSIG, "Transform") {
                true => self.algorithm(child),
                false => Err(self.error(StructureFault::Unexpected, child)),
            })
            .collect()
    }

    fn algorithm_uri(&self, node: NodeId) -> Read<Located<String>> {
        let Some(attribute) = self.document.attribute(node, "Algorithm") else {
            return Err(self.error(StructureFault::NoAlgorithm, node));
        };
        Ok(Located::new(attribute.value.to_owned(), attribute.value_span))
    }

    fn algorithm(&self, node: NodeId) -> Read<Algorithm> {
        let document = self.document;
        let uri = self.algorithm_uri(node)?;
        let mut algorithm = Algorithm { uri, prefix_list: Vec::new(), has_other_children: false };
        let mut lists = 0usize;
        for child in self.elements(node)? {
            if !document.is(child, EXCLUSIVE_C14N, "InclusiveNamespaces") {
                algorithm.has_other_children = true;
                continue;
            }
            lists = lists.saturating_add(1);
            let list = document.attribute(child, "PrefixList").map_or("", |list| list.value);
            let prefixes = list.split(is_xml_white_space).filter(|prefix| !prefix.is_empty());
            algorithm.prefix_list =
                prefixes.take(MAX_PREFIXES.saturating_add(1)).map(str::to_owned).collect();
            if lists > 1 || algorithm.prefix_list.len() > MAX_PREFIXES {
                return Err(self.error(StructureFault::TooMany, child));
            }
        }
        Ok(algorithm)
    }

    fn base64(&self, node: NodeId) -> Read<Located<Vec<u8>>> {
        let document = self.document;
        let text =
            document.leaf_text(node).map_err(|child| self.error(StructureFault::MarkupInValue, child))?;
        if document.has_comment_or_pi(node) {
            return Err(self.error(StructureFault::MarkupInValue, node));
        }
        if text.value.len() > MAX_VALUE {
            return Err(self.error(StructureFault::ValueTooLong, node));
        }
        match decode_base64(&text.value) {
            Ok(bytes) => Ok(Located::new(bytes, text.span)),
            Err(_) => Err(self.error(StructureFault::NotBase64, node)),
        }
    }

    /// KeyInfo only helps to explain, so what cannot be read in it is passed over.
    fn key_info(&self, node: NodeId, signature: &mut Signature) {
        let document = self.document;
        for child in document.elements(node) {
            signature.has_key_value |= document.is(child, DSIG, "KeyValue");
            if !document.is(child, DSIG, "X509Data") {
                continue;
            }
            for part in document.elements(child) {
                let is_certificate = document.is(part, DSIG, "X509Certificate");
                if !is_certificate || signature.embedded_certificates.len() >= MAX_CERTIFICATES {
                    continue;
                }
                if let Ok(text) = document.leaf_text(part) {
                    signature.embedded_certificates.push(text.map(std::borrow::Cow::into_owned));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceId;
    use crate::xml::Encoding;

    /// The parts of a Signature that the tests vary.
    struct Parts {
        method: String,
        references: String,
        value: String,
        rest: String,
    }

    const REFERENCE: &str =
        "<Reference><DigestMethod Algorithm=''/><DigestValue>AAAA</DigestValue></Reference>";

    impl Parts {
        fn usual() -> Parts {
            let [method, value, rest] = ["", "AAAA", ""].map(str::to_owned);
            Parts { method, references: REFERENCE.to_owned(), value, rest }
        }

        fn read(&self) -> Read<Signature> {
            let Parts { method, references, value, rest } = self;
            let text = format!(
                "<Signature xmlns='{DSIG}'><SignedInfo><CanonicalizationMethod Algorithm=''/>\
                 <SignatureMethod Algorithm=''>{method}</SignatureMethod>{references}</SignedInfo>\
                 <SignatureValue>{value}</SignatureValue>{rest}</Signature>"
            );
            let document = Document::read(SourceId::CAPTURE, text.into(), Encoding::Utf8).unwrap();
            Signature::read(&document, document.root())
        }

        fn fault(&self) -> Option<StructureFault> {
            self.read().err().map(|error| error.fault)
        }
    }

    fn with_references(references: String) -> Parts {
        Parts { references, ..Parts::usual() }
    }

    fn with_transforms(transforms: &str) -> Parts {
        let list = format!("<Reference><Transforms>{transforms}</Transforms>");
        with_references(REFERENCE.replacen("<Reference>", &list, 1))
    }

    fn with_value(value: String) -> Parts {
        Parts { value, ..Parts::usual() }
    }

    fn with_rest(rest: String) -> Parts {
        Parts { rest, ..Parts::usual() }
    }

    #[test]
    fn a_signature_method_has_no_content_but_white_space() {
        let has_children = |method: &str| {
            let parts = Parts { method: method.to_owned(), ..Parts::usual() };
            parts.read().unwrap().signature_method_has_children
        };
        for content in ["", " \n", "<!-- -->", "<?x?>"] {
            assert!(!has_children(content), "{content}");
        }
        for content in ["<HMACOutputLength>0</HMACOutputLength>", "<x xmlns=''/>", "x", " <![CDATA[0]]>"] {
            assert!(has_children(content), "{content}");
        }
    }

    /// One more than the limit is refused; the limit itself is not.
    #[test]
    fn lists_end_at_their_limits() {
        let too_many = Some(StructureFault::TooMany);
        let references = |count: usize| with_references(REFERENCE.repeat(count));
        assert_eq!(references(64).read().unwrap().references.len(), 64);
        assert_eq!(references(65).fault(), too_many);
        let transforms = |count: usize| with_transforms(&"<Transform Algorithm=''/>".repeat(count));
        let read = transforms(64).read().unwrap().references;
        assert_eq!(read[0].transforms.as_ref().map(Vec::len), Some(64));
        assert_eq!(transforms(65).fault(), too_many);
        assert_eq!(transforms(66).fault(), too_many);
        let objects = |count: usize| with_rest("<Object/>".repeat(count));
        assert_eq!(objects(64).read().unwrap().objects.len(), 64);
        assert_eq!(objects(65).fault(), too_many);
    }

    #[test]
    fn a_prefix_list_ends_at_its_limit_and_stands_once() {
        let too_many = Some(StructureFault::TooMany);
        let list = |prefixes: usize| {
            let list = "p ".repeat(prefixes);
            format!("<InclusiveNamespaces xmlns='{EXCLUSIVE_C14N}' PrefixList=' {list} '/>")
        };
        let with =
            |content: String| with_transforms(&format!("<Transform Algorithm=''>{content}</Transform>"));
        let read = |parts: Parts| parts.read().unwrap().references.remove(0).transforms.unwrap().remove(0);
        let full = read(with(list(256)));
        assert_eq!((full.prefix_list.len(), full.has_other_children), (256, false));
        assert_eq!(with(list(257)).fault(), too_many);
        assert_eq!(with(list(300)).fault(), too_many);
        assert_eq!(with([list(1), list(1)].concat()).fault(), too_many);
        let other = read(with("<XPath/>".to_owned()));
        assert_eq!((other.prefix_list.len(), other.has_other_children), (0, true));
    }

    #[test]
    fn a_value_ends_at_its_limit() {
        assert_eq!(with_value("AAAA".repeat(4096)).read().unwrap().value.value.len(), 12_288);
        // White space counts: what is limited is how much is looked at.
        assert_eq!(with_value("AAAA".repeat(4096) + " ").fault(), Some(StructureFault::ValueTooLong));
        assert_eq!(with_value("AAAA".repeat(4097)).fault(), Some(StructureFault::ValueTooLong));
        let digest = |value: &str| with_references(REFERENCE.replacen("AAAA", value, 1)).fault();
        assert_eq!(digest(&"AAAA".repeat(4096)), None);
        assert_eq!(digest(&"AAAA".repeat(4097)), Some(StructureFault::ValueTooLong));
    }

    /// A KeyInfo only explains, so what exceeds its limit is left out, and nothing is refused.
    #[test]
    fn certificates_end_at_their_limit() {
        let key_info = |content: &str| with_rest(format!("<KeyInfo>{content}</KeyInfo>")).read().unwrap();
        let certificates = |count: usize| {
            let list: String =
                (0..count).map(|at| format!("<X509Certificate>{at}</X509Certificate>")).collect();
            key_info(&format!("<X509Data><X509SKI/>{list}</X509Data>")).embedded_certificates
        };
        for (count, kept) in [(0, 0), (1, 1), (16, 16), (17, 16), (40, 16)] {
            let read = certificates(count);
            let texts: Vec<&str> = read.iter().map(|text| text.value.as_str()).collect();
            let expected: Vec<String> = (0..kept).map(|at| at.to_string()).collect();
            assert_eq!(texts, expected);
        }
        assert!(!key_info("<KeyName/><X509Data/>").has_key_value);
        assert!(key_info("<KeyValue/><X509Data/><KeyName/>").has_key_value);
        let elsewhere = key_info("<X509Certificate/><KeyName><X509Certificate/></KeyName>");
        assert_eq!(elsewhere.embedded_certificates.len(), 0);
    }

    #[test]
    fn every_part_stands_at_its_place() {
        let missing = |what| Some(StructureFault::Missing(what));
        let unexpected = Some(StructureFault::Unexpected);
        let reference = |content: &str| with_references(format!("<Reference>{content}</Reference>")).fault();
        let (method, value) = ("<DigestMethod Algorithm=''/>", "<DigestValue>AAAA</DigestValue>");
        assert_eq!(reference(&format!("{method}{value}")), None);
        assert_eq!(reference(method), missing("DigestValue"));
        assert_eq!(reference(value), missing("DigestMethod"));
        assert_eq!(reference(&format!("{value}{method}")), missing("DigestMethod"));
        assert_eq!(reference(&format!("{method}{value}{value}")), unexpected);
        assert_eq!(reference(&format!("{method}{value}<Transforms/>")), unexpected);
        assert_eq!(with_references(format!("{REFERENCE}<x/>")).fault(), unexpected);
        assert_eq!(with_references(format!("{REFERENCE}x")).fault(), Some(StructureFault::Text));
        assert_eq!(with_transforms("<x/>").fault(), unexpected);
        assert_eq!(with_transforms("<Transform/>").fault(), Some(StructureFault::NoAlgorithm));
        assert_eq!(with_rest("<KeyInfo/><KeyInfo/>".to_owned()).fault(), unexpected);
        assert_eq!(with_rest("<Object/><KeyInfo/>".to_owned()).fault(), unexpected);
        for value in ["A<!-- -->AAA", "A<?x?>AAA", "<x/>"] {
            assert_eq!(with_value(value.to_owned()).fault(), Some(StructureFault::MarkupInValue), "{value}");
        }
        assert_eq!(with_value("AAA!".to_owned()).fault(), Some(StructureFault::NotBase64));
    }
}
