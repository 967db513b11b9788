// Every command of the window, by its file in this folder. This is the only list. `mod.rs` makes the handler and the bindings of
// it, and `build.rs` the manifest and the permission `every-command`.
commands! {
    counter: open_counter, window_ready, draw_page, counter_now;
    settings: save_shop, set_language, set_mode, keep_tour, practice_habits, set_practice_habit, save_provider,
        save_company, disconnect_provider, settle_login, check_balance, try_provider;
    commission: commission, save_commission, save_commission_column, told_and_booked, tds, keep_tds;
    sell: suggest, known_numbers, quote, sell, pay_code;
    chits: write_chit, keep_chit, throw_chit_away;
    payment: save_upi_address, charges, save_charge, owed, settle_money, note_handed_back, note_customer_told,
        known_customer, desk_pay_code;
    plans: plans, offered_plans, save_plan, remove_plan, read_plan_file, take_plan_file, save_plan_sheet;
    due: due_again, dismiss_due, heed_due, open_due_message;
    information: information, save_information, try_information, forget_information, set_practice_information,
        look_up_number, fetch_bill, fetch_plans;
    customer_screen: customer_screens, open_customer_screen, close_customer_screen, show_customer;
    pending: pending_sales, check_now, say_word, deal_with_sale;
    complaints: sale_complaints, complaints, complaints_due, open_complaint, note_complaint, close_complaint, complaint_text,
        save_complaint;
    day_book: day_book, sales_facets, sales_page, search, sale;
    reports: report, compare_months;
    rehearse: rehearsal, can_rehearse, step_rehearsal;
    companies: companies, order_advice, put_order_away, weather, usual_wait;
    customers: customers, customer, save_customer, forget_customer, pay_udhaar, reminder,
        open_reminder;
    money: money_book, nothing_was_there, read_wallet, vouchers, statement, write_voucher, mend_voucher;
    close: shift, open_shift, count_drawer, close_shift, closes, check_seal, save_day_start;
    print: printing, find_printers, save_printer, save_printing, test_print, print_slip, print_jobs, answer_jobs,
        slip_preview, print_page, noted_printed;
    slip: design_preview, save_design, read_logo, save_slip, open_slips_folder, slip_picture, share_slip;
    matching: begin_statement, add_statement_part, read_statement, hold_statement, statement_progress, statement_rows,
        close_statement, ignore_leftover, heed_leftover;
    proof: check_slip;
    export: export, export_progress, cancel_export, printed_table, tally, save_tally;
    codes: find_operators, save_code, set_offer, add_operator, remove_operator, circle_codes, save_circle_code,
        fetch_list, lists, routes, save_service_route, save_operator_route, set_try_next, save_low_level;
    connection: callbacks, save_callbacks, renew_callback, check_up, api_status;
    services: desk, check_desk_field, desk_access, save_price, save_plan_end, save_return_url, onboard, save_agent,
        forget_agent,
        apply_for_pan, open_account, check_aadhaar, resend_otp, verify_otp, dismiss_person, load_wallet, upi_qr,
        open_page, share_page, ask_by_pan, abandon_order, admit_success;
    backup: backups, back_up_now, save_backup_folder, check_backup, restore_plan, restore, repair,
        open_books_again, dismiss_report;
}
