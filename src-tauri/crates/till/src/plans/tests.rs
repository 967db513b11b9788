//! What is understood of a file of plans.

use domain::{DataPer, Language, PlanData, languages, parse_plan_data};

use super::file::{PlanFault, read_rows};
use super::headings::{PlanColumn, heading_of};
use super::sheet::data_text;
use crate::Lists;

#[test]
fn a_column_is_known_by_its_name() {
    for (heading, column) in [
        ("Operator", Some(PlanColumn::Operator)),
        ("Operator Name", Some(PlanColumn::Operator)),
        ("CIRCLE", Some(PlanColumn::Circle)),
        ("Amount (Rs)", Some(PlanColumn::Amount)),
        ("Price", Some(PlanColumn::Amount)),
        ("Validity (days)", Some(PlanColumn::Days)),
        ("Data (1.5 GB/day)", Some(PlanColumn::Data)),
        ("PlanDescription", Some(PlanColumn::Words)),
        ("वैधता", Some(PlanColumn::Days)),
        ("रकम", Some(PlanColumn::Amount)),
        ("Sr No", None),
        ("", None),
    ] {
        assert_eq!(heading_of(heading).map(|heading| heading.column), column, "{heading}");
    }
    for language in languages() {
        let heading = heading_of(&format!("Words ({language})")).expect("a column of words");
        assert_eq!((heading.column, heading.language), (PlanColumn::Words, Some(*language)));
    }
}

#[test]
fn data_is_written_so_that_it_is_read_again() {
    for mb in [1, 100, 500, 512, 1_023, 1_024, 1_536, 2_048, 2_560, 6_144, 24_576, 1_000_000] {
        for per in [DataPer::Day, DataPer::Total] {
            let data = PlanData { mb, per };
            assert_eq!(parse_plan_data(&data_text(data)), Some(data), "{}", data_text(data));
        }
    }
    assert_eq!(data_text(PlanData { mb: 1_536, per: DataPer::Day }), "1.5 GB/day");
}

/// `operator circle rupees days MB`, or what is not understood.
fn understood(csv: &str, chosen: &str) -> Vec<Result<String, Vec<PlanFault>>> {
    let lists = Lists::of_papers(&[]);
    let sheets = sheets::read::read(csv.as_bytes(), &|_| true).expect("a table");
    let (_, rows) = read_rows(sheets, &lists, lists.operator(chosen), 0).expect("columns").expect("rows");
    let said = |row: super::file::PlanFileRow| match row.plan {
        Some(plan) => {
            let (days, mb) = (plan.days.unwrap_or_default(), plan.data.map_or(0, |data| data.mb));
            let words: Vec<String> = plan.words.iter().map(|(language, text)| format!("{language}:{text}")).collect();
            let faults = if row.faults.is_empty() { String::new() } else { format!(" {:?}", row.faults) };
            let key = plan.key;
            Ok(format!(
                "{} {} {} {days} {mb} {}{faults}",
                key.operator,
                key.circle,
                key.amount_paise.to_wire(),
                words.join("|")
            ))
        }
        None => Err(row.faults),
    };
    rows.into_iter().map(said).collect()
}

#[test]
fn each_row_is_understood_or_says_what_is_not() {
    let csv = "Plans of November\n\
               Operator,Circle,Amount,Validity,Data,Description\n\
               Airtel,,299,28 days,1.5 GB/day,Calls to all\n\
               एयरटेल,Delhi,₹ 349,28,2 GB/day,\n\
               Reliance Jio,All India,239.00,22,1.5GB per day,मुफ़्त कॉल\n\
               vi,Atlantis,299,28,,\n\
               Nokia,,299,28,,\n\
               jio,,many,28,,\n\
               jio,,199,a month,1.5 GB/day,\n\
               jio,,149,,,-\n\
               Airtel,,299.0,28,,\n\
               tata play,,300,30,NA,\n\
               jio,,99999,28,,\n";
    let taken = |text: &str| Ok(text.to_owned());
    assert_eq!(
        understood(csv, ""),
        [
            taken("airtel  299 28 1536 en:Calls to all"),
            taken("airtel delhi 349 28 2048 "),
            taken("jio  239 22 1536 hi:मुफ़्त कॉल"),
            Err(vec![PlanFault::Circle]),
            Err(vec![PlanFault::Operator]),
            Err(vec![PlanFault::Amount]),
            taken("jio  199 0 1536  [Days]"),
            Err(vec![PlanFault::Nothing]),
            Err(vec![PlanFault::Twice]),
            taken("tata-play  300 30 0 "),
            Err(vec![PlanFault::Amount]),
        ]
    );
}

#[test]
fn a_file_of_one_operator_needs_no_column_for_it() {
    let csv = "Price,Days\n299,28\n199,24\n";
    let taken = |text: &str| Ok(text.to_owned());
    assert_eq!(understood(csv, "vi"), [taken("vi  299 28 0 "), taken("vi  199 24 0 ")]);
    assert_eq!(understood(csv, ""), [Err(vec![PlanFault::Operator]), Err(vec![PlanFault::Operator])]);
}

#[test]
fn words_of_several_languages_stand_in_columns_of_their_own() {
    let csv = "Operator,Amount,Words (en),Words (hi)\nairtel,19,Data pack,डेटा पैक\n";
    assert_eq!(understood(csv, ""), [Ok("airtel  19 0 0 en:Data pack|hi:डेटा पैक".to_owned())]);
    assert!(Language::of_code("hi").is_some());
}

#[test]
fn a_table_without_amounts_is_no_list_of_plans() {
    let sheets = sheets::read::read(b"Operator,Days\nairtel,28\n", &|_| true).expect("a table");
    assert!(read_rows(sheets, &Lists::of_papers(&[]), None, 0).is_none());
}
