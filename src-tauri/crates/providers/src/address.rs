//! Base addresses as people write them.

use url::Url;

/// The address of a company's one page. A reseller's paper prints the whole address, and not every reseller calls the page as the
/// paper does: whatever ends in `.aspx` is the page already.
pub(crate) fn with_page(base: &Url, page: &[&str]) -> Url {
    let mut address = base.clone();
    let is_whole = |path: &str| path.trim_end_matches('/').to_ascii_lowercase().ends_with(".aspx");
    let page = if is_whole(base.path()) { &[] } else { page };
    if let Ok(mut path) = address.path_segments_mut() {
        path.pop_if_empty().extend(page);
    }
    address
}

/// The address without dots and blanks at the end of host and path.
pub(crate) fn tidied(base: &Url) -> Url {
    let mut tidy = base.clone();
    let host = base.host_str().unwrap_or_default().trim_end_matches('.');
    // What was an address stays one without them.
    let _ = tidy.set_host(Some(host));
    let mut path = base.path();
    while let Some(shorter) = ["%20", "%C2%A0", "."].iter().find_map(|end| path.strip_suffix(end)) {
        path = shorter;
    }
    tidy.set_path(path);
    tidy
}

/// The address with `www.` where it had none, and without where it had one; `None` where a host has no name.
pub(crate) fn with_other_www(base: &Url) -> Option<Url> {
    let Some(url::Host::Domain(host)) = base.host() else { return None };
    let other = host.strip_prefix("www.").map_or_else(|| format!("www.{host}"), str::to_owned);
    let mut changed = base.clone();
    changed.set_host(Some(&other)).ok()?;
    host.contains('.').then_some(changed)
}
