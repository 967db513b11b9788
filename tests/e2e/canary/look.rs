//! Where a canary is looked for in a running window: processes, the page, what crosses to the program.

use super::*;

/// Keeps what crosses to the program and back, and what is copied. The program freezes `Object.prototype`, and its own way
/// to call cannot be replaced; the `fetch` under it can.
pub(super) const LISTEN: &str = "
    window.gallaHeard = []; window.gallaCopied = [];
    const real = window.fetch;
    window.fetch = async (at, options) => {
        const answer = await real(at, options);
        const sent = options?.body ?? '';
        const line = [String(at?.url ?? at), typeof sent === 'string' ? sent : new TextDecoder().decode(sent), ''];
        window.gallaHeard.push(line);
        answer.clone().text().then((text) => { line[2] = text; });
        return answer;
    };
    const board = navigator.clipboard, write = board.writeText.bind(board);
    Object.defineProperty(board, 'writeText', { value: (text) => { window.gallaCopied.push(text); return write(text); } });
    return true";

/// Everything a page can hold: its tree, the texts of its fields, its storages, its address, cookies, databases, caches.
const EVERYTHING: &str = "
    const done = arguments[arguments.length - 1];
    const list = async () => {
        const bases = await indexedDB.databases?.() ?? [];
        const caches = await window.caches?.keys?.() ?? [];
        done(JSON.stringify([document.documentElement.outerHTML, document.body.innerText, { ...localStorage },
            { ...sessionStorage }, location.href, history.state, document.cookie, document.title, bases, caches, window.name,
            [...document.querySelectorAll('input, textarea')].map((e) => e.value),
            performance.getEntries().map((e) => e.name)]));
    };
    list().catch((fault) => done('fault: ' + fault));";

/// The commands in whose arguments a secret must be: there is no other way to hand it over, or to have it judged when its field is left.
const MAY_CARRY: [&str; 8] = [
    "save_provider",
    "onboard",
    "save_agent",
    "open_account",
    "check_aadhaar",
    "verify_otp",
    "ask_by_pan",
    "check_desk_field",
];

/// Every process of this computer by its id, as any program may see it.
pub(super) fn processes() -> Vec<(u32, Vec<u8>)> {
    let ids = std::fs::read_dir("/proc").expect("this is Linux").flatten();
    let ids = ids.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.map(|id| (id, std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default())).collect()
}

/// Arguments and environments of all processes; what may not be read gives nothing away.
pub(super) fn look_at_processes(canaries: &Canaries) {
    for (id, line) in processes() {
        let name = String::from_utf8_lossy(&line).replace('\0', " ");
        canaries.assert_not_in(&line, &format!("the arguments of {id}"));
        let environment = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
        canaries.assert_not_in(&environment, &format!("the environment of {name}"));
    }
}

pub(super) fn look_at_page(screen: &Screen<'_>, canaries: &Canaries) {
    let page = screen.page.script_later(EVERYTHING, &[]).expect("the page tells").to_string();
    assert!(page.len() > 1_000 && !page.starts_with("\"fault"), "{page}");
    canaries.assert_not_in(page.as_bytes(), "the page");
}

/// What went between window and program. A secret goes one way, in the calls that hand it over.
pub(super) fn look_at_traffic(screen: &Screen<'_>, canaries: &Canaries) {
    let heard = screen.page.script("return window.gallaHeard", &[]).expect("it was listened");
    let calls: Vec<(String, String, String)> = serde_json::from_value(heard).expect("calls");
    assert!(calls.len() > 30, "{} calls were heard", calls.len());
    let mut carried = Vec::new();
    for (address, sent, answer) in &calls {
        let command = address.rsplit('/').next().unwrap_or_default();
        canaries.assert_not_in(address.as_bytes(), "the address of a call");
        canaries.assert_not_in(answer.as_bytes(), &format!("the answer to {command}"));
        if let Some(name) = canaries.in_bytes(sent.as_bytes()) {
            assert!(MAY_CARRY.contains(&command), "the {name} is in what is sent to {command}");
            carried.push(command);
        }
    }
    // The control: these calls were heard with their secrets.
    for command in ["save_provider", "onboard", "open_account", "check_aadhaar"] {
        assert!(carried.contains(&command), "no secret was heard in {command}: {carried:?}");
    }
    let copied = screen.page.script("return window.gallaCopied", &[]).expect("it was listened");
    assert!(copied.as_array().is_some_and(|texts| texts.len() >= 3), "{copied}");
    canaries.assert_not_in(copied.to_string().as_bytes(), "what was copied");
}
