use super::*;

const JSON: &str = r#"{"status":"Success","orderid":"K7QX2M000017"}"#;
const LINE: &str = "5804,Success,RJ0317161622,9812300045,10,K7QX2M000017";
const PAGE: &str = "<!DOCTYPE html>\r\n<html><head><title></title><style>a{b:c}</style></head><body><form method=\"post\"></form></body></html>";

#[test]
fn noise_is_taken_off() {
    let before = [
        "",
        "\u{feff}",
        "ï»¿",
        "\r\n \t",
        "<br />\n<b>Warning</b>:  Undefined array key \"opcode\" in <b>/var/www/public_html/api.php</b> on line <b>41</b><br />\n",
        "Notice: Undefined index: circle in /var/www/api.php on line 7\n",
        "PHP Notice:  Undefined index: circle in /var/www/api.php on line 7\n",
        "<br />\n<b>Deprecated</b>: Function x() is deprecated in <b>/x.php</b> on line <b>4</b><br />\n<br />\n<b>Notice</b>: y in <b>/x.php</b> on line <b>5</b><br />\n",
        "Warning: mysqli_connect() in a form of its own\n",
        "Warning: json_decode({\"status\":\"Failure\"}) in /x.php on line 3\n",
        "<!-- served by 3 --><pre>",
        "<table class='xdebug-error' border='1'><tr><td>Notice: x</td></tr></table>\n",
    ];
    let behind = [
        "",
        "\r\n",
        "\u{feff}",
        "</pre>",
        "<br />\n<b>Warning</b>: x in <b>/x.php</b> on line <b>9</b><br />\n",
        "\nNotice: x in /x.php on line 9",
    ];
    for body in [JSON, LINE, "1=Success=7001=GJ7001", "<r><status>Success</status></r>", "Authentication fail!"] {
        for before in before {
            for behind in behind {
                assert_eq!(answer(&format!("{before}{body}{behind}")).as_deref(), Ok(body), "{before:?} {behind:?}");
            }
            assert_eq!(answer(&format!("{before}{body}\r\n\r\n{PAGE}")).as_deref(), Ok(body), "{before:?} and a page");
            assert_eq!(answer(&format!("{before}{body}{PAGE}\r\n")).as_deref(), Ok(body), "{before:?} and a page");
        }
        let quoted = serde_json::Value::from(body).to_string();
        assert_eq!(answer(&quoted).as_deref(), Ok(body));
        assert_eq!(answer(&format!("\u{feff}{quoted}\n")).as_deref(), Ok(body));
    }
    let in_element =
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<string xmlns=\"http://tempuri.org/\">{JSON}</string>");
    assert_eq!(answer(&in_element).as_deref(), Ok(JSON));
}

#[test]
fn two_answers_or_half_of_one_are_none() {
    let unreadable = Err(Trouble::AnswerUnreadable);
    for body in [
        format!("{JSON}{JSON}"),
        format!("{JSON}\n{JSON}"),
        format!("{JSON},{JSON}"),
        format!("{JSON}{LINE}"),
        format!("{JSON}\nSuccess"),
        format!("{LINE}\n{LINE}"),
        format!("{LINE}\n{JSON}"),
        format!("{JSON}{PAGE}{JSON}"),
        format!("{LINE}\n{PAGE}{LINE}"),
        format!("{JSON}<html><script>var a = {JSON};</script></html>"),
        "<r/>\n0=Success".to_owned() + "\n<r></r>0=Success",
        JSON[..JSON.len() / 2].to_owned(),
        format!("Warning: json_decode({JSON}) in /x.php on line 3\n"),
        "Warning: 0=Success".to_owned(),
        String::new(),
        "\u{feff} ".to_owned(),
    ] {
        assert_eq!(answer(&body).map(Cow::into_owned), unreadable, "{body}");
    }
}

#[test]
fn a_page_names_its_likely_cause() {
    for (page, trouble) in [
        (PAGE, Trouble::WebPageAtAddress),
        ("<html><body>0=Success</body></html>", Trouble::WebPageAtAddress),
        ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html></html>", Trouble::WebPageAtAddress),
        ("<html><title>Just a moment...</title></html>", Trouble::WallBetween { status: 200 }),
        ("<html><title>Attention Required! | Cloudflare</title></html>", Trouble::WallBetween { status: 200 }),
    ] {
        assert_eq!(answer(page).map(Cow::into_owned), Err(trouble), "{page}");
    }
}
