//! What a provider's sentence says beside its word or code. It only ever takes belief away, never adds any.

/// What a sentence says in known words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    /// That it succeeded.
    pub(crate) went_well: bool,
    /// That it is not decided yet.
    pub(crate) waits: bool,
    /// That it failed, or that the money went back.
    pub(crate) is_over: bool,
}

impl Said {
    pub(crate) fn of(description: &str) -> Said {
        let lower = description.to_lowercase();
        let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).collect();
        let any = |beginnings: &[&str]| {
            words.iter().any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
        };
        // "Refund successful" is no good news about the sale.
        let went_back = any(&["refund", "revers"]);
        let failed = any(&["fail", "unsuccess", "reject", "declin", "cancel"]) || lower.contains("not success");
        Said {
            went_well: any(&["success", "succeed"]) && !went_back && !lower.contains("not success"),
            waits: any(&["pending", "hold", "queue", "processing"])
                || lower.contains("in process")
                || lower.contains("under process"),
            is_over: went_back || failed,
        }
    }

    /// Whether a failure in these words contradicts itself. It would be sold again, so doubt is enough.
    pub(crate) fn denies_failure(self) -> bool {
        (self.went_well || self.waits) && !self.is_over
    }

    /// Whether a success in these words contradicts itself.
    pub(crate) fn denies_success(self) -> bool {
        self.is_over && !self.went_well
    }
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn a_sentence_takes_belief_away_only_when_it_says_the_opposite() {
        for (words, denies_failure, denies_success) in [
            ("Recharge success", true, false),
            ("Recharge in process", true, false),
            ("Your request is pending", true, false),
            ("Under process", true, false),
            ("Recharge failed", false, true),
            ("Unsuccessful", false, true),
            ("Amount refunded", false, true),
            ("Failed, amount credited successfully", false, false),
            ("Failed, amount refunded successfully", false, true),
            ("Invalid number", false, false),
            ("BR00071KX42A", false, false),
            ("", false, false),
        ] {
            let said = Said::of(words);
            assert_eq!((said.denies_failure(), said.denies_success()), (denies_failure, denies_success), "{words}");
        }
    }
}
