//! Sentences of the gate.

use super::*;

#[test]
fn the_gate_is_a_whole_sentence() {
    for (kind, sentences) in [
        (
            Class::GateLogin,
            &[
                "Authentication fail!",
                "Authentication failed",
                "Invalid token",
                "Invalid Username or Password",
                "Invalid username or token",
                "Wrong PIN",
                "Invalid login details",
                "Unauthorized",
                "Unauthorised access",
                "Token expired",
                "Invalid API Key",
                "Login failed",
                "Username and token does not match",
                "Invalid User ID or Password",
                "Access Denied",
                "User not found",
                "Invalid SMS Password",
                "Error: Invalid token",
                "Invalid credentials, please contact admin",
                "Invalid Access",
            ][..],
        ),
        (
            Class::GateAddress,
            &[
                "IP not whitelisted",
                "IP is not whitelisted",
                "Your IP 103.21.58.9 is not whitelisted",
                "Invalid IP",
                "Unauthorized IP",
                "IP address not authorised",
                "IP not allowed",
                "Request IP not registered, please contact support",
                "IP mismatch",
            ],
        ),
    ] {
        for sentence in sentences {
            assert_eq!(common().gate(sentence), Some(kind), "{sentence}: {:?}", common().said(sentence));
        }
    }
}

#[test]
fn wallet_and_request_are_of_the_gate_too() {
    for (kind, sentences) in [
        (
            Class::GateWallet,
            &[
                "Insufficient balance",
                "Insufficient Balance",
                "Low balance",
                "Insufficient wallet balance",
                "You do not have sufficient balance",
                "Insufficient fund in your account",
                "Wallet is empty",
                "Recharge failed due to insufficient balance",
                "Insufficient Merchant Balance",
            ][..],
        ),
        (
            Class::GateRequest,
            &[
                "Parameter is missing",
                "Missing parameter",
                "Required parameter missing",
                "Invalid number",
                "Invalid operator code",
                "Invalid Message Format",
                "amount is required",
                "Operator code is not valid",
            ],
        ),
        (Class::GateAccount, &["Account is inactive", "Your account is blocked, contact admin", "User is blocked"]),
    ] {
        for sentence in sentences {
            assert_eq!(common().gate(sentence), Some(kind), "{sentence}: {:?}", common().said(sentence));
        }
    }
}

#[test]
fn what_is_not_wholly_of_the_gate_is_none() {
    for sentence in [
        "",
        "Success",
        "Failure",
        "Recharge failed",
        "Pending",
        "Invalid token, recharge was successful",
        "Invalid token at the operator after debit",
        "Insufficient balance, request is pending",
        "Request timeout",
        "Invalid token. Please check status",
        "Order not found",
        "Duplicate order id",
        "0=Success",
        "123",
        "Insufficient balance at operator side, reversed",
        "Operator rejected",
    ] {
        assert_eq!(common().gate(sentence), None, "{sentence}");
    }
}
