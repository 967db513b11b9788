//! The check-up closes or opens a provider by what it finds.

use super::*;

#[tokio::test]
async fn the_check_up_finds_where_the_company_answers() {
    for (typed, answers) in [
        ("https://company.example", "https://www.company.example/"),
        ("https://www.company.example", "https://company.example/"),
        ("https://company.example./", "https://company.example/"),
        ("https://company.example/shop.", "https://company.example/shop"),
        ("https://company.example/shop%20", "https://company.example/shop"),
    ] {
        let right = answers.trim_end_matches('/').to_owned();
        let oracle = Oracle::saying(move |request| {
            let below = request.address.as_str().strip_prefix(&right).is_some_and(|rest| rest.starts_with("/v3/"));
            let end = if below { "/v3/recharge/balance" } else { "" };
            if request.address.path().ends_with(end) && below {
                Ok(WALLET.to_owned())
            } else {
                Ok(LOGIN_PAGE.to_owned())
            }
        });
        let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator");
        let counter = Counter::over(simulator, Vec::new(), oracle.clone()).await;
        counter.connect("inspay", typed, &[]).await;
        let found = counter.shop.check_up("inspay").await.expect("a check-up");
        let other = found.findings.iter().find(|finding| finding.check == Check::OtherAddress);
        let problem = other.and_then(|finding| finding.problem.clone());
        assert_eq!(problem, Some(Problem::AnswersElsewhere { address: answers.to_owned() }), "{typed}: {found:?}");
        assert_eq!(oracle.asked("/api"), 0, "only the balance is asked for");
    }
}

#[tokio::test]
async fn the_check_up_finds_which_way_the_parameters_go_and_they_go_that_way() {
    let oracle = Oracle::saying(|request| match request.method {
        Method::Get => good(request),
        Method::Post => Ok(r#"{"status":"Failure","message":"Required Parameter Missing"}"#.to_owned()),
    });
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator starts");
    let mut counter = Counter::over(simulator, Vec::new(), oracle).await;
    counter.connect("inspay", "https://company.example", &[]).await;
    let found = counter.shop.check_up("inspay").await.expect("a check-up");
    let ways = found.findings.iter().find(|finding| finding.check == Check::Parameters).expect("the ways");
    assert_eq!(ways.problem, Some(Problem::AnswersOtherwise { in_address: true }));
    let input = ProviderInput {
        base_address: "https://company.example".to_owned(),
        plain_http: false,
        credentials: Vec::new(),
        paths: Vec::new(),
        in_address: true,
        digits_only: false,
    };
    counter.shop.save_provider("inspay", &input).await.expect("saved");
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    let sale = counter.sell(&real("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    assert!(counter.sent(&sale).starts_with("GET "), "{}", counter.sent(&sale));
    let found = counter.shop.check_up("inspay").await.expect("a check-up");
    let ways = found.findings.iter().find(|finding| finding.check == Check::Parameters).expect("the ways");
    assert_eq!((ways.problem.clone(), ways.detail.as_deref()), (None, Some("address")));
}

#[tokio::test]
async fn order_ids_are_of_digits_where_the_paper_wants_a_number_or_the_shopkeeper_does() {
    let is_number = |id: &str| id.len() >= 15 && id.bytes().all(|byte| byte.is_ascii_digit()) && !id.starts_with('0');
    let mut stall = Stall::with_all(&["rechargeopen", "inspay"], QUICK).await;
    let by = |slug: &str| SaleInput { provider: Some(slug.into()), by_hand: true, ..airtel("9876543210") };
    let sale = stall.sell_to_the_end(&by("rechargeopen")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    assert!(is_number(&sale.order_id), "{}", sale.order_id);
    assert_eq!(stall.arrived(&sale), 1);
    let sale = stall.sell(&SaleInput { repeat_confirmed: true, ..by("inspay") }).await;
    assert!(sale.order_id.starts_with(|sign: char| sign.is_ascii_uppercase()), "{}", sale.order_id);
    let inspay = company("inspay").expect("a company");
    let mut own = connection(inspay, &stall.simulator.base_address("inspay"));
    own.access = own.access.with_id_form(IdForm::Digits);
    stall.connect(vec![own]);
    let sale = stall.sell(&SaleInput { repeat_confirmed: true, ..by("inspay") }).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    assert!(is_number(&sale.order_id), "{}", sale.order_id);
}
