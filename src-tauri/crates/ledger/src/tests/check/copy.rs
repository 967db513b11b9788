//! A mark is of one file, and of no copy of it.

use std::fs;
use std::path::Path;

use super::super::{NOW, airtel};
use super::{change, damage_complaints, known, open, round};
use crate::check_mark::{CheckMark, FileId};
use crate::{LedgerError, Slice};

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_folder_that_was_copied_away_and_back_is_looked_at_whole_at_the_door() {
    let (first, _) = known();
    let outer = tempfile::tempdir().unwrap();
    let [data, away, was] = ["data", "away", "was"].map(|name| outer.path().join(name));
    copy_folder(first.path(), &data);
    let path = data.join("ledger.db");
    open(&path).unwrap().close();
    damage_complaints(&path);
    open(&path).unwrap().close();
    open(&path).expect("at each further start it is known, and no start reads that page").close();
    copy_folder(&data, &away);
    // The first one stays, so that no file system gives the copy its number.
    fs::rename(&data, &was).unwrap();
    copy_folder(&away, &data);
    for copy in [&path, &away.join("ledger.db")] {
        assert!(matches!(open(copy), Err(LedgerError::Corrupt)), "{}", copy.display());
    }
    open(&was.join("ledger.db"))
        .expect("the control: a folder that was renamed has the file that was looked at")
        .close();
}

#[test]
fn a_mark_without_its_file_is_none_and_the_next_one_has_it() {
    let (_folder, path) = known();
    let mut mark = CheckMark::read(&path).unwrap();
    assert!(mark.file.is_some() && mark.file == FileId::at(&path));
    mark.file = None;
    assert!(mark.write(&path));
    let sound = fs::read(&path).unwrap();
    damage_complaints(&path);
    assert!(matches!(open(&path), Err(LedgerError::Corrupt)), "it is looked at whole");
    fs::write(&path, &sound).unwrap();
    open(&path).unwrap().close();
    damage_complaints(&path);
    assert!(open(&path).is_ok(), "once");
}

#[test]
fn damage_that_was_found_is_believed_of_a_copy_too() {
    let (folder, path) = known();
    change(&path, "UPDATE balance SET paise = paise + 1");
    assert_eq!(round(&open(&path).unwrap()).0, Slice::Damaged);
    let outer = tempfile::tempdir().unwrap();
    copy_folder(folder.path(), &outer.path().join("copy"));
    let copy = open(&outer.path().join("copy/ledger.db")).unwrap();
    assert_eq!(copy.begin_sale(&airtel("9876543299"), NOW, NOW), Err(LedgerError::Corrupt));
}
