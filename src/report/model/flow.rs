//! The messages of a capture as they went.

use serde::Serialize;

report_types! {
    /// One login or one logout: a request, its answer, and what the service provider made of it. Answers are
    /// put to their requests by InResponseTo, and where they have none, by RelayState.
    pub struct Login {
        /// Its messages, in the order in which they were sent; at least one.
        pub steps: Vec<FlowStep>,
        /// Whether the judged message is one of them.
        pub judged: bool,
    }

    /// A message on its way.
    pub struct FlowStep {
        /// Its index in `capture.messages`, and the value of `settings.message` that judges it.
        pub message: u32,
        /// The same kind as in `capture.messages`.
        pub kind: String,
        /// `post` or `redirect`, where the paste tells.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub binding: Option<String>,
        /// The entityID of the sender (Issuer), as the message says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sender: Option<String>,
        /// The address it was sent to.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub url: Option<String>,
        /// When it was sent, as the paste says.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub time: Option<String>,
        /// The index of the message that it answers (InResponseTo), where the paste has it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub answers: Option<u32>,
        /// What its receiver answered, where the paste tells.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub answer: Option<FlowAnswer>,
    }

    /// What the receiver of a message answered.
    pub struct FlowAnswer {
        /// The status of HTTP; 0 where the browser got no answer.
        pub status: u16,
        /// Where the browser was sent on to.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub location: Option<String>,
        /// The title of the page that was answered, or the beginning of another text, such as an error.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
    }
}
