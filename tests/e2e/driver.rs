//! A small WebDriver client: only what these tests need, one request per call, nothing kept in between.

use std::time::Duration;

use serde_json::{Value, json};

/// The key under which the standard hides an element's number.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Where the middle of an element is in the window, after scrolling there; null while the page is drawn in its usual size.
const PLACE: &str = "
  const [element] = arguments, percent = Number(document.documentElement.dataset.percent ?? 100);
  if (percent === 100) return null;
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2].map((px) => Math.round(px * percent / 100));
";

/// Has the page paint a dot of almost no colour until it is told to end.
const STIR: &str = "
  const dot = document.documentElement.appendChild(document.createElement('i'));
  dot.ariaHidden = 'true';
  dot.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; pointer-events: none';
  let at = 0;
  const stirring = setInterval(() => { dot.style.background = `rgb(0 0 0 / 0.00${at = at % 2 + 1})`; }, 20);
  window.stirring = { end: () => { clearInterval(stirring); dot.remove(); } };
";

/// Why the driver did not do what it was asked.
#[derive(Debug)]
pub struct Fault {
    /// The standard's word, `no such element` for one, or `unreachable`.
    pub code: String,
    /// The driver's own sentence.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

/// Something on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

impl Element {
    /// As an argument of a script.
    pub fn value(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }

    fn of(value: &Value) -> Option<Element> {
        value.get(ELEMENT).and_then(Value::as_str).map(|id| Element(id.to_owned()))
    }
}

/// One page under control.
pub struct Driver {
    agent: ureq::Agent,
    session: String,
}

/// Waits no longer than this for the driver's answer; a script of axe-core takes seconds on a slow machine.
fn agent() -> ureq::Agent {
    let config =
        ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(75)));
    config.build().into()
}

/// Whether a driver answers at this address.
pub fn is_up(base: &str) -> bool {
    agent().get(format!("{base}/status")).call().is_ok_and(|reply| reply.status().is_success())
}

impl Driver {
    /// Opens the program and takes its page.
    pub fn open(base: &str, program: &str, args: &[String]) -> Result<Driver, Fault> {
        let agent = agent();
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "tauri:options": { "application": program, "args": args } } } });
        let value = send(&agent, &format!("{base}/session"), Some(&wanted))?;
        let id = value["sessionId"].as_str().ok_or_else(|| fault("no session", &value))?;
        let driver = Driver { agent, session: format!("{base}/session/{id}") };
        driver.post("timeouts", json!({ "script": 60_000, "pageLoad": 60_000, "implicit": 0 }))?;
        Ok(driver)
    }

    /// Runs JavaScript in the page and returns its result.
    pub fn script(&self, script: &str, args: &[Value]) -> Result<Value, Fault> {
        self.post("execute/sync", json!({ "script": script, "args": args }))
    }

    /// Runs JavaScript whose last argument is called with the result.
    pub fn script_later(&self, script: &str, args: &[Value]) -> Result<Value, Fault> {
        self.post("execute/async", json!({ "script": script, "args": args }))
    }

    /// Runs JavaScript that finds one element.
    pub fn find(&self, script: &str, args: &[Value]) -> Result<Option<Element>, Fault> {
        self.script(script, args).map(|value| Element::of(&value))
    }

    /// Clicks as a person would: into the middle, after scrolling there. Where the page is drawn larger or smaller, the driver's own
    /// click comes down beside the element, because it takes the page's px for the window's.
    pub fn click(&self, element: &Element) -> Result<(), Fault> {
        let place = self.script(PLACE, &[element.value()])?;
        let (Some(x), Some(y)) = (place[0].as_i64(), place[1].as_i64()) else {
            return self.post(&format!("element/{}/click", element.0), json!({})).map(drop);
        };
        let actions = json!([
            { "type": "pointerMove", "origin": "viewport", "x": x, "y": y },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]);
        self.post("actions", json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": actions }] })).map(drop)
    }

    /// Presses and releases keys one after the other, wherever the cursor is.
    pub fn keys(&self, keys: &str) -> Result<(), Fault> {
        let press = |key: char| {
            [
                json!({ "type": "keyDown", "value": key.to_string() }),
                json!({ "type": "keyUp", "value": key.to_string() }),
            ]
        };
        let actions: Vec<Value> = keys.chars().flat_map(press).collect();
        self.post("actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })).map(drop)
    }

    /// The windows of the program.
    pub fn windows(&self) -> Result<Vec<String>, Fault> {
        let value = send(&self.agent, &format!("{}/window/handles", self.session), None)?;
        let names = value.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
    }

    /// The one that is under control now.
    pub fn own_window(&self) -> Result<String, Fault> {
        let value = send(&self.agent, &format!("{}/window", self.session), None)?;
        value.as_str().map(str::to_owned).ok_or_else(|| fault("no window", &value))
    }

    /// Takes another one.
    pub fn window(&self, name: &str) -> Result<(), Fault> {
        self.post("window", json!({ "handle": name })).map(drop)
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<(), Fault> {
        self.post("refresh", json!({})).map(drop)
    }

    /// What is in the window, as PNG. The driver takes it after the next paint, and a page at rest paints nothing: so something that
    /// nobody sees is painted again and again meanwhile.
    pub fn picture(&self) -> Result<Vec<u8>, Fault> {
        self.script(STIR, &[])?;
        let value = send(&self.agent, &format!("{}/screenshot", self.session), None);
        self.script("window.stirring.end()", &[])?;
        let value = value?;
        decode(value.as_str().unwrap_or_default()).ok_or_else(|| fault("not base64", &Value::Null))
    }

    /// How large the window is.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), Fault> {
        self.post("window/rect", json!({ "x": 0, "y": 0, "width": width, "height": height })).map(drop)
    }

    fn post(&self, path: &str, body: Value) -> Result<Value, Fault> {
        send(&self.agent, &format!("{}/{path}", self.session), Some(&body))
    }
}

/// With a body a POST, without one a GET.
fn send(agent: &ureq::Agent, address: &str, body: Option<&Value>) -> Result<Value, Fault> {
    let reply = match body {
        Some(body) => agent.post(address).send_json(body),
        None => agent.get(address).call(),
    };
    let mut reply = reply.map_err(|e| Fault { code: "unreachable".into(), message: e.to_string() })?;
    let text = reply.body_mut().with_config().limit(64 << 20).read_to_string();
    let text = text.map_err(|e| Fault { code: "unreachable".into(), message: e.to_string() })?;
    let mut value: Value = serde_json::from_str(&text).map_err(|e| fault(&e.to_string(), &Value::String(text)))?;
    let value = value["value"].take();
    match value.get("error").and_then(Value::as_str) {
        Some(code) => Err(fault(code, &value["message"])),
        None => Ok(value),
    }
}

fn fault(code: &str, detail: &Value) -> Fault {
    let message = detail.as_str().map_or_else(|| detail.to_string(), str::to_owned);
    Fault { code: code.to_owned(), message: message.chars().take(600).collect() }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for c in text.bytes().filter(|c| *c != b'=' && !c.is_ascii_whitespace()) {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        (bits, held) = ((bits << 6 | u32::from(six)) & 0xffff, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[test]
fn pictures_are_decoded() {
    assert_eq!(decode("R2FsbGE=").as_deref(), Some(&b"Galla"[..]));
    assert_eq!(decode("not base64!"), None);
}
