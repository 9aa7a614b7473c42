//! The guest book: an actor that keeps every entry under a key of its own.
//!
//! * `Ext<Add>` or `Http<Post>` adds an entry; the body is JSON `{"name":…,"message":…}`, or a form
//!   `name=…&message=…`, or a text, which is then the message.
//! * `Http<Get>/entries` lists the last entries, newest first, and says how many there are; `?before=N` goes back.
//! * `Ext<Visit>` counts a visitor and answers the number.

mod hyperspace;

use hyperspace::{form, json_string, now, state_get, state_put, Body, Reply, Value, Wave};

const SHOWN: u64 = 100;
const MAX_NAME: usize = 64;
const MAX_MESSAGE: usize = 1000;

pub fn start() -> Result<(), i32> {
    Ok(())
}

pub fn handle(wave: Wave) -> Option<Reply> {
    Some(match (wave.method.as_str(), wave.path()) {
        ("Ext<Add>", _) | ("Http<Post>", _) => add(&wave),
        ("Http<Get>", "/entries") => entries(&wave),
        ("Ext<Visit>", _) => visit(),
        ("Ext<Count>", _) => Reply::ok(Body::Int(number("count") as i64)),
        (method, path) => Reply::refused(404, "G0404", &format!("the guest book has no {} {}", method, path)),
    })
}

fn add(wave: &Wave) -> Reply {
    let (name, message) = match fields(&wave.body) {
        Some(fields) => fields,
        None => return bad("the body is JSON or a form with name and message"),
    };
    let (name, message) = (clean(&name), clean(&message));
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return bad(&format!("the name has 1 to {} characters", MAX_NAME));
    }
    if message.is_empty() || message.chars().count() > MAX_MESSAGE {
        return bad(&format!("the message has 1 to {} characters", MAX_MESSAGE));
    }
    let sequence = number("count") + 1;
    let entry = format!(
        "{{\"number\":{},\"name\":{},\"message\":{},\"time\":{}}}",
        sequence,
        json_string(&name),
        json_string(&message),
        now()
    );
    state_put(&key(sequence), entry.as_bytes());
    state_put("count", sequence.to_string().as_bytes());
    Reply { status: 201, headers: Vec::new(), body: Body::Json(entry) }
}

/// One page: the entries before the number that the query names, or the last ones.
fn entries(wave: &Wave) -> Reply {
    let total = number("count");
    let before = wave.query("before").and_then(|value| value.parse().ok());
    let end = total.min(before.unwrap_or(u64::MAX).saturating_sub(1));
    let shown: Vec<String> = (1..=end)
        .rev()
        .take(SHOWN as usize)
        .filter_map(|sequence| state_get(&key(sequence)))
        .filter_map(|entry| String::from_utf8(entry).ok())
        .collect();
    Reply::ok(Body::Json(format!("{{\"total\":{},\"entries\":[{}]}}", total, shown.join(","))))
        .with_header("cache-control", "no-store")
}

fn visit() -> Reply {
    let visitors = number("visitors") + 1;
    state_put("visitors", visitors.to_string().as_bytes());
    Reply::ok(Body::Int(visitors as i64))
}

fn key(sequence: u64) -> String {
    format!("entry-{:012}", sequence)
}

fn number(key: &str) -> u64 {
    state_get(key).and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn fields(body: &Body) -> Option<(String, String)> {
    match body {
        Body::Json(json) => json_fields(json),
        Body::Text(text) if text.trim_start().starts_with('{') => json_fields(text),
        Body::Text(text) if text.contains("message=") => form_fields(text),
        Body::Text(text) => Some(("someone".to_string(), text.clone())),
        Body::Bin(bytes) => form_fields(std::str::from_utf8(bytes).ok()?),
        _ => None,
    }
}

fn json_fields(json: &str) -> Option<(String, String)> {
    let value = Value::of_json(json)?;
    let text = |name: &str| value.get(name).and_then(Value::as_text).map(str::to_string);
    Some((text("name")?, text("message")?))
}

fn form_fields(text: &str) -> Option<(String, String)> {
    let fields = form(text);
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    Some((field("name")?, field("message")?))
}

/// Without control characters, and without space around it.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_string()
}

fn bad(message: &str) -> Reply {
    Reply::refused(400, "G0400", message)
}
