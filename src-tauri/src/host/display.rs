//! Whether there is a screen to open a window on.

/// What is said where there is none.
#[cfg(target_os = "linux")]
const NO_SCREEN: &str = "galla opens a window and found no screen to open it on. Start it from the desktop, or in a terminal \
    of the desktop; over ssh, use ssh -X.";

/// Tells in words that no window can be opened here. The toolkit would end the program with a panic, which says nothing to
/// anybody.
#[cfg(target_os = "linux")]
pub(crate) fn check() -> Result<(), String> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let is_there = set("WAYLAND_DISPLAY").is_some() || set("WAYLAND_SOCKET").is_some();
    match set("DISPLAY") {
        _ if is_there => Ok(()),
        Some(display) if answers(&display.to_string_lossy()) => Ok(()),
        _ => Err(NO_SCREEN.to_owned()),
    }
}

/// Whether somebody listens at an X display. One on another computer is believed.
#[cfg(target_os = "linux")]
fn answers(display: &str) -> bool {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixStream};
    let Some(rest) = display.strip_prefix(':').or_else(|| display.strip_prefix("unix:")) else { return true };
    let path = format!("/tmp/.X11-unix/X{}", rest.split('.').next().unwrap_or_default());
    let is_abstract = || SocketAddr::from_abstract_name(&path).and_then(|name| UnixStream::connect_addr(&name)).is_ok();
    UnixStream::connect(&path).is_ok() || is_abstract()
}

/// The desktops of the other systems are there whenever a program is.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check() -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::answers;

    #[test]
    fn a_display_that_nobody_serves_does_not_answer() {
        assert!(!answers(":4711"));
        assert!(!answers("unix:4711.0"));
        assert!(answers("other-computer:0"), "what is elsewhere is the toolkit's to try");
    }
}
