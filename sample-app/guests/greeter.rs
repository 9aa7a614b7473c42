//! The greeter: keeps nothing, and asks the guest book which visitor this is. `Http<Get>/hello?name=Ann` answers
//! `Hello Ann, you are visitor 7`. The point of the guest book is the setting GUESTBOOK.

mod hyperspace;

use hyperspace::{config, ping, Body, Reply, Wave};

const MAX_NAME: usize = 64;

pub fn start() -> Result<(), i32> {
    match config("GUESTBOOK") {
        Some(_) => Ok(()),
        None => Err(1),
    }
}

pub fn handle(wave: Wave) -> Option<Reply> {
    if wave.method != "Http<Get>" || wave.path() != "/hello" {
        return Some(Reply::refused(404, "G0404", "the greeter answers Http<Get>/hello?name=… alone"));
    }
    let name = wave.query("name").unwrap_or_default();
    let name = if name.trim().is_empty() { "stranger" } else { name.trim() };
    if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Some(Reply::refused(400, "G0400", "the name has 1 to 64 printable characters"));
    }
    let guestbook = config("GUESTBOOK")?;
    let pong = ping(&guestbook, "Ext<Visit>", "/", Body::Empty);
    Some(match pong.body {
        Body::Int(visitor) if pong.status == 200 => {
            Reply::ok(Body::Text(format!("Hello {}, you are visitor {}\n", name, visitor)))
                .with_header("content-type", "text/plain; charset=utf-8")
        }
        body => Reply { status: if pong.status < 400 { 500 } else { pong.status }, headers: Vec::new(), body },
    })
}
