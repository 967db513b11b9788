//! The prices of the desk's products.

use till::{DeskFault, DeskField, Problem};

use super::{QUICK, desk};

#[tokio::test]
async fn a_price_is_set_for_what_has_one() {
    let stall = desk(QUICK).await;
    let field = |field, fault| Problem::Desk { field, fault };
    let wrong = stall.till.save_price("pan-new", "-1", "lots").expect_err("it is refused");
    let form = DeskFault::WrongForm;
    assert_eq!(wrong, [field(DeskField::Fee, form), field(DeskField::Charge, form)]);
    let much = stall.till.save_price("pan-new", "90", "1,11,111").expect_err("it is refused");
    assert_eq!(much, [field(DeskField::Charge, DeskFault::TooLong)], "it is rupees in digits, and too many of them");
    let missing = stall.till.save_price("pan-new", " ", "1").expect_err("it is refused");
    assert_eq!(missing, [field(DeskField::Fee, DeskFault::Missing)]);
    for product in ["wallet-load", "airtel", ""] {
        assert_eq!(stall.till.save_price(product, "1", "1"), Err(vec![Problem::NotAllowedNow]), "{product}");
    }
    stall.till.save_price("pan-new", "90.50", " 0 ").expect("a price");
    let prices = stall.till.desk().expect("the desk").prices;
    let of = |product: &str| prices.iter().find(|price| price.product == product).expect("a price");
    assert_eq!((of("pan-new").fee_paise, of("pan-new").charge_paise), (Some(9_050), Some(0)));
    assert_eq!(prices.len(), 5, "a load costs nothing");
}
