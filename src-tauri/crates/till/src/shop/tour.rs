//! The first tour: what the shop keeps of it.

use crate::{Mode, Problem, Shop, Tour};

impl Shop {
    /// Keeps how far the tour is. It is walked in practice alone, because it sells.
    pub async fn keep_tour(&self, tour: Tour) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        let is_real = state.file.shop.as_ref().is_some_and(|shop| shop.mode == Mode::Real);
        if is_real && matches!(tour, Tour::Walking { .. }) {
            return Err(Problem::NotAllowedNow);
        }
        self.change(&mut state, |file| {
            if let Some(shop) = &mut file.shop {
                shop.tour = tour;
            }
        })
    }
}
