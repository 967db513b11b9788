//! What is told of the money on lines that are left over.

use super::reviewed::{done, finished, result, rows};
use crate::{LeftWhy, MatchGroup};

#[test]
fn the_sum_of_what_only_the_file_has_is_of_money_that_moved() {
    let file = "Date,Client Id,Mobile,Amount,Type,Status
20-11-2026 10:01:00,QK7M00000001,9876500001,155,Recharge,Success
20-11-2026 10:11:00,QK7M00000091,9876500091,299,Recharge,Success
20-11-2026 10:12:00,QK7M00000092,9876500092,2999,Recharge,Failed
20-11-2026 10:13:00,QK7M00000093,9876500093,399,Recharge,Refunded
20-11-2026 10:14:00,QK7M00000094,9876500094,299,Refund,Success
20-11-2026 10:15:00,QK7M00000095,9876500095,199,Recharge,Pending\n";
    let done = finished(file, &done(&[155]), &[]);
    let told = result(&done);
    assert_eq!((told.agree, told.only_file), (1, 5));
    // What came back takes away what another line took.
    assert_eq!(told.only_file_paise, 19_900);
    // What came back is not told as sold somewhere else.
    let why: Vec<_> = rows(&done, MatchGroup::OnlyFile).iter().filter_map(|row| row.why).collect();
    assert_eq!(why, [LeftWhy::NotHere, LeftWhy::NotHere, LeftWhy::CameBack, LeftWhy::CameBack, LeftWhy::NotHere]);
    let taken: Vec<_> = rows(&done, MatchGroup::OnlyFile)
        .iter()
        .filter_map(|row| row.file.as_ref())
        .map(|line| (line.amount_paise.unwrap() / 100, line.taken_paise.unwrap() / 100))
        .collect();
    assert_eq!(taken, [(299, 299), (2999, 0), (399, 0), (299, -299), (199, 199)]);
}
