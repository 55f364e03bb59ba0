//! Build step: reads the language files and writes a typed function for each message.
//!
//! A message becomes a text in which control characters mark what is put in (`words::put`
//! reads them).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::{parser, unicode};

/// The plural categories of CLDR, in the order of their marks.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What marks the part of a sentence that is a link or stands out, and how it is written.
const MARKS: [(&str, &str); 2] = [("<b>", "\u{5}"), ("</b>", "\u{6}")];

/// How many things a message may take: one digit stands for each.
const MOST: usize = 10;

/// What a message takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A text.
    Text,
    /// How many.
    Count,
}

/// A message, compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Its name in the language file.
    pub id: String,
    /// Its text with marks.
    pub text: String,
    /// Names and kinds of what it takes, in the order of their marks.
    pub takes: Vec<(String, Takes)>,
}

/// Reads a language file.
///
/// # Errors
///
/// What is wrong with it, in words.
pub fn read(source: &str) -> Result<Vec<Compiled>, String> {
    let resource =
        parser::parse(source).map_err(|(_, errors)| format!("cannot be read: {errors:?}"))?;
    let mut all: Vec<Compiled> = Vec::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(it) => {
                let it = message(it)?;
                if all.iter().any(|other| other.id == it.id) {
                    return Err(format!("{} stands there twice", it.id));
                }
                all.push(it);
            }
            Entry::Term(it) => return Err(format!("-{}: no terms yet", it.id.name)),
            Entry::Junk { content } => return Err(format!("cannot be read: {content}")),
            _ => {}
        }
    }
    Ok(all)
}

fn message(it: &Message<&str>) -> Result<Compiled, String> {
    let id = it.id.name;
    let value = it.value.as_ref().ok_or_else(|| format!("{id} has no text"))?;
    if !it.attributes.is_empty() {
        return Err(format!("{id} has attributes, which nobody asks for"));
    }
    let mut takes: BTreeMap<String, Takes> = BTreeMap::new();
    collect(value, &mut takes).map_err(|it| format!("{id}: {it}"))?;
    let takes: Vec<(String, Takes)> = takes.into_iter().collect();
    if takes.len() > MOST {
        return Err(format!("{id} takes {} things, and {MOST} are the most", takes.len()));
    }
    let mut text = String::new();
    write(value, &takes, &mut text, false).map_err(|it| format!("{id}: {it}"))?;
    let marks: Vec<&str> =
        MARKS.into_iter().filter(|(it, _)| text.contains(it)).map(|it| it.0).collect();
    // Each piece is said by itself: no choice reaches from one into another.
    let is_whole = |it: &str| it.matches('\u{2}').count() == it.matches('\u{4}').count();
    let is_around = text.split_once("<b>").is_some_and(|(before, rest)| {
        let ends = rest.split_once("</b>").is_some_and(|(inside, after)| {
            !after.contains("</b>") && [before, inside, after].into_iter().all(is_whole)
        });
        ends && !before.contains("</b>") && !rest.contains("<b>")
    });
    if !marks.is_empty() && !is_around {
        return Err(format!("{id}: one part is marked, from <b> to </b>, and none in a choice"));
    }
    for (mark, sign) in MARKS {
        text = text.replace(mark, sign);
    }
    Ok(Compiled { id: id.to_owned(), text, takes })
}

/// What a pattern takes: a variable by which a variant is chosen is a count.
fn collect(pattern: &Pattern<&str>, all: &mut BTreeMap<String, Takes>) -> Result<(), String> {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                all.entry(id.name.to_owned()).or_insert(Takes::Text);
            }
            Expression::Inline(InlineExpression::StringLiteral { .. }) => {}
            Expression::Inline(it) => match number(it) {
                Some(name) => drop(all.insert(name.to_owned(), Takes::Count)),
                None => return Err("only variables and NUMBER can be put in".to_owned()),
            },
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    return Err("chooses by something else than a variable".to_owned());
                };
                all.insert(id.name.to_owned(), Takes::Count);
                for it in variants {
                    collect(&it.value, all)?;
                }
            }
        }
    }
    Ok(())
}

/// The variable in `NUMBER($variable)`.
fn number<'a>(it: &InlineExpression<&'a str>) -> Option<&'a str> {
    let InlineExpression::FunctionReference { id, arguments } = it else { return None };
    match (&arguments.positional[..], &arguments.named[..]) {
        ([InlineExpression::VariableReference { id: variable }], []) if id.name == "NUMBER" => {
            Some(variable.name)
        }
        _ => None,
    }
}

fn write(
    pattern: &Pattern<&str>,
    takes: &[(String, Takes)],
    out: &mut String,
    is_inner: bool,
) -> Result<(), String> {
    let place = |name: &str| {
        let at = ('0'..='9').zip(takes).find(|(_, (it, _))| it == name);
        at.map(|it| it.0).ok_or_else(|| format!("puts in {name}, which it does not take"))
    };
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                // A line break of the file is a space of the sentence.
                out.push_str(unmarked(&value.replace('\n', " "))?);
            }
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    out.extend(['\u{1}', place(id.name)?]);
                }
                Expression::Inline(InlineExpression::StringLiteral { value }) => {
                    out.push_str(unmarked(&unicode::unescape_unicode_to_string(value))?);
                }
                Expression::Inline(it) => {
                    if let Some(name) = number(it) {
                        out.extend(['\u{1}', place(name)?]);
                    }
                }
                Expression::Select { .. } if is_inner => {
                    return Err("chooses within a choice".to_owned());
                }
                Expression::Select { selector, variants } => {
                    let InlineExpression::VariableReference { id } = selector else { continue };
                    out.extend(['\u{2}', place(id.name)?]);
                    if !variants.iter().any(|it| it.default && key(&it.key) == "other") {
                        return Err("has no *[other]".to_owned());
                    }
                    for it in variants {
                        let name = key(&it.key);
                        let at = CATEGORIES.iter().position(|it| *it == name);
                        let at = at.ok_or_else(|| format!("knows no plural category {name}"))?;
                        out.push(char::from(b'0' + u8::try_from(at).unwrap_or_default()));
                        write(&it.value, takes, out, true)?;
                        out.push('\u{3}');
                    }
                    out.push('\u{4}');
                }
            },
        }
    }
    Ok(())
}

/// A piece of text, which holds nothing that is read as a mark.
fn unmarked(text: &str) -> Result<&str, String> {
    let is_clean = text.chars().all(|it| it >= ' ');
    is_clean.then_some(text).ok_or_else(|| "holds a control character".to_owned())
}

fn key<'a>(it: &VariantKey<&'a str>) -> &'a str {
    match it {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

/// The name of what a message takes: `begun-on` gives `BegunOn`.
fn struct_name(it: &Compiled) -> String {
    let words = it.id.split('-').map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(String::new, |it| it.to_ascii_uppercase().to_string() + letters.as_str())
    });
    words.collect()
}

/// A message as the documentation shows it.
fn shown(it: &Compiled) -> String {
    let mut out = String::from("“");
    let mut letters = it.text.chars();
    while let Some(letter) = letters.next() {
        let name = |at: Option<char>| {
            let at = at.and_then(|it| it.to_digit(10)).and_then(|it| usize::try_from(it).ok());
            at.and_then(|at| it.takes.get(at)).map_or("", |(name, _)| name)
        };
        match letter {
            '\u{1}' => out.extend(["{", name(letters.next()), "}"]),
            '\u{2}' => {
                let _ = letters.next();
                let _ = letters.next();
            }
            '\u{3}' => {
                out.push_str(if letters.clone().next() == Some('\u{4}') { "" } else { " / " })
            }
            '\u{4}' | '\u{5}' | '\u{6}' => {}
            _ => out.push(letter),
        }
    }
    out + "”"
}

/// The typed functions of one file, in a module of its name.
pub fn functions(area: &str, messages: &[Compiled]) -> String {
    let mut out = format!(
        "/// Words of `{area}.ftl`.\npub mod {area} {{\n#[allow(unused_imports, reason = \"not every file has all kinds\")]\nuse super::{{Arg, Around, around, plain, say}};\n"
    );
    for it in messages {
        let name = it.id.replace('-', "_");
        let fields: Vec<(String, Takes)> =
            it.takes.iter().map(|(name, takes)| (name.replace('-', "_"), *takes)).collect();
        let _ = writeln!(out, "#[doc = {:?}]", shown(it));
        let is_around = it.text.contains('\u{5}');
        // Two or more are given by name: nobody can mix them up.
        let by_name = fields.len() > 1;
        let passed: Vec<String> = fields
            .iter()
            .map(|(field, takes)| {
                let from = if by_name { "it." } else { "" };
                match takes {
                    Takes::Text => format!("Arg::Text({from}{field})"),
                    Takes::Count => format!("Arg::Count({from}{field})"),
                }
            })
            .collect();
        let of = |takes: Takes, life: &str| match takes {
            Takes::Text => format!("&{life}str"),
            Takes::Count => "usize".to_owned(),
        };
        let parameters = if by_name {
            format!("it: {}", struct_name(it))
        } else {
            let all = fields.iter().map(|(field, takes)| format!("{field}: {}", of(*takes, "")));
            all.collect()
        };
        let said = match (is_around, fields.is_empty()) {
            (true, _) => format!("Around {{ around({:?}, &[{}]) }}", it.text, passed.join(", ")),
            (false, false) => format!("String {{ say({:?}, &[{}]) }}", it.text, passed.join(", ")),
            (false, true) => format!("String {{ plain({:?}) }}", it.text),
        };
        let _ = writeln!(out, "pub fn {name}({parameters}) -> {said}");
        if by_name {
            let has_texts = fields.iter().any(|(_, takes)| *takes == Takes::Text);
            let life = if has_texts { "<'a>" } else { "" };
            let _ = writeln!(
                out,
                "/// What [`{name}`] takes.\npub struct {}{life} {{",
                struct_name(it)
            );
            for (field, takes) in &fields {
                let what = if *takes == Takes::Count { "How many." } else { "A text." };
                let _ = writeln!(out, "/// {what}\npub {field}: {},", of(*takes, "'a "));
            }
            out.push_str("}\n");
        }
    }
    out.push_str("}\n");
    out
}
