//! How the web view draws on a computer without a graphics card.

/// Has WebKitGTK draw by itself where nothing else could. Otherwise it loads a graphics card made of software, which draws no sooner and
/// takes about 80 MiB. To be called before anything else: the web view's processes take it from the environment.
#[cfg(target_os = "linux")]
pub(crate) fn spare_if_none() {
    const SPARE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SPARE).is_none() && !has_card(std::path::Path::new("/dev/dri")) {
        // SAFETY: the program has one thread still.
        #[expect(unsafe_code, reason = "the web view can be told in no other way before it is made")]
        unsafe {
            std::env::set_var(SPARE, "1");
        }
    }
}

/// Whether a card can draw for programs. A folder that cannot be read tells of none.
#[cfg(target_os = "linux")]
fn has_card(devices: &std::path::Path) -> bool {
    std::fs::read_dir(devices).is_ok_and(|devices| {
        devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    })
}

/// The other systems decide it well.
#[cfg(not(target_os = "linux"))]
pub(crate) fn spare_if_none() {}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::has_card;

    #[test]
    fn a_card_is_one_that_draws_and_not_one_that_only_shows() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_card(&folder.path().join("dri")), "no folder, no card");
        std::fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_card(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(has_card(folder.path()));
    }
}
