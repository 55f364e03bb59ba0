//! The figures of a chart as a table: the text alternative.

/// A table as plain data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the table holds.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What kind of cell it is.
    pub kind: CellKind,
    /// What stands in it; may be empty.
    pub text: String,
}

/// What kind of cell one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// The heading of its row.
    Head,
    /// Words of ours, which are short.
    Text,
    /// What somebody wrote, which may be long and one endless word.
    Said,
    /// A figure, to be aligned as one.
    Number,
}

impl Cell {
    /// The heading of a row.
    pub fn head(text: &str) -> Self {
        Self { kind: CellKind::Head, text: text.to_owned() }
    }

    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { kind: CellKind::Text, text: text.into() }
    }

    /// What somebody wrote.
    pub fn said(text: impl Into<String>) -> Self {
        Self { kind: CellKind::Said, text: text.into() }
    }

    /// A figure.
    pub fn number(text: impl Into<String>) -> Self {
        Self { kind: CellKind::Number, text: text.into() }
    }
}
