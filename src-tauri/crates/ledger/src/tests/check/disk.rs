//! SQLite's words about a disk that fails are told from those about damage.

use crate::given::is_of_disk;

#[test]
fn a_page_that_the_disk_does_not_give_is_told_from_one_that_is_damaged() {
    for (verdict, is_disk) in [
        ("*** in database main ***\nTree 12 page 40: unable to get the page. error code=266", true),
        (
            "Tree 12 page 40: unable to get the page. error code=8458\nTree 12 page 41: btreeInitPage() returns error code 11",
            true,
        ),
        ("*** in database main ***\nTree 3 page 7 cell 2: failed to get page 9", true),
        ("Tree 12 page 40: unable to get the page. error code=7", false),
        ("Tree 12 page 40: btreeInitPage() returns error code 11", false),
        ("row 10 missing from index sale_by_day", false),
        ("ok", false),
    ] {
        assert_eq!(is_of_disk(verdict), is_disk, "{verdict}");
    }
}
