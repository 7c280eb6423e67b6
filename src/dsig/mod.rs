//! XML Signature: reading `ds:Signature` and the two halves of core validation.
//!
//! Whom to trust and which element a signature may cover is not decided here.

pub mod algorithm;
mod read;
mod verify;

pub use read::{Algorithm, Reference, Signature, StructureError, StructureFault};
pub use verify::{
    SignedInfoError, TransformFault, TransformPlan, plan_enveloped, reference_digest, signed_info_digest,
};

/// The namespace of XML Signature.
pub const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
