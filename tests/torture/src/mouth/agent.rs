//! What the agents' company says.

use serde_json::json;

use crate::parsers::Call;

/// The forms of its answers to a call; `@…` stands for what is filled in.
pub(super) fn forms(call: Call) -> &'static [&'static str] {
    match call {
        Call::Callback => &["orderid=@ORDER|order_id=@ORDER|status=@WX|remark=@SAY|callback_type=global_webhook"],
        Call::Balance => {
            &[r#"{"status":"@GOOD","error_code":200,"message":"Fetched from portal","balance":@MONEY,"username":"x"}"#]
        }
        Call::ApiStatus => &[
            r#"{"status_code":200,"status":"@GOOD","message":"Checked","data":{"owner_name":"Sample","api_balance":@MONEY,"api_status":"ACTIVE","plan_name":"Basic","bind_ip":"203.0.113.7","your_ip":"203.0.113.7","ip_status":"MATCHED"}}"#,
        ],
        Call::Onboard => &[r#"{"status":true,"message":"Checked","data":{"txn_id":"NSDLQ31","agent_id":"NSDLQ31"}}"#],
        Call::OpenAccount => &[
            r#"{"status":true,"message":"Success","data":"@URL","user":{"txn_id":"@TXN","customer_id":550417}}"#,
            r#"{"status":true,"message":"Success","data":"@URL"}"#,
        ],
        Call::AccountStatus | Call::AccountDetails => &[
            r#"{"status":true,"message":"Success","data":{"id":71,"account_type":2,"txn_id":"@TXN","first_name":"Sample","middle_name":null,"last_name":"Customer","email":"customer@example.invalid","phone":"@NUMBER","pancard":"@PAN","pincode":"282001","is_completed":@FLAG,"message":null,"status":@FLAG,"date":"2026-03-02T08:15:00Z","is_refunded":@FLAG,"created_at":"2026-03-02","updated_at":"2026-03-02"}}"#,
            r#"{"status":false,"message":"Record Not Found","data":{"response":"Record Not Found","respcode":"99"}}"#,
        ],
        Call::ResumeAccount => &[
            r#"{"status":true,"message":"Success","order_id":"@ORDER","txn_id":"@TXN","account_url":"@URL","status_in_db":"pending"}"#,
        ],
        Call::LoadWallet => &[
            r#"{"status_code":200,"status":"@GOOD","message":"Ready, please pay","data":{"order_id":"@LOAD","amount":@AMOUNT,"qr_url":"https://qr.invalid/x","upi_id":"sample@upi","account_holder_name":"x","tx_string":"upi://pay?pa=sample@upi&pn=x&cu=INR&tn=@LOAD&am=@AMOUNT&tr=@LOAD","status":"pending"}}"#,
        ],
        Call::LoadStatus => &[
            r#"{"status_code":200,"status":"@GOOD","data":{"order_id":"@LOAD","amount":@AMOUNT,"status":"@WX","date_time":"2026-03-02 13:45:00","bank":"x","mode":"API_UPI_QR","remark":"@SAY","new_balance":@MONEY}}"#,
            r#"{"status_code":400,"status":"FAILED","message":"No record found"}"#,
        ],
        Call::ApplyForPan => &[
            r#"{"status_code":200,"status":"@GOOD","message":"Started","data":{"txid":"61234417","url":"@URL","number":"@NUMBER","orderid":"@ORDER"}}"#,
        ],
        Call::PanStatus => &[
            r#"{"status_code":200,"status":"@GOOD","message":"Fetched from portal","order_id":"@ORDER","reference":"OPS0417","number":"@NUMBER","amount":107.00,"date_time":"2026-03-02 13:45:00","data":{"status":"@WX","orderid":"@ORDER","txid":"612344","amount":107,"opid":"OPS0417","number":"@NUMBER","created_at":"2026-03-02","updated_at":"2026-03-02"}}"#,
            r#"{"status_code":400,"status":"FAILED","message":"Record not found"}"#,
        ],
        Call::ResumePan => &[
            r#"{"status_code":200,"status":"@GOOD","message":"Started","data":{"txid":"61234418","url":"@URL","orderid":"@ORDER"}}"#,
        ],
        Call::SendOtp => &[
            r#"{"status_code":200,"status":"@GOOD","message":"Sent","data":{"request_id":"@REQUEST","aadhaar":"@AADHAAR","status":"pending"},"meta":{"request_id":"0417","time":"2026"}}"#,
        ],
        Call::VerifyOtp => &[
            r#"{"status_code":200,"status":"@GOOD","message":"Checked","data":{"request_id":"@REQUEST","status":"verified","aadhaar_details":{"full_name":"Sample Customer","dob":"02-03-1990","gender":"Female","address":"1, Sample Street"}},"meta":{"request_id":"0417","time":"2026"}}"#,
        ],
        Call::Recharge | Call::Enquiry | Call::List => &[],
    }
}

/// A refusal with these words wherever words may stand.
pub(super) fn refusal(words: &str) -> String {
    let data = json!({"x": words, "message": words});
    json!({"status": "FAILED", "status_code": 400, "message": words, "data": data}).to_string()
}
