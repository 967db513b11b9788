//! Every place of Settings, as the list of the window itself has them: a new place is walked to without anybody naming it here.

/// The list that the window is made from.
const LIST: &str = "ui/src/settings/places.ts";

/// The addresses of all places, in the order of the page.
pub fn setting_places() -> Vec<String> {
    let file = journeys::root().join(LIST);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    places_in(&text)
}

/// A group stands in one pair of brackets, a place in two, a form of a place in three.
fn places_in(text: &str) -> Vec<String> {
    let Some((_, list)) = text.split_once("export const groups = ") else { return Vec::new() };
    let list = list.split("] as const").next().unwrap_or_default();
    let (mut depth, mut places) = (0, Vec::new());
    for (at, sign) in list.char_indices() {
        match sign {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ if depth == 2 && list[at..].starts_with("id: \"") => {
                places.extend(list[at..].split('"').nth(1).map(str::to_owned));
            }
            _ => {}
        }
    }
    places
}

#[test]
fn places_are_read_without_their_groups_and_forms() {
    let list = "type Group = readonly Place[];\nexport const groups = [\n  { id: \"money\", places: [\n    { id: \"rates\", title: m.x,\n      forms: [{ id: \"told\" }, { id: \"tds\" }] },\n    { id: \"routes\", forms: [] },\n  ] },\n  { id: \"lists\", places: [{ id: \"desk\", forms: [] }] },\n] as const satisfies readonly Group[];\nconst other = [[{ id: \"none\" }]];";
    assert_eq!(places_in(list), ["rates", "routes", "desk"]);
    let all = setting_places();
    assert!(all.len() >= 19 && all.iter().any(|place| place == "callbacks"), "{all:?}");
}
