use super::*;
use crate::input::{GuideRequest, Input, Settings};
use crate::profile::Profile;

const NOW: &str = "2026-01-15T12:00:00Z";

#[test]
fn an_input_is_what_serde_json_reads() {
    let profile = serde_json::to_string(&crate::profile::BuiltInProfile::Imagekit.profile()).unwrap();
    let settings = [
        r#"{}"#.to_owned(),
        r#"{"profile":"imagekit","message":0,"requireSigned":"both","inResponseTo":null}"#.to_owned(),
        r#" { "message" : 4294967295 , "seenAssertionIds" : [ "a" , "b\n" ] , "inResponseTo":"_1" } "#
            .to_owned(),
        format!(r#"{{"profile":{profile},"allowUnsolicited":false,"clockSkewSeconds":7,"entity":null}}"#),
    ];
    for settings in settings {
        let json = format!(r#"{{"now":"{NOW}","metadata":"<a\u00e9\/\ud83d\ude00>","settings":{settings}}}"#);
        let ours: Input = from_json(&json).unwrap();
        let theirs: Input = serde_json::from_str(&json).unwrap();
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{json}");
    }
    assert_eq!(from_json::<Profile>(&profile).unwrap(), serde_json::from_str(&profile).unwrap());
}

#[test]
fn what_serde_json_refuses_is_refused_and_named() {
    let wrong = [
        (r#"{"requireSignd":"both"}"#, "unknown field `requireSignd`"),
        (r#"{"requireSigned":"none"}"#, "unknown variant `none`"),
        (r#"{"profile":"other"}"#, "unknown variant `other`"),
        (r#"{"profile":{"name":"A"}}"#, "missing field `entityId`"),
        (r#"{"profile":1}"#, "invalid type: number, expected the name of a built-in profile, or a profile"),
        (r#"{"message":-1}"#, "number -1, expected u32"),
        (r#"{"message":1.5}"#, "number 1.5, expected u32"),
        (r#"{"message":1e3}"#, "number 1e3, expected u32"),
        (r#"{"message":4294967296}"#, "expected u32"),
        (r#"{"message":00}"#, "expected u32"),
        (r#"{"message":"1"}"#, "invalid type: string, expected u32"),
        (r#"{"entityId":5}"#, "invalid type: number, expected a string"),
        (r#"{"entityId":null}"#, "invalid type: null, expected a string"),
        (r#"{"seenAssertionIds":{}}"#, "invalid type: object, expected a sequence"),
        (r#"{"allowUnsolicited":"yes"}"#, "invalid type: string, expected a boolean"),
        (r#"{"entityId":"a","entityId":"b"}"#, "duplicate field `entityId`"),
        ("7", "invalid type: number"),
    ];
    for (json, words) in wrong {
        let said = from_json::<Settings>(json).map(|_| ()).unwrap_err().to_string();
        assert!(said.contains(words), "{json}: {said}");
        assert!(serde_json::from_str::<Settings>(json).is_err(), "{json}");
    }
}

#[test]
fn what_is_no_json_is_refused_without_a_panic() {
    let whole = r#"{"vendor":"okta","entityId":"a\u00e9\n","accountId":"","profile":"imagekit"}"#;
    assert!(from_json::<GuideRequest>(whole).is_ok());
    for (at, _) in whole.char_indices() {
        let (part, rest) = whole.split_at(at);
        assert!(from_json::<GuideRequest>(part).is_err(), "{part}");
        for other in ["\"", "\\", "{", "]", ",", "é", "\u{0}"] {
            let json = format!("{part}{other}{rest}");
            let ours = from_json::<GuideRequest>(&json).is_ok();
            assert_eq!(ours, serde_json::from_str::<GuideRequest>(&json).is_ok(), "{json}");
        }
    }
    for json in ["", " ", "{", "{}x", "{,}", r#"{"vendor"}"#, r#"{"vendor":"a",}"#, r#"{"vendor":"\x"}"#] {
        assert!(from_json::<GuideRequest>(json).is_err(), "{json}");
    }
    for json in [r#""\u12""#, r#""\u+123""#, r#""\ud83d\u12""#, r#""\"#, "\"\n\"", "nul", "truex"] {
        assert!(from_json::<Option<String>>(json).is_err(), "{json}");
    }
}

#[test]
fn half_of_a_surrogate_pair_becomes_one_unit() {
    let read = |json: &str| from_json::<String>(json).unwrap();
    assert_eq!(read(r#""a\ud800b""#), "a\u{fffd}b");
    assert_eq!(read(r#""\udc00\ud83d\ude00\ud83d""#), "\u{fffd}\u{1f600}\u{fffd}");
    assert_eq!(read(r#""\ud83d\ud83d\ude00""#), "\u{fffd}\u{1f600}");
    assert_eq!(read(r#""\ud800\u0041""#), "\u{fffd}A");
    assert_eq!(read(r#""\\ud800""#), "\\ud800");
}

#[test]
fn an_error_says_no_value_that_may_be_secret() {
    let said =
        from_json::<Settings>(r#"{"allowUnsolicited":"the key"}"#).map(|_| ()).unwrap_err().to_string();
    assert!(!said.contains("the key"), "{said}");
}
