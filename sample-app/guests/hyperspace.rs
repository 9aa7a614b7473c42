//! The native guest ABI of Hyperspace, version 1, for Rust and without any crate.
//!
//! A guest has this file as a module and defines, at its root,
//!
//! ```ignore
//! pub fn start() -> Result<(), i32>            // 0 is reserved; any other number refuses to start
//! pub fn handle(wave: Wave) -> Option<Reply>   // None absorbs the wave
//! ```
//!
//! Buffers: whoever receives one frees it. Frames are CBOR maps; the host writes definite lengths only.
#![allow(dead_code)]

use std::alloc::{alloc, dealloc, Layout};

// ---- waves -------------------------------------------------------------------------------------------------------

/// A wave that has come in.
pub struct Wave {
    pub kind: String,
    pub id: String,
    pub from: String,
    pub agent: String,
    pub method: String,
    pub uri: String,
    pub headers: Vec<(String, Vec<String>)>,
    pub body: Body,
}

/// The body of a wave; kinds that a guest rarely meets stay what they are.
#[derive(Clone)]
pub enum Body {
    Empty,
    Text(String),
    Bin(Vec<u8>),
    Int(i64),
    Bool(bool),
    /// JSON text.
    Json(String),
    /// A refusal: status, code and message.
    Err(u16, String, String),
    Other(String, Value),
}

/// What a guest answers, or what came back for a ping.
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, Vec<String>)>,
    pub body: Body,
}

impl Wave {
    pub fn path(&self) -> &str {
        self.uri.split('?').next().unwrap_or("/")
    }

    /// A field of the query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.uri.splitn(2, '?').nth(1)?;
        form(query).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, values) = self.headers.iter().find(|(key, _)| key == name)?;
        values.first().map(String::as_str)
    }
}

impl Reply {
    pub fn ok(body: Body) -> Reply {
        Reply { status: 200, headers: Vec::new(), body }
    }

    pub fn refused(status: u16, code: &str, message: &str) -> Reply {
        Reply { status, headers: Vec::new(), body: Body::Err(status, code.to_string(), message.to_string()) }
    }

    pub fn with_header(mut self, name: &str, value: &str) -> Reply {
        self.headers.push((name.to_string(), vec![value.to_string()]));
        self
    }
}

/// Sends a ping and waits for what comes back; refusals come back too.
pub fn ping(to: &str, method: &str, uri: &str, body: Body) -> Reply {
    reply_of(&send("Ping", to, method, uri, body))
}

/// Sends a signal, which leaves once this wave has succeeded.
pub fn signal(to: &str, method: &str, uri: &str, body: Body) -> Reply {
    reply_of(&send("Signal", to, method, uri, body))
}

fn send(kind: &str, to: &str, method: &str, uri: &str, body: Body) -> Vec<u8> {
    let frame = Value::Map(vec![
        ("kind".to_string(), Value::text(kind)),
        ("to".to_string(), Value::text(to)),
        ("method".to_string(), Value::text(method)),
        ("uri".to_string(), Value::text(uri)),
        ("body".to_string(), body_value(&body)),
    ]);
    raw_wave(&frame.to_cbor())
}

/// Hands bytes to the host as they are.
pub fn raw_wave(frame: &[u8]) -> Vec<u8> {
    taken(unsafe { host::wave(frame.as_ptr() as u32, frame.len() as u32) }).unwrap_or_default()
}

fn wave_of(frame: &[u8]) -> Option<Wave> {
    let value = Value::of_cbor(frame)?;
    let text = |name: &str| value.get(name).and_then(Value::as_text).unwrap_or("").to_string();
    Some(Wave {
        kind: text("kind"),
        id: text("id"),
        from: text("from"),
        agent: text("agent"),
        method: text("method"),
        uri: text("uri"),
        headers: headers_of(value.get("headers")),
        body: body_of(value.get("body")),
    })
}

fn reply_of(frame: &[u8]) -> Reply {
    match Value::of_cbor(frame) {
        Some(value) => Reply {
            status: value.get("status").and_then(Value::as_int).unwrap_or(500) as u16,
            headers: headers_of(value.get("headers")),
            body: body_of(value.get("body")),
        },
        None => Reply::refused(500, "FRAME", "the host's frame cannot be read"),
    }
}

fn headers_of(value: Option<&Value>) -> Vec<(String, Vec<String>)> {
    let mut headers = Vec::new();
    if let Some(Value::Map(fields)) = value {
        for (name, values) in fields {
            if let Value::List(list) = values {
                let texts = list.iter().filter_map(Value::as_text).map(str::to_string).collect();
                headers.push((name.clone(), texts));
            }
        }
    }
    headers
}

fn body_of(value: Option<&Value>) -> Body {
    let map = match value {
        Some(map) => map,
        None => return Body::Empty,
    };
    let kind = map.get("kind").and_then(Value::as_text).unwrap_or("Empty");
    match (kind, map.get("value")) {
        ("Empty", _) => Body::Empty,
        ("Text", Some(Value::Text(text))) => Body::Text(text.clone()),
        ("Bin", Some(Value::Bytes(bytes))) => Body::Bin(bytes.clone()),
        ("Int", Some(Value::Int(number))) => Body::Int(*number),
        ("Boolean", Some(Value::Bool(truth))) => Body::Bool(*truth),
        ("Json", Some(Value::Text(json))) => Body::Json(json.clone()),
        ("Err", Some(err)) => Body::Err(
            err.get("status").and_then(Value::as_int).unwrap_or(500) as u16,
            err.get("code").and_then(Value::as_text).unwrap_or("").to_string(),
            err.get("message").and_then(Value::as_text).unwrap_or("").to_string(),
        ),
        (other, value) => Body::Other(other.to_string(), value.cloned().unwrap_or(Value::Null)),
    }
}

fn body_value(body: &Body) -> Value {
    let (kind, value) = match body {
        Body::Empty => return Value::Map(vec![("kind".to_string(), Value::text("Empty"))]),
        Body::Text(text) => ("Text", Value::text(text)),
        Body::Bin(bytes) => ("Bin", Value::Bytes(bytes.clone())),
        Body::Int(number) => ("Int", Value::Int(*number)),
        Body::Bool(truth) => ("Boolean", Value::Bool(*truth)),
        Body::Json(json) => ("Json", Value::text(json)),
        Body::Err(status, code, message) => (
            "Err",
            Value::Map(vec![
                ("status".to_string(), Value::Int(i64::from(*status))),
                ("code".to_string(), Value::text(code)),
                ("message".to_string(), Value::text(message)),
            ]),
        ),
        Body::Other(kind, value) => (kind.as_str(), value.clone()),
    };
    Value::Map(vec![("kind".to_string(), Value::text(kind)), ("value".to_string(), value)])
}

fn reply_value(reply: &Reply) -> Value {
    let headers = reply.headers.iter().map(|(name, values)| {
        (name.clone(), Value::List(values.iter().map(|value| Value::text(value)).collect()))
    });
    Value::Map(vec![
        ("kind".to_string(), Value::text("Pong")),
        ("status".to_string(), Value::Int(i64::from(reply.status))),
        ("headers".to_string(), Value::Map(headers.collect())),
        ("body".to_string(), body_value(&reply.body)),
    ])
}

// ---- the host's functions ----------------------------------------------------------------------------------------

mod host {
    #[link(wasm_import_module = "hyperspace")]
    extern "C" {
        pub fn wave(ptr: u32, len: u32) -> u64;
        pub fn log(level: i32, ptr: u32, len: u32);
        pub fn now() -> i64;
        pub fn random(ptr: u32, len: u32);
        pub fn config(ptr: u32, len: u32) -> u64;
        pub fn state_get(ptr: u32, len: u32) -> u64;
        pub fn state_put(kptr: u32, klen: u32, vptr: u32, vlen: u32);
    }
}

/// Level 0 is trace, 1 debug, 2 info, 3 warning, 4 error.
pub fn log(level: i32, text: &str) {
    unsafe { host::log(level, text.as_ptr() as u32, text.len() as u32) }
}

/// Unix milliseconds.
pub fn now() -> i64 {
    unsafe { host::now() }
}

pub fn random(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    unsafe { host::random(bytes.as_mut_ptr() as u32, length as u32) };
    bytes
}

/// A setting from the document's Env.
pub fn config(key: &str) -> Option<String> {
    let bytes = taken(unsafe { host::config(key.as_ptr() as u32, key.len() as u32) })?;
    String::from_utf8(bytes).ok()
}

/// A durable value, this wave's own puts included.
pub fn state_get(key: &str) -> Option<Vec<u8>> {
    taken(unsafe { host::state_get(key.as_ptr() as u32, key.len() as u32) })
}

/// Puts a durable value; it counts once the wave has succeeded.
pub fn state_put(key: &str, value: &[u8]) {
    unsafe {
        host::state_put(key.as_ptr() as u32, key.len() as u32, value.as_ptr() as u32, value.len() as u32);
    }
}

// ---- buffers and exports -----------------------------------------------------------------------------------------

/// A buffer that the host has given us, ours to free.
fn taken(buffer: u64) -> Option<Vec<u8>> {
    if buffer == 0 {
        return None;
    }
    let (ptr, len) = ((buffer >> 32) as u32, buffer as u32);
    let bytes = unsafe { std::slice::from_raw_parts(ptr as *const u8, len as usize) }.to_vec();
    hyperspace_free(ptr, len);
    Some(bytes)
}

fn given(bytes: &[u8]) -> u64 {
    let ptr = hyperspace_alloc(bytes.len() as u32);
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), ptr as *mut u8, bytes.len()) };
    u64::from(ptr) << 32 | bytes.len() as u64
}

#[no_mangle]
pub extern "C" fn hyperspace_alloc(len: u32) -> u32 {
    if len == 0 {
        return 8;
    }
    match Layout::from_size_align(len as usize, 8) {
        Ok(layout) => unsafe { alloc(layout) as u32 },
        Err(_) => 0,
    }
}

#[no_mangle]
pub extern "C" fn hyperspace_free(ptr: u32, len: u32) {
    if len > 0 {
        if let Ok(layout) = Layout::from_size_align(len as usize, 8) {
            unsafe { dealloc(ptr as *mut u8, layout) }
        }
    }
}

#[no_mangle]
pub extern "C" fn hyperspace_init(ptr: u32, len: u32) -> i32 {
    hyperspace_free(ptr, len);
    std::panic::set_hook(Box::new(|info| log(4, &info.to_string())));
    match crate::start() {
        Ok(()) => 0,
        Err(code) => code,
    }
}

#[no_mangle]
pub extern "C" fn hyperspace_wave(ptr: u32, len: u32) -> u64 {
    let frame = taken(u64::from(ptr) << 32 | u64::from(len)).unwrap_or_default();
    match wave_of(&frame) {
        None => given(&reply_value(&Reply::refused(500, "FRAME", "the host's frame cannot be read")).to_cbor()),
        Some(wave) => match crate::handle(wave) {
            None => 0,
            Some(reply) => given(&reply_value(&reply).to_cbor()),
        },
    }
}

// ---- values, CBOR and JSON ---------------------------------------------------------------------------------------

/// What CBOR and JSON hold, as far as frames need it.
#[derive(Clone)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

const MAX_DEPTH: usize = 64;

impl Value {
    pub fn text(text: &str) -> Value {
        Value::Text(text.to_string())
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Map(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    pub fn of_cbor(bytes: &[u8]) -> Option<Value> {
        let mut reader = Reader { bytes, at: 0 };
        let value = reader.cbor(0)?;
        if reader.at == bytes.len() {
            Some(value)
        } else {
            None
        }
    }

    pub fn of_json(text: &str) -> Option<Value> {
        let mut reader = Reader { bytes: text.as_bytes(), at: 0 };
        let value = reader.json(0)?;
        reader.space();
        if reader.at == text.len() {
            Some(value)
        } else {
            None
        }
    }

    pub fn to_cbor(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Null => out.push(0xf6),
            Value::Bool(truth) => out.push(if *truth { 0xf5 } else { 0xf4 }),
            Value::Int(number) if *number >= 0 => head(out, 0, *number as u64),
            Value::Int(number) => head(out, 1, !*number as u64),
            Value::Bytes(bytes) => {
                head(out, 2, bytes.len() as u64);
                out.extend_from_slice(bytes);
            }
            Value::Text(text) => {
                head(out, 3, text.len() as u64);
                out.extend_from_slice(text.as_bytes());
            }
            Value::List(list) => {
                head(out, 4, list.len() as u64);
                list.iter().for_each(|value| value.write(out));
            }
            Value::Map(fields) => {
                head(out, 5, fields.len() as u64);
                for (key, value) in fields {
                    head(out, 3, key.len() as u64);
                    out.extend_from_slice(key.as_bytes());
                    value.write(out);
                }
            }
        }
    }
}

fn head(out: &mut Vec<u8>, major: u8, number: u64) {
    let top = major << 5;
    if number < 24 {
        out.push(top | number as u8);
    } else if number <= 0xff {
        out.push(top | 24);
        out.push(number as u8);
    } else if number <= 0xffff {
        out.push(top | 25);
        out.extend_from_slice(&(number as u16).to_be_bytes());
    } else if number <= 0xffff_ffff {
        out.push(top | 26);
        out.extend_from_slice(&(number as u32).to_be_bytes());
    } else {
        out.push(top | 27);
        out.extend_from_slice(&number.to_be_bytes());
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let slice = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(slice)
    }

    fn byte(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    fn cbor(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        let first = self.byte()?;
        if first >> 5 == 7 {
            return match first & 31 {
                20 => Some(Value::Bool(false)),
                21 => Some(Value::Bool(true)),
                22 | 23 => Some(Value::Null),
                _ => None,
            };
        }
        let number = self.number(first & 31)?;
        match first >> 5 {
            0 => i64::try_from(number).ok().map(Value::Int),
            1 => i64::try_from(number).ok().map(|number| Value::Int(!number)),
            2 => Some(Value::Bytes(self.take(usize::try_from(number).ok()?)?.to_vec())),
            3 => self.text(number).map(Value::Text),
            4 => {
                let mut list = Vec::new();
                for _ in 0..number {
                    list.push(self.cbor(depth + 1)?);
                }
                Some(Value::List(list))
            }
            5 => {
                let mut fields = Vec::new();
                for _ in 0..number {
                    match self.cbor(depth + 1)? {
                        Value::Text(key) => fields.push((key, self.cbor(depth + 1)?)),
                        _ => return None,
                    }
                }
                Some(Value::Map(fields))
            }
            _ => None,
        }
    }

    fn number(&mut self, short: u8) -> Option<u64> {
        let length = match short {
            0..=23 => return Some(u64::from(short)),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return None,
        };
        Some(self.take(length)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn text(&mut self, length: u64) -> Option<String> {
        let bytes = self.take(usize::try_from(length).ok()?)?;
        String::from_utf8(bytes.to_vec()).ok()
    }

    fn space(&mut self) {
        while self.bytes.get(self.at).map_or(false, |byte| b" \t\r\n".contains(byte)) {
            self.at += 1;
        }
    }

    fn next_is(&mut self, wanted: u8) -> bool {
        self.space();
        let found = self.bytes.get(self.at) == Some(&wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        if self.take(word.len())? == word.as_bytes() {
            Some(value)
        } else {
            None
        }
    }

    /// JSON without fractions: a number that is not whole is refused.
    fn json(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        match *self.bytes.get(self.at)? {
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'"' => self.json_text().map(Value::Text),
            b'[' => self.json_list(depth),
            b'{' => self.json_map(depth),
            _ => self.json_number(),
        }
    }

    fn json_list(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut list = Vec::new();
        if self.next_is(b']') {
            return Some(Value::List(list));
        }
        loop {
            list.push(self.json(depth + 1)?);
            if self.next_is(b']') {
                return Some(Value::List(list));
            }
            if !self.next_is(b',') {
                return None;
            }
        }
    }

    fn json_map(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut fields = Vec::new();
        if self.next_is(b'}') {
            return Some(Value::Map(fields));
        }
        loop {
            self.space();
            let key = self.json_text()?;
            if !self.next_is(b':') {
                return None;
            }
            fields.push((key, self.json(depth + 1)?));
            if self.next_is(b'}') {
                return Some(Value::Map(fields));
            }
            if !self.next_is(b',') {
                return None;
            }
        }
    }

    fn json_number(&mut self) -> Option<Value> {
        let start = self.at;
        while self.bytes.get(self.at).map_or(false, |byte| byte.is_ascii_digit() || *byte == b'-') {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.bytes[start..self.at]).ok()?;
        digits.parse().ok().map(Value::Int)
    }

    fn json_text(&mut self) -> Option<String> {
        if self.byte()? != b'"' {
            return None;
        }
        let mut utf8 = Vec::new();
        loop {
            match self.byte()? {
                b'"' => return String::from_utf8(utf8).ok(),
                b'\\' => {
                    let mut buffer = [0; 4];
                    utf8.extend_from_slice(self.escape()?.encode_utf8(&mut buffer).as_bytes());
                }
                byte if byte < 0x20 => return None,
                byte => utf8.push(byte),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.byte()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let high = self.hex4()?;
                if (0xd800..0xdc00).contains(&high) {
                    if self.take(2)? != b"\\u" {
                        return None;
                    }
                    let low = self.hex4()?;
                    if !(0xdc00..0xe000).contains(&low) {
                        return None;
                    }
                    char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?
                } else {
                    char::from_u32(high)?
                }
            }
            byte @ (b'"' | b'\\' | b'/') => byte as char,
            _ => return None,
        })
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = std::str::from_utf8(self.take(4)?).ok()?;
        u32::from_str_radix(digits, 16).ok()
    }
}

/// A text as a JSON string, quotes included.
pub fn json_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => {
                out.push_str("\\u00");
                out.push(char::from_digit(c as u32 >> 4, 16).unwrap_or('0'));
                out.push(char::from_digit(c as u32 & 15, 16).unwrap_or('0'));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The fields of a form or a query: `a=b&c=d`, with `+` and `%41` decoded.
pub fn form(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|field| !field.is_empty())
        .map(|field| {
            let mut halves = field.splitn(2, '=');
            (decoded(halves.next().unwrap_or("")), decoded(halves.next().unwrap_or("")))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (bytes[at], hex.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}
