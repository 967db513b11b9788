//! What a provider declares of itself: the settings form, the keychain and the screen follow from it.

use std::path::{Path, PathBuf};

use domain::{operator, operators};
use providers::{Access, Provenance, Provider, provider, sellers};

fn folder(provider: &dyn Provider) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(provider.descriptor().slug)
}

#[test]
fn the_slug_is_the_folder() {
    for one in sellers() {
        let slug = one.descriptor().slug;
        assert!(
            !slug.is_empty() && slug.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit()),
            "{slug}"
        );
        for file in ["mod.rs", "wire.rs", "vocabulary.csv", "catalogue.csv", "tests.rs", "fixtures"] {
            assert!(folder(one).join(file).exists(), "{slug} has no {file}");
        }
        assert_eq!(provider(slug).map(|found| found.descriptor().slug), Some(slug));
    }
    assert!(provider("nobody").is_none() && provider("").is_none());
    let folders = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let with_catalogue = folders.filter(|entry| entry.as_ref().unwrap().path().join("catalogue.csv").exists()).count();
    assert_eq!(with_catalogue, sellers().len(), "a folder of a provider that is not in the sellers, or there twice");
}

#[test]
fn the_settings_form_can_be_made_of_it() {
    for one in sellers() {
        let declared = one.descriptor();
        assert!(!declared.name.trim().is_empty());
        assert!(
            !declared.credentials.is_empty() && declared.credentials.iter().any(|field| field.secret),
            "{}",
            declared.slug
        );
        for field in declared.credentials {
            assert!(!field.label.trim().is_empty() && !field.key.is_empty());
            assert!(field.key.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_'), "{}", field.key);
            assert_eq!(declared.credentials.iter().filter(|other| other.key == field.key).count(), 1, "{}", field.key);
            assert_eq!(
                declared.credentials.iter().filter(|other| other.label == field.label).count(),
                1,
                "{}",
                field.label
            );
        }
        if let Some(base) = declared.default_base_address {
            assert!(base.starts_with("https://") && Access::check_base(declared, base, false).is_ok(), "{base}");
        }
        assert_eq!(sellers().iter().filter(|other| other.descriptor().name == declared.name).count(), 1);
    }
}

#[test]
fn every_row_of_a_catalogue_is_sold_under_a_plain_code() {
    for one in sellers() {
        let slug = one.descriptor().slug;
        let text = std::fs::read_to_string(folder(one).join("catalogue.csv")).unwrap();
        let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty()).count();
        assert!(lines > 5, "{slug}");
        assert_eq!(one.catalogue().len(), lines, "{slug}: a row that cannot be read is not sold");
        for row in one.catalogue() {
            let known = operator(&row.operator).unwrap_or_else(|| panic!("{slug}: {} is nobody", row.operator));
            assert_eq!(known.service, row.service, "{slug}: {}", row.operator);
            assert!(
                !row.code.is_empty() && row.code.bytes().all(|sign| sign.is_ascii_graphic()),
                "{slug}: {:?}",
                row.code
            );
            assert!(!row.name.trim().is_empty(), "{slug}: {}", row.operator);
            assert_eq!(
                one.catalogue().iter().filter(|other| other.operator == row.operator).count(),
                1,
                "{slug}: {}",
                row.operator
            );
            // A code may stand twice where the paper prints it twice, and is not sold then, and where it is sold with
            // a flag as well.
            let alike = one.catalogue().iter().filter(|other| other.code == row.code && other.special == row.special);
            let is_alone = alike.count() == 1;
            assert!(is_alone || row.provenance == Provenance::Unsure, "{slug}: {}", row.code);
        }
    }
}

#[test]
fn every_operator_of_the_list_is_sold_by_somebody() {
    for known in operators() {
        let sold = sellers().iter().any(|one| one.catalogue().iter().any(|row| row.operator == known.id));
        assert!(sold, "{} stands in the list for nobody", known.id);
    }
}
