//! Set-up mistakes of our own making, with other people, accounts and tenants in each: the cause has to come
//! first. `tests/unseen/cases.txt` has one mistake a case, `two.txt` two, of which one comes first.

mod support;

use std::fs;
use std::path::Path;

use sso_preflight::report::model::{Report, Severity};
use support::fixture::Fixture;

/// Who logs in where: e-mail, name, account, Okta's id, Entra's tenant, AD FS's and Keycloak's addresses,
/// OneLogin's id.
const PERSONAS: [[&str; 8]; 5] = [
    [
        "i.nakagawa@tern-press.example",
        "Ichiro Nakagawa",
        "ternpress",
        "exk7terq0aZ9Lw2s1d7",
        "0b1d9f6a-1111-4c3e-9d55-7ae1f0c2b384",
        "sts.tern-press.example",
        "login.tern-press.example/realms/staff",
        "0f0e0d0c-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
    ],
    [
        "zoe@oak.example",
        "Zoë Ó Briain",
        "oak-9",
        "exkoakoakoakoak0001",
        "c0ffee00-2222-4a4a-8b8b-123456789abc",
        "adfs.oak.example",
        "sso.oak.example/auth/realms/oak",
        "99999999-8888-4777-8666-555555555555",
    ],
    [
        "marie-claire.dubois@lumiere.example",
        "Dubois, Marie-Claire",
        "LumiereStudio",
        "exkAbCdEfGhIjKlMnOp",
        "deadbeef-3333-4bcd-9abc-0fedcba98765",
        "federation.lumiere.example",
        "kc.lumiere.example/realms/master",
        "12121212-3434-4565-8787-909090909090",
    ],
    [
        "p+sso@vega.example",
        "Priya",
        "v3ga_prod",
        "exk000000000000vega",
        "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
        "fs01.corp.vega.example",
        "id.vega.example/realms/apps",
        "abcdefab-cdef-4abc-8def-abcdefabcdef",
    ],
    [
        "t.yamada@sakura.example",
        "山田 太郎",
        "sakura",
        "exksakurasakura0042",
        "11111111-2222-4333-8444-555555555555",
        "adfs.sakura.example",
        "keycloak.sakura.example/realms/tokyo",
        "77777777-6666-4555-8444-333333333333",
    ],
];

/// What stands in the templates, in the order of a persona.
const TEMPLATE: [&str; 8] = [
    "ada.lovelace@example.com",
    "Ada Lovelace",
    "acme42",
    "exkacme42lovelace001",
    "3f6b9c12-7d48-4e05-a1f9-0c2d4e6f8a1b",
    "fs.example.com",
    "id.example.com/realms/acme",
    "4d7e1a20-58c3-4b96-a0f1-92e3d4c5b6a7",
];

struct Case {
    title: String,
    /// Rules that name the cause; empty for a healthy set-up.
    expect: Vec<String>,
    /// Rules that have to be told too.
    also: Vec<String>,
    report: Report,
}

fn cases(file: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unseen").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let blocks = text.split("\n===\n").skip(1).enumerate();
    blocks.map(|(at, block)| read(at, block)).collect()
}

fn read(at: usize, block: &str) -> Case {
    let (head, body) = match block.split_once("\n---\n") {
        Some((head, body)) => (head, Some(body)),
        None => (block, None),
    };
    let of = |key: &str| {
        let value = head.lines().find_map(|line| line.strip_prefix(key)).unwrap_or("");
        let names = value.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "none");
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let keeps_names = head.lines().any(|line| line == "keep: names");
    let own = ["expect:", "also:", "keep:"];
    let recipe: Vec<&str> =
        head.lines().filter(|line| !own.iter().any(|key| line.starts_with(key))).collect();
    let mut text = recipe.join("\n") + "\n";
    if !keeps_names {
        text = with_persona(&text, at);
    }
    if let Some(body) = body {
        text.push_str("---\n");
        text.push_str(body);
        text.push('\n');
    }
    let fixture = Fixture::parse(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
    let input = fixture.input().unwrap_or_else(|error| panic!("{}: {error}", fixture.title));
    let report = sso_preflight::check(&input);
    Case { title: fixture.title, expect: of("expect:"), also: of("also:"), report }
}

/// The recipe with another person, account and tenant. The account of the settings comes first, so that a
/// recipe may set another.
fn with_persona(recipe: &str, at: usize) -> String {
    let persona = PERSONAS[at % PERSONAS.len()];
    let (title, rest): (Vec<&str>, Vec<&str>) = recipe.lines().partition(|line| line.starts_with('#'));
    let mut text = title.join("\n") + "\n";
    text.push_str(&format!("settings: {{\"accountId\": \"{}\"}}\n", persona[2]));
    for line in rest {
        text.push_str(&format!("{line}\n"));
    }
    for (old, new) in TEMPLATE.iter().zip(persona) {
        text.push_str(&format!("rename: {old} => {new}\n"));
    }
    text
}

/// The rules of the findings: errors, warnings, the rest, otherwise as reported.
fn ranked(report: &Report) -> Vec<&str> {
    let rank = |severity| match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Hint | Severity::Info => 2,
    };
    let mut rules: Vec<(u8, &str)> =
        report.findings.iter().map(|finding| (rank(finding.severity), finding.rule.as_str())).collect();
    rules.sort_by_key(|(rank, _)| *rank);
    rules.into_iter().map(|(_, rule)| rule).collect()
}

fn errors(report: &Report) -> Vec<&str> {
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.rule.as_str()).collect()
}

#[test]
fn the_cause_of_an_unseen_mistake_comes_first() {
    let (mut top_1, mut top_3, mut mistakes, mut wrong) = (0, 0, 0, Vec::new());
    let cases = cases("cases.txt");
    assert!(cases.len() > 60, "{} cases", cases.len());
    for Case { title, expect, report, .. } in &cases {
        let rules = ranked(report);
        if expect.is_empty() {
            if !errors(report).is_empty() {
                wrong.push(format!("{title}: healthy, but {}", errors(report).join(", ")));
            }
            continue;
        }
        mistakes += 1;
        let place = rules.iter().position(|rule| expect.iter().any(|expected| expected == rule));
        top_1 += usize::from(place == Some(0));
        top_3 += usize::from(place.is_some_and(|place| place < 3));
        if place != Some(0) {
            wrong.push(format!("{title}: {} is not first: {}", expect.join(" or "), rules.join(", ")));
        }
    }
    println!("{top_1} of {mistakes} causes come first, {top_3} among the first three");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_two_mistakes_the_cause_comes_before_what_follows() {
    for Case { title, expect, also, report } in cases("two.txt") {
        let rules = ranked(&report);
        assert!(expect.iter().any(|it| Some(&it.as_str()) == rules.first()), "{title}: {}", rules.join(", "));
        let folded = report.findings.iter().flat_map(|finding| &finding.consequences);
        let told: Vec<&str> = rules.iter().copied().chain(folded.map(|it| it.rule.as_str())).collect();
        for rule in also {
            assert!(told.contains(&rule.as_str()), "{title}: {rule} is not told: {}", told.join(", "));
        }
    }
}
