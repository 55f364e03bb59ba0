//! The published schema of files is made from the table of fields. To write it anew after
//! a change of the table: `WRITE=1 cargo test --test schema`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use plumbline::assessment::{
    Aggregation, Checks, Edition, FIELDS, Holds, Independence, Register, Row, Subject, Text,
};
use plumbline::model::{Depth, Level, Rating, Score};

const PATH: &str = "public/schema/plumbline-1.schema.json";
const TEMPLATE: &str = include_str!("schema/template.json");

#[test]
fn the_schema_is_made_from_the_table_of_fields() {
    let fields: String = FIELDS.iter().map(field).collect();
    let kinds: Vec<String> = Holds::ALL.into_iter().map(kind).collect();
    let schema = TEMPLATE.replace("@FIELDS@", &fields).replace("@KINDS@", &kinds.join(",\n"));
    serde_json::from_str::<serde_json::Value>(&schema).unwrap();
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(PATH, &schema).unwrap();
    }
    let there = std::fs::read_to_string(PATH).unwrap();
    assert!(there == schema, "{PATH} is not up to date: WRITE=1 cargo test --test schema");
}

/// What names a field has, and what it holds.
fn field(row: &Row) -> String {
    const PROCESS: &str = "[a-z0-9-]+";
    const QUESTION: &str = "[a-z0-9-]+\\\\.[a-z0-9.-]+";
    let ids = match row.subject {
        Subject::Assessment => String::new(),
        Subject::Process => PROCESS.to_owned(),
        Subject::Attribute => format!("{PROCESS}/[1-5]\\\\.[0-9]"),
        Subject::Question => QUESTION.to_owned(),
        Subject::Comment => format!("{QUESTION}/[0-9a-f]{{8}}"),
        Subject::Person => "[0-9a-f]{8}".to_owned(),
        Subject::Record(_) => "[0-9a-f]{16}".to_owned(),
        Subject::Mention(_) => format!("{QUESTION}/[0-9a-f]{{16}}"),
    };
    let pattern = row.name.replace('*', &ids);
    format!("            \"^{pattern}$\": {{ \"$ref\": \"#/$defs/{}\" }},\n", name(row.holds))
}

fn name(holds: Holds) -> String {
    format!("{holds:?}").to_lowercase()
}

/// One of these, or taken back.
fn one_of<'a>(codes: impl IntoIterator<Item = &'a str>) -> String {
    let codes: Vec<String> = codes.into_iter().map(|it| format!("\"{it}\"")).collect();
    format!("[{}]", codes.join(", "))
}

/// An object with these properties, all of them.
fn object(properties: &[(&str, &str)]) -> String {
    let names = one_of(properties.iter().map(|(name, _)| *name));
    let properties: Vec<String> =
        properties.iter().map(|(name, it)| format!("\"{name}\": {it}")).collect();
    format!(
        "{{ \"type\": \"object\", \"required\": {names}, \"additionalProperties\": false, \"properties\": {{ {} }} }}",
        properties.join(", ")
    )
}

/// A register of one kind: what its value may be.
fn kind(holds: Holds) -> String {
    let text = format!("{{ \"type\": \"string\", \"maxLength\": {} }}", Text::MAX);
    let said =
        format!("{{ \"type\": \"string\", \"minLength\": 1, \"maxLength\": {} }}", Text::MAX);
    let number = "{ \"type\": \"integer\", \"minimum\": 0 }";
    let rating = format!("{{ \"enum\": {} }}", one_of(Rating::ALL.map(Rating::code)));
    let score = format!("{{ \"enum\": {} }}", one_of(Score::ALL.map(Score::code)));
    let highest = Level::Innovating.number();
    let level = |lowest: u8| {
        format!("{{ \"type\": \"integer\", \"minimum\": {lowest}, \"maximum\": {highest} }}")
    };
    let (description, values): (&str, Vec<String>) = match holds {
        Holds::Text => ("", vec![text]),
        Holds::Answer => (
            "A rating; or does not apply, and the reason may still be blank; or not known, and whom to ask.",
            vec![
                object(&[("rating", &score)]),
                object(&[("notApplicable", &text)]),
                object(&[("ask", &text)]),
            ],
        ),
        Holds::Belief => (
            "The statement that was picked in the quick depth: a level of a process, a rating of an area.",
            vec![object(&[("level", &level(0))]), object(&[("rating", &rating)])],
        ),
        Holds::Target => ("A level that is aimed at.", vec![level(1)]),
        Holds::Checks => (
            "Positions of the ticked checks, from 0.",
            vec![format!(
                "{{ \"type\": \"array\", \"uniqueItems\": true, \"items\": {{ \"type\": \"integer\", \"minimum\": 0, \"maximum\": {} }} }}",
                Checks::MAX - 1
            )],
        ),
        Holds::Override => (
            "An assessor's own rating of a process attribute.",
            vec![object(&[("rating", &rating), ("reason", &said)])],
        ),
        Holds::Depth => {
            ("", vec![format!("{{ \"enum\": {} }}", one_of(Depth::ALL.map(Depth::code)))])
        }
        Holds::Edition => (
            "Whose clause numbers are shown first.",
            vec![format!("{{ \"enum\": {} }}", one_of(Edition::ALL.iter().map(|it| it.code())))],
        ),
        Holds::Independence => {
            let codes = one_of(Independence::ALL.iter().map(|it| it.code()));
            ("", vec![format!("{{ \"enum\": {codes} }}")])
        }
        Holds::Aggregation => {
            let codes = one_of(Aggregation::ALL.iter().map(|it| it.code()));
            ("", vec![format!("{{ \"enum\": {codes} }}")])
        }
        Holds::Time => ("Milliseconds since 1970 (UTC).", vec![number.to_owned()]),
        Holds::Comment => (
            "A remark in the thread of a question: when it was first said (milliseconds since 1970, UTC), by whom (blank for nobody in particular), and whether it has been dealt with.",
            vec![object(&[
                ("said", number),
                ("by", &text),
                ("text", &said),
                ("settled", "{ \"type\": \"boolean\" }"),
            ])],
        ),
        Holds::Set => ("", vec!["{ \"const\": true }".to_owned()]),
    };
    let name = name(holds);
    let description = if description.is_empty() {
        String::new()
    } else {
        format!("      \"description\": \"{description}\",\n")
    };
    let values: String = values.iter().map(|it| format!(",\n            {it}")).collect();
    let earlier = Register::EARLIER_MAX;
    format!(
        r##"    "{name}": {{
{description}      "type": "object",
      "required": ["value", "at"],
      "additionalProperties": false,
      "properties": {{
        "value": {{
          "oneOf": [
            {{ "type": "null" }}{values}
          ]
        }},
        "at": {{ "$ref": "#/$defs/at" }},
        "earlier": {{ "type": "array", "maxItems": {earlier}, "items": {{ "$ref": "#/$defs/{name}", "not": {{ "type": "object", "required": ["earlier"], "properties": {{ "earlier": true }} }} }} }}
      }}
    }}"##
    )
}
