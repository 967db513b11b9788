//! Which information company a till asks.

use providers::informant;

use super::state::State;
use crate::settings::provider::access_of;
use crate::{InformationConnection, Mode, Ports};

/// The shop's own information company, where it is asked. One whose address is not allowed is asked nothing; its form says so.
pub(super) fn own_information(state: &State) -> Option<InformationConnection> {
    let kept = &state.file.information;
    let (descriptor, reached) = (informant().descriptor(), kept.reached.as_ref().filter(|_| kept.on)?);
    let access = access_of(descriptor, reached, state.logins.of(descriptor)).ok()?;
    Some(InformationConnection { name: kept.name.clone(), access })
}

/// The information company of a mode, where it is asked.
pub(super) async fn information_of(ports: &Ports, state: &State, mode: Mode) -> Option<InformationConnection> {
    match mode {
        Mode::Practice if state.file.information.practice => ports.practice.information().await,
        Mode::Practice => None,
        Mode::Real => own_information(state),
    }
}
