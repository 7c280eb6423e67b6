//! What people paste, turned into SAML messages (room 4).
//!
//! [`read`] takes whatever browser tools, consoles and mails hand out and finds the messages in it.
//! It undoes transport encodings only: nothing here parses XML, judges a message or touches a
//! network. Every repair is listed, nothing is dropped silently, and what is not recognised is
//! refused and named. Text that starts with `<` is one XML document, whole; XML is cut out of other
//! text only where something delimits it (quotes, a code fence, HTML, a label).

mod base64_text;
mod curl;
mod detached;
mod entities;
mod error_text;
mod escape;
mod fetch;
mod form;
mod har;
mod html;
mod inflate;
mod json;
mod json_walk;
mod labels;
mod lexical;
mod looks;
mod metadata;
mod percent;
mod powershell;
mod problem;
mod quoted_printable;
mod reader;
mod recognise;
mod repair;
mod shell;
mod tracer;
mod value;

#[cfg(test)]
mod tests;

pub use error_text::{ErrorCode, ErrorVendor};
pub use metadata::{MetadataEscape, MetadataPaste, recognise_metadata_paste};
pub use problem::{CaptureProblem, Limit, LooksLike, Redaction, Truncation};
pub use repair::Repair;

use crate::text::{SourceId, Span};

/// What was found in a paste, and how.
#[derive(Clone, Debug)]
pub struct Capture {
    /// What the paste as a whole is.
    pub format: Format,
    /// What was undone to get at the messages, in order.
    pub steps: Vec<Step>,
    /// What had to be mended on the way, each kind once, in order of appearance.
    pub repairs: Vec<Repair>,
    /// The messages, in the order of the paste. The same message seen twice is listed once.
    pub messages: Vec<CapturedMessage>,
    /// Places that should hold a message and hold none that can be read, beside those in `messages`.
    pub left_out: Vec<CaptureProblem>,
    /// Error codes that an identity provider printed; looked for only where no response was found.
    pub error_codes: Vec<ErrorCode>,
    /// Why there is no response to judge. `messages` may then still hold requests.
    pub problem: Option<CaptureProblem>,
}

impl Capture {
    /// The message that is judged where nobody chose one: the first that looks like a `Response`,
    /// else the first that could be one, else the first of all.
    pub fn default_message(&self) -> Option<usize> {
        let is_response = |m: &CapturedMessage| m.root_local_name() == Some("Response");
        let may_be = |m: &CapturedMessage| m.may_be_response();
        let find = |test: &dyn Fn(&CapturedMessage) -> bool| self.messages.iter().position(test);
        find(&is_response).or_else(|| find(&may_be)).or(if self.messages.is_empty() { None } else { Some(0) })
    }
}

/// The kinds of paste that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Nothing but white space.
    Empty,
    /// XML as it is.
    Xml,
    /// XML with its angle brackets written as entities.
    EscapedXml,
    /// Base64, as the HTTP-POST binding carries it (SAML Bindings §3.5.4).
    Base64,
    /// A value, or XML, with `%xx` in it.
    UrlEncoded,
    /// `name=value&…` of a form or a query.
    FormBody,
    /// `name: value` as DevTools shows it.
    DevTools,
    /// A curl command for a POSIX shell.
    CurlBash,
    /// A curl command for the Windows command prompt.
    CurlCmd,
    /// An `Invoke-WebRequest` command.
    PowerShell,
    /// A JavaScript `fetch` call.
    Fetch,
    /// An HTTP archive (HAR 1.2).
    Har,
    /// An export of SAML-tracer.
    SamlTracer,
    /// An address with a message in its query (SAML Bindings §3.4).
    RedirectUrl,
    /// A page with a form that posts a message.
    HtmlForm,
    /// A page without one.
    HtmlPage,
    /// Other JSON.
    Json,
    /// `-----BEGIN …-----` around something.
    Pem,
    /// A Markdown code fence around something.
    CodeFence,
    /// Text, such as a log, with a message behind a name in it.
    LabelledText,
    /// What an identity provider said when it refused.
    ErrorText,
    /// A certificate.
    Certificate,
    /// A private key.
    PrivateKey,
    /// A JSON Web Token.
    Jwt,
    /// An address with no message in it.
    Url,
    /// An OpenID Connect discovery document.
    OidcDiscovery,
    /// None of these.
    Unknown,
}

impl Format {
    /// The stable name that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Format::Empty => "empty",
            Format::Xml => "xml",
            Format::EscapedXml => "escaped-xml",
            Format::Base64 => "base64",
            Format::UrlEncoded => "url-encoded",
            Format::FormBody => "form-body",
            Format::DevTools => "devtools",
            Format::CurlBash => "curl-bash",
            Format::CurlCmd => "curl-cmd",
            Format::PowerShell => "powershell",
            Format::Fetch => "fetch",
            Format::Har => "har",
            Format::SamlTracer => "saml-tracer",
            Format::RedirectUrl => "redirect-url",
            Format::HtmlForm => "html-form",
            Format::HtmlPage => "html-page",
            Format::Json => "json",
            Format::Pem => "pem",
            Format::CodeFence => "code-fence",
            Format::LabelledText => "labelled-text",
            Format::ErrorText => "error-text",
            Format::Certificate => "certificate",
            Format::PrivateKey => "private-key",
            Format::Jwt => "jwt",
            Format::Url => "url",
            Format::OidcDiscovery => "oidc-discovery",
            Format::Unknown => "unknown",
        }
    }
}

/// One thing that was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// A stable name: `form`, `url-decoded`, `base64`, `inflated`…
    pub what: &'static str,
    /// The same for people, with sizes and names.
    pub detail: String,
}

/// The name under which a message was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Parameter {
    /// `SAMLResponse`: a Response or a LogoutResponse.
    SamlResponse,
    /// `SAMLRequest`: an AuthnRequest or a LogoutRequest.
    SamlRequest,
    /// `SAMLart`: a reference to a message (SAML Bindings §3.6).
    SamlArt,
    /// `wresult`: WS-Federation.
    Wresult,
    /// XML under no such name.
    Xml,
}

impl Parameter {
    /// The name as the bindings write it; `xml` where there is none.
    pub fn name(self) -> &'static str {
        match self {
            Parameter::SamlResponse => "SAMLResponse",
            Parameter::SamlRequest => "SAMLRequest",
            Parameter::SamlArt => "SAMLart",
            Parameter::Wresult => "wresult",
            Parameter::Xml => "xml",
        }
    }
}

/// How a message travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binding {
    /// HTTP-POST (SAML Bindings §3.5).
    Post,
    /// HTTP-Redirect (SAML Bindings §3.4).
    Redirect,
}

/// A message found in a paste.
#[derive(Clone, Debug)]
pub struct CapturedMessage {
    /// The name under which it was found.
    pub parameter: Parameter,
    /// The message itself.
    pub payload: Payload,
    /// Where in the paste it stands, encodings included.
    pub place: Option<Span>,
    /// How it travelled, where the paste says so.
    pub binding: Option<Binding>,
    /// The RelayState beside it.
    pub relay_state: Option<String>,
    /// The address it was sent to, query included unless the message itself stood there.
    pub destination_url: Option<String>,
    /// When, as the capture writes it (HAR: ISO 8601).
    pub time: Option<String>,
    /// What whoever received it answered, where the capture says so.
    pub answer: Option<Answer>,
    /// The number of the request that it was sent with; `None` where it stands in a page, or by itself.
    pub request: Option<u32>,
    /// The signature in the query, where there is one.
    pub detached: Option<DetachedSignature>,
    /// The name of the first element, prefix included, by a glance at the text: good for a label
    /// and a first choice, never for a verdict.
    pub root: Option<String>,
    /// What was undone to get at this message.
    pub steps: Vec<Step>,
    /// What had to be mended in this message.
    pub repairs: Vec<Repair>,
}

impl CapturedMessage {
    /// The first element's name without its prefix, by a glance.
    pub fn root_local_name(&self) -> Option<&str> {
        self.root.as_deref().map(|name| name.rsplit(':').next().unwrap_or(name))
    }

    /// The address that it was sent to, without query and fragment.
    pub fn address(&self) -> Option<&str> {
        self.destination_url.as_deref().map(without_query)
    }

    /// True where it was sent to one of `addresses`; what a browser leaves out of a request is left out.
    pub fn is_sent_to(&self, addresses: &[String]) -> bool {
        self.address().is_some_and(|sent| addresses.iter().any(|address| without_query(address) == sent))
    }

    /// True unless its name says that it is something else than a response.
    fn may_be_response(&self) -> bool {
        let is_request = matches!(self.root_local_name(), Some("AuthnRequest" | "LogoutRequest"));
        !is_request && matches!(self.parameter, Parameter::SamlResponse | Parameter::Wresult | Parameter::Xml)
    }
}

fn without_query(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address)
}

/// What the receiver of a message answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP; 0 where the browser got no answer.
    pub status: u16,
    /// Where it sent the browser on to.
    pub location: Option<String>,
    /// The title of the page that it answered, or the beginning of another text.
    pub text: Option<String>,
}

/// A message's octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// XML that stands in the paste word for word: exactly this part of it.
    Text(Span),
    /// XML that stood in the paste as text with escapes (JSON, entities, `%xx`).
    DecodedText(String),
    /// What base64, and inflating where it applies, gave: octets as they are.
    Decoded(Vec<u8>),
    /// A SAML artifact: a reference, not a message.
    Artifact(String),
}

/// The signature of the HTTP-Redirect binding (SAML Bindings §3.4.4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetachedSignature {
    /// What was signed: `SAMLxxx=…[&RelayState=…]&SigAlg=…`, each value in its original encoding.
    pub signed_octets: Vec<u8>,
    /// The values of `signed_octets`, in that order.
    pub values: Vec<SignedValue>,
    /// The whole query in the order in which it was sent, without the signature: not what the binding
    /// signs, but what some implementations do.
    pub whole_query: Vec<u8>,
    /// The algorithm's URI, decoded; empty where the query has none.
    pub sig_alg: String,
    /// The signature; empty where it is missing or not base64, which nothing verifies.
    pub signature: Vec<u8>,
    /// True where `signed_octets` are those of the address itself. Captures that hold decoded
    /// values only leave the usual encoding to be assumed: a mismatch then proves nothing.
    pub is_original: bool,
}

/// A value under a detached signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedValue {
    /// The parameter's name.
    pub name: &'static str,
    /// The value in its original encoding.
    pub sent: String,
    /// The octets that it stands for.
    pub octets: Vec<u8>,
}

/// Finds the SAML messages in `pasted`, which is the text of `source`.
///
/// Never fails: what cannot be read is told in [`Capture::problem`].
pub fn read(source: SourceId, pasted: &str) -> Capture {
    recognise::read(source, pasted)
}
