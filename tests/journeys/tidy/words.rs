//! Rust source as words: comments, strings and characters blanked out, so that rules look at code and nothing else.

/// The same text, line for line, with everything that is not code replaced by spaces.
pub fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = skipped(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment, string or character that begins here ends; `at` itself when none begins.
fn skipped(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    let after_word = at > 0 && is_word(chars[at - 1]);
    match chars[at] {
        '/' if next == Some('/') => chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| at + n),
        '/' if next == Some('*') => comment_end(chars, at),
        '"' => string_end(chars, at + 1),
        'r' | 'b' | 'c' if !after_word => prefixed_end(chars, at),
        '\'' => character_end(chars, at),
        _ => at,
    }
}

fn comment_end(chars: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// `b"…"`, `r"…"`, `br#"…"#` and their like.
fn prefixed_end(chars: &[char], start: usize) -> usize {
    let mut at = start;
    while at < start + 2 && matches!(chars.get(at), Some('b' | 'c' | 'r')) {
        at += 1;
    }
    let raw = chars[start..at].contains(&'r');
    let hashes = chars[at..].iter().take_while(|c| raw && **c == '#').count();
    if chars.get(at + hashes) != Some(&'"') {
        return if chars.get(at) == Some(&'\'') && !raw { character_end(chars, at) } else { start };
    }
    if !raw {
        return string_end(chars, at + 1);
    }
    let closes = |from: usize| {
        chars[from] == '"' && chars[from + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
    };
    (at + hashes + 1..chars.len()).find(|from| closes(*from)).map_or(chars.len(), |from| from + 1 + hashes)
}

/// `'x'` and `'\n'`, but not the lifetime `'x`.
fn character_end(chars: &[char], start: usize) -> usize {
    match chars.get(start + 1) {
        Some('\\') => {
            let rest = chars.iter().skip(start + 3).position(|c| *c == '\'');
            rest.map_or(chars.len(), |n| start + 4 + n)
        }
        Some(_) if chars.get(start + 2) == Some(&'\'') => start + 3,
        _ => start,
    }
}

/// Whether a character can be part of a name.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names in a piece of code with the lines they stand on, counted from one.
pub fn names(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().flat_map(|(at, line)| {
        line.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(move |word| (at + 1, word))
    })
}

/// Functions with the line they begin on and how many lines they take.
pub fn functions(code: &str) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    let mut line = 1;
    let mut before = ' ';
    for (at, c) in code.char_indices() {
        let rest = &code[at..];
        if !is_word(before) && rest.starts_with("fn ") {
            let name: String = rest[3..].trim_start().chars().take_while(|c| is_word(*c)).collect();
            if let Some(length) = body_lines(rest).filter(|_| !name.is_empty()) {
                found.push((name, line, length));
            }
        }
        line += usize::from(c == '\n');
        before = c;
    }
    found
}

/// From `fn` to the closing brace; nothing where there is no body.
fn body_lines(code: &str) -> Option<usize> {
    let (mut brackets, mut braces, mut lines) = (0_i32, 0_i32, 1);
    for c in code.chars() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if brackets == 0 && braces == 0 => return None,
            '{' => braces += 1,
            '}' if braces == 1 => return Some(lines),
            '}' => braces -= 1,
            '\n' => lines += 1,
            _ => {}
        }
    }
    None
}

#[test]
fn only_code_is_left() {
    let source = "let a = \"f32 // no\"; // f64\nlet b: &'a str = r#\"f32 \" \"#; /* f64 /* f32 */ */ 'f'; '\\''; b\"f32\" + f16\n";
    let code = code_only(source);
    assert_eq!(code.lines().count(), source.lines().count());
    let left: Vec<_> = names(&code).collect();
    assert_eq!(left, [(1, "let"), (1, "a"), (2, "let"), (2, "b"), (2, "a"), (2, "str"), (2, "f16")]);
}

#[test]
fn functions_are_measured_to_their_last_brace() {
    let code = "trait T {\n    fn without(a: [u8; 2]);\n}\nfn two(\n    a: u8,\n) {\n    if a > 0 { call(|| {}) }\n}\nconst F: fn (u8) = one;\nfn one() {}\n";
    assert_eq!(functions(code), [("two".to_owned(), 4, 5), ("one".to_owned(), 10, 1)]);
}
