//! What a text says: the classes of its phrases, and the questions that readers ask of them.

use std::collections::BTreeSet;

use super::Class;

/// What a text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Of this order: without general sentences.
    pub(super) plainly: BTreeSet<Class>,
    /// At all.
    pub(super) anywhere: BTreeSet<Class>,
    /// One of its sentences says by itself that it went well, or that it is not decided yet.
    pub(super) a_sentence_hopes: bool,
    /// One of the fields that it is made of says by itself that it is over.
    pub(super) a_field_denies: bool,
}

impl Said {
    fn has(&self, class: Class) -> bool {
        self.plainly.contains(&class)
    }

    /// That the company lost track of it, in whatever sentence.
    pub(crate) fn lost_track(&self) -> bool {
        self.has(Class::LostTrack)
    }

    /// The same, where a failure would be sold again: a general sentence is doubt enough.
    pub(crate) fn may_have_lost_track(&self) -> bool {
        self.anywhere.contains(&Class::LostTrack)
    }

    /// That the order id was used before. Read widely: what is taken for it wrongly is asked about.
    pub(crate) fn duplicate(&self) -> bool {
        self.anywhere.contains(&Class::Duplicate)
    }

    /// That there is no such order, and not that the caller is unknown.
    pub(crate) fn no_order(&self) -> bool {
        let caller = [Class::GateLogin, Class::GateAddress].iter().any(|class| self.anywhere.contains(class));
        self.has(Class::NoOrder) && !caller
    }

    /// The same, whatever else is said: doubt enough to take belief away.
    pub(crate) fn mentions_no_order(&self) -> bool {
        self.anywhere.contains(&Class::NoOrder)
    }

    /// That it went well. "Refund successful" is no good news about the sale.
    pub(crate) fn went_well(&self) -> bool {
        self.has(Class::Done) && !self.has(Class::GivenBack)
    }

    /// That it is not decided yet.
    pub(crate) fn waits(&self) -> bool {
        self.has(Class::Working)
    }

    /// That it failed, or that the money went back.
    pub(crate) fn is_over(&self) -> bool {
        self.has(Class::Refused) || self.has(Class::GivenBack)
    }

    /// Whether a failure in these words contradicts itself. It would be sold again, so doubt is enough: "in process" stays
    /// one when "recharge failed" stands beside it.
    pub(crate) fn denies_failure(&self) -> bool {
        let waits = self.waits() && !self.has(Class::GivenBack);
        self.a_sentence_hopes || waits || (self.went_well() && !self.is_over())
    }

    /// Whether a success in these words contradicts itself, as a whole or in one of its fields.
    pub(crate) fn denies_success(&self) -> bool {
        self.a_field_denies || (self.is_over() && !self.went_well()) || self.has(Class::NoOrder)
    }

    /// Which kind of gate is spoken of, whatever else is.
    pub(crate) fn of_gate(&self) -> Option<Class> {
        let kinds = [Class::GateAddress, Class::GateWallet, Class::GateLogin, Class::GateAccount, Class::GateRequest];
        kinds.into_iter().find(|class| self.anywhere.contains(class))
    }

    /// Whether any known word is in it.
    pub(crate) fn says_anything(&self) -> bool {
        !self.anywhere.is_empty()
    }

    /// Whether nothing is said that a refusal at the gate would not say.
    pub(super) fn is_of_the_gate_alone(&self) -> bool {
        let other = [Class::Done, Class::Working, Class::GivenBack, Class::NoOrder, Class::LostTrack, Class::Duplicate];
        !other.iter().any(|class| self.anywhere.contains(class))
    }
}
