//! A guest that does what tests tell it to: the method's name says what, the body with what.

#[path = "../../../../sample-app/guests/hyperspace.rs"]
mod hyperspace;

use hyperspace::{config, log, now, ping, random, raw_wave, signal, state_get, state_put, Body, Reply, Value, Wave};

static mut CALLS: i64 = 0;

#[link(wasm_import_module = "hyperspace")]
extern "C" {
    #[link_name = "wave"]
    fn host_wave(ptr: u32, len: u32) -> u64;
    #[link_name = "log"]
    fn host_log(level: i32, ptr: u32, len: u32);
    #[link_name = "random"]
    fn host_random(ptr: u32, len: u32);
    #[link_name = "state_put"]
    fn host_state_put(kptr: u32, klen: u32, vptr: u32, vlen: u32);
}

pub fn start() -> Result<(), i32> {
    match config("REFUSE").and_then(|code| code.parse().ok()) {
        Some(code) => Err(code),
        None => Ok(()),
    }
}

pub fn handle(wave: Wave) -> Option<Reply> {
    let calls = unsafe {
        CALLS += 1;
        CALLS
    };
    let given = match &wave.body {
        Body::Text(text) => text.clone(),
        _ => String::new(),
    };
    let name = wave.method.trim_start_matches("Ext<").trim_end_matches('>');
    Some(match name {
        "Echo" => Reply { status: 200, headers: wave.headers, body: wave.body },
        "Who" => text(&format!("{} {} {} {}", wave.kind, wave.from, wave.agent, wave.uri)),
        "Calls" => Reply::ok(Body::Int(calls)),
        "Absorb" => return None,
        "Status" => Reply { status: given.parse().unwrap_or(0), headers: Vec::new(), body: Body::Empty },
        "Long" => text(&"x".repeat(given.parse().unwrap_or(0))),
        "Now" => Reply::ok(Body::Int(now())),
        "Random" => Reply::ok(Body::Bin(random(given.parse().unwrap_or(0)))),
        "Config" => config(&given).map_or(Reply::ok(Body::Empty), |value| text(&value)),
        "Log" => {
            (0..given.parse().unwrap_or(1)).for_each(|line| log(2, &format!("line {}\nforged", line)));
            Reply::ok(Body::Empty)
        }
        "Put" => {
            let (key, value) = halves(&given);
            state_put(key, value.as_bytes());
            Reply::ok(Body::Text(got(key)))
        }
        "PutMany" => {
            (0..given.parse().unwrap_or(0)).for_each(|number: u32| state_put(&format!("key-{}", number), &[0; 1024]));
            Reply::ok(Body::Empty)
        }
        "Get" => text(&got(&given)),
        "PutAndTrap" => {
            let (key, value) = halves(&given);
            state_put(key, value.as_bytes());
            signal("localhost:other", "Ext<Never>", "/", Body::Empty);
            panic!("told to")
        }
        "PutAndLoop" => {
            let (key, value) = halves(&given);
            state_put(key, value.as_bytes());
            spin()
        }
        "Loop" => spin(),
        "Grow" => {
            let mut kept = Vec::new();
            loop {
                kept.push(vec![1u8; 1 << 20]);
                if kept.len() == usize::MAX {
                    return None;
                }
            }
        }
        "Recurse" => Reply::ok(Body::Int(deep(1))),
        "RecurseAndCall" => Reply::ok(Body::Int(deep_and_call(1))),
        "Ping" => {
            let (to, method) = halves(&given);
            ping(to, method, "/", Body::Text("from the probe".to_string()))
        }
        "PingSelfish" => {
            let pong = ping(&given, "Hyp<Assign>", "/", Body::Empty);
            Reply { status: pong.status, headers: Vec::new(), body: pong.body }
        }
        "Signal" => {
            let count = given.parse().unwrap_or(1);
            let last = (0..count)
                .map(|number| signal("localhost:other", "Ext<Told>", "/", Body::Int(number)).status)
                .last();
            Reply::ok(Body::Int(i64::from(last.unwrap_or(0))))
        }
        "Forward" => {
            let (to, json) = halves(&given);
            forward(to, json)
        }
        "Raw" => Reply::ok(Body::Bin(raw_wave(given.as_bytes()))),
        "BadPointer" => {
            bad_pointer(&given);
            text("still here")
        }
        other => Reply::refused(404, "PROBE", other),
    })
}

/// Sends a durable signal that adds to a guest book.
fn forward(to: &str, json: &str) -> Reply {
    let body = Value::Map(vec![
        ("kind".to_string(), Value::text("Json")),
        ("value".to_string(), Value::text(json)),
    ]);
    let frame = Value::Map(vec![
        ("kind".to_string(), Value::text("Signal")),
        ("to".to_string(), Value::text(to)),
        ("method".to_string(), Value::text("Ext<Add>")),
        ("handling".to_string(), Value::text("Durable")),
        ("body".to_string(), body),
    ]);
    raw_wave(&frame.to_cbor());
    Reply::ok(Body::Empty)
}

fn text(text: &str) -> Reply {
    Reply::ok(Body::Text(text.to_string()))
}

fn got(key: &str) -> String {
    state_get(key).map_or("nothing".to_string(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn halves(text: &str) -> (&str, &str) {
    let mut halves = text.splitn(2, '=');
    (halves.next().unwrap_or(""), halves.next().unwrap_or(""))
}

/// What the compiler cannot see through.
fn opaque(value: i64) -> i64 {
    unsafe { std::ptr::read_volatile(&value) }
}

fn spin() -> ! {
    loop {
        unsafe { CALLS = CALLS.wrapping_add(1) }
        opaque(unsafe { CALLS });
    }
}

fn deep(level: i64) -> i64 {
    if opaque(level) == 0 {
        return 0;
    }
    deep(level + 1).wrapping_mul(3) ^ level
}

fn deep_and_call(level: i64) -> i64 {
    now();
    if opaque(level) == 0 {
        return 0;
    }
    deep_and_call(level + 1).wrapping_mul(3) ^ level
}

fn bad_pointer(which: &str) {
    unsafe {
        match which {
            "wave past the end" => {
                host_wave(0xffff_0000, 16);
            }
            "wave that wraps" => {
                host_wave(0xffff_fff0, 0x20);
            }
            "wave of negative length" => {
                host_wave(0, 0xffff_ffff);
            }
            "log past the end" => host_log(2, 0x7fff_ffff, 16),
            "random past the end" => host_random(0xffff_fff0, 16),
            "key past the end" => host_state_put(0xffff_fff0, 8, 0, 0),
            "value that wraps" => host_state_put(1024, 8, 0xffff_ffff, 2),
            _ => {}
        }
    }
}
