use crate::capture::MetadataPaste;
use crate::facts::Facts;
use crate::idp::{Change, Signs, Values, Vendor, recognise};
use crate::rules::declare::declare_rule;
use crate::rules::words::quoted;
use crate::rules::{Fix, Reporter, fix};

declare_rule! {
    /// ## What it means
    /// The metadata box holds an address. The box is for the metadata itself: nothing is fetched from
    /// addresses here.
    ///
    /// ## How to fix it
    /// Open the address in a browser, save what it shows as a file, and paste the file's contents.
    Metadata, "metadata-is-url", Error
}

fn check(facts: &Facts<'_>, report: &mut Reporter<'_>) {
    let Some(MetadataPaste::Url { at }) = facts.metadata.as_ref().map(|metadata| &metadata.paste) else {
        return;
    };
    let address = at.of(facts.sources.text(at.source)).trim();
    let message = format!("This is the address {}, not the metadata that it leads to.", quoted(address));
    let mut fix = Fix::copy_again(
        "Open the address in a browser, save the XML as a file, and paste the file's contents.",
    );
    let address = address.to_owned();
    let signs = Signs { locations: vec![address.clone()], entity_id: address, ..Signs::default() };
    let vendor = recognise(&signs).vendor;
    if vendor != Vendor::Generic {
        fix.steps = vec![
            "Either open the address in a browser, save the XML as a file, and paste the file's contents into the metadata \
             box."
                .into(),
        ];
        let console = fix::at_vendor(facts, vendor, Change::Cert, Values::default());
        fix.steps.append(&mut fix::otherwise("Or, download the file in the console. ", console).steps);
    }
    report.add(*at, message).fix(fix);
}
