//! axe-core in the page: what keeps a person out, in the light theme and in the dark one.

use serde_json::{Value, json};

use crate::screen::Screen;
use crate::shop::FIRST_WORD;

/// Violations that keep somebody out; lesser ones are advice.
const GRAVE: &str = "
  const done = arguments[arguments.length - 1];
  axe.run(document, { resultTypes: ['violations'] }).then(
    ({ violations, passes }) => done({
      looked_at: passes.length,
      grave: violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
        .map((v) => `${v.id} (${v.impact}): ${v.nodes.map((n) => `${n.target} ${n.any.map((c) => c.message)}`).join('; ')}`),
    }),
    (error) => done({ looked_at: 0, grave: [String(error)] }));
";

/// Draws the page in a theme, as the look that is chosen does, and tells once it has been painted in it.
const WEAR: &str = "
  const [theme] = arguments, done = arguments[arguments.length - 1], { dataset } = document.documentElement;
  dataset.theme = theme;
  setTimeout(() => done(document.hidden), 2000);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(dataset.theme === theme), 150)));
";

/// The themes of the window, as the page is told of them.
pub const THEMES: [&str; 2] = ["light", "dark"];

/// The theme that the page is drawn in.
pub fn worn(screen: &Screen<'_>) -> String {
    screen.text_of("return document.documentElement.dataset.theme ?? 'light'")
}

/// Draws the page in this theme. A window that has just got another size goes back to the chosen one, so it is told until it keeps it.
pub fn wear(screen: &Screen<'_>, theme: &str) {
    screen.wait(&format!("the {theme} theme"), FIRST_WORD, || {
        screen.page.script_later(WEAR, &[json!(theme)]).ok()?.as_bool()?.then_some(())
    });
}

/// One look, as the page is drawn now: how many rules were looked at, and what is grave.
pub fn judge(screen: &Screen<'_>) -> (u64, Vec<String>) {
    let file = journeys::root().join("ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    screen.page.script(&axe, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    let report = screen.page.script_later(GRAVE, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    let grave = report["grave"].as_array().cloned().unwrap_or_default();
    (report["looked_at"].as_u64().unwrap_or(0), grave.iter().map(Value::to_string).collect())
}

/// A look in each theme; the page is drawn as before when it is over. Gives what is grave, with the name of the theme.
pub fn judge_both(screen: &Screen<'_>) -> Vec<String> {
    let before = worn(screen);
    let mut found = Vec::new();
    for theme in THEMES {
        wear(screen, theme);
        let (looked_at, grave) = judge(screen);
        if looked_at <= 5 {
            found.push(format!("{theme}: axe-core saw nothing"));
        }
        found.extend(grave.into_iter().map(|words| format!("{theme}: {words}")));
    }
    wear(screen, &before);
    found
}
