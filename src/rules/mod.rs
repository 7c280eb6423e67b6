//! The rules: each looks at the facts and speaks to people. One file a rule; no rule calls another.

mod address;
#[cfg(feature = "cli")]
mod catalogue;
mod confirmation;
mod declare;
#[cfg(feature = "cli")]
mod explain;
mod finding;
mod fix;
mod fold;
mod issuer;
mod judged;
mod malformed;
mod naming;
mod together;
mod unreadable;
mod words;

#[cfg(feature = "cli")]
pub use catalogue::{steps_to_json, to_json, to_line};
pub use declare::{Group, Rule};
#[cfg(feature = "cli")]
pub use explain::{Explanation, nearest, to_page};
pub use finding::{Actor, Finding, Fix, Reporter, Severity};
pub use fold::fold;
pub(crate) use words::duration;

use crate::facts::{Facts, MetadataFacts};
use declare::rules;

rules! {
    capture {
        capture_unrecognised
        capture_wrong_message
        capture_redacted
        capture_truncated
        capture_html_page
        capture_repaired
        capture_reformatted
        capture_conflicting_responses
        capture_several_messages
        capture_part_unread
        capture_posted_elsewhere
        capture_bare_assertion
        capture_error_text
        capture_request
    }

    xml {
        xml_not_well_formed
        xml_doctype_refused
        xml_limit_exceeded
        xml_encoding_refused
        xml_byte_order_mark
        xml_leading_blank_lines
    }

    signature {
        signature_missing
        signature_policy_unmet
        signature_key_unknown
        signature_key_encryption_only
        signature_digest_mismatch
        signature_content_reformatted
        signature_value_mismatch
        signature_algorithm_refused
        signature_algorithm_weak
        signature_structure_refused
        signature_reference_misplaced
        signature_reference_refused
        signature_transform_refused
        signature_id_ambiguous
        signature_redirect_mismatch
    }

    response {
        response_status_failed
        response_version_unsupported
        response_malformed
        response_binding_redirect
        response_destination_mismatch
        response_destination_missing
        response_destination_absent
        response_issuer_mismatch
        response_in_response_to_mismatch
        response_unsolicited
        response_no_assertion
        response_several_assertions
    }

    request {
        request_not_answered
        request_issuer_mismatch
        request_acs_mismatch
        request_destination_mismatch
        request_unsigned
        request_name_id_format_mismatch
        request_authn_context_unmet
        request_force_authn_ignored
    }

    assertion {
        assertion_unsigned
        assertion_malformed
        assertion_issuer_mismatch
        assertion_expired
        assertion_not_yet_valid
        assertion_issue_instant_in_future
        assertion_audience_missing
        assertion_audience_mismatch
        assertion_audience_placeholder
        assertion_recipient_placeholder
        assertion_condition_unknown
        assertion_confirmation_missing
        assertion_confirmation_expired
        assertion_recipient_mismatch
        assertion_replayed
        assertion_authn_statement_missing
        assertion_session_expired
        assertion_encrypted
        assertion_decryption_failed
        assertion_encryption_weak
    }

    name_id {
        name_id_missing
        name_id_not_email
        name_id_format_mismatch
        name_id_sp_name_qualifier_mismatch
        name_id_transient
        name_id_guest_upn
        name_id_mixed_case
    }

    claim {
        claims_absent
        claim_missing
        claim_empty
        claim_name_is_uri
        claim_name_near_miss
        claim_name_only_friendly
        claim_repeated
        claim_several_values
        claim_value_placeholder
        claim_value_joined
        claim_value_not_accepted
        claim_value_near_miss
        claim_value_whitespace
        claim_value_suspicious
        claim_value_interrupted
        claim_account_mismatch
        claim_groups_overage
        claim_groups_are_ids
        claim_unmapped
    }

    settings {
        settings_entity_id_of_idp
        settings_entity_id_suffix_mismatch
        settings_clock_skew_large
    }

    metadata {
        metadata_is_url
        metadata_is_html
        metadata_is_certificate
        metadata_is_oidc_discovery
        metadata_is_saml_message
        metadata_is_sp
        metadata_is_ws_federation
        metadata_unrecognised
        metadata_escaped
        metadata_truncated
        metadata_several_entities
        metadata_entity_not_found
        metadata_several_idp_roles
        metadata_key_use_unknown
        metadata_entity_id_missing
        metadata_entity_id_malformed
        metadata_entity_id_placeholder
        metadata_no_signing_key
        metadata_no_sso_endpoint
        metadata_binding_unsupported
        metadata_endpoint_unsafe
        metadata_endpoint_not_https
        metadata_endpoint_duplicate
        metadata_protocol_missing
        metadata_expired
        metadata_expires_soon
        metadata_valid_until_malformed
        metadata_cache_duration_malformed
        metadata_wants_signed_requests
        metadata_name_id_format_missing
        metadata_tenant_level
        metadata_signature_invalid
        metadata_signature_missing
        metadata_signature_untrusted
        metadata_no_logout_endpoint
        metadata_entity_changed
        metadata_older_than_saved
        metadata_key_added
        metadata_key_removed
        metadata_keys_replaced
        metadata_endpoint_changed
    }

    certificate {
        certificate_unreadable
        certificate_pem_wrapped
        certificate_expired
        certificate_not_yet_valid
        certificate_expires_soon
        certificate_key_weak
        certificate_key_unsupported
        certificate_signature_weak
        certificate_duplicate
        certificate_key_usage
    }
}

/// Runs every rule over `facts` and orders what they found, causes first. [`fold`] then puts the
/// consequences under their causes.
pub fn run(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in ALL {
        (rule.check)(facts, &mut Reporter::new(rule, &mut findings));
    }
    let metadata_is_open = facts.metadata.as_ref().is_some_and(MetadataFacts::is_left_open);
    if facts.is_left_open() {
        // What was not read was not judged: no error follows from what was not seen.
        let is_judged = |it: &Finding| it.is_about_metadata(facts) && !metadata_is_open;
        findings.retain(|it| it.severity != Severity::Error || is_judged(it));
    }
    fold::order(&mut findings, facts);
    findings
}

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
