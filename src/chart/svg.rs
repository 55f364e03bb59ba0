//! A picture as a file: standalone SVG that carries no style, no script and no
//! reference to anything outside itself.

use super::picture::Picture;
use crate::xml::escape;

impl Picture {
    /// The picture as SVG. `prefix` begins the ids inside, so that several
    /// pictures can stand in one page; only its letters, digits, `-` and `_`
    /// are kept.
    pub fn to_svg(&self, prefix: &str) -> String {
        let plain = |it: &char| it.is_ascii_alphanumeric() || *it == '-' || *it == '_';
        let prefix: String = prefix.chars().filter(plain).collect();
        let title = [&prefix, "-title"].concat();
        let description = [&prefix, "-desc"].concat();

        let mut out = String::with_capacity(self.shapes.len() * 120);
        out.push_str("<svg");
        attribute(&mut out, "xmlns", "http://www.w3.org/2000/svg");
        for (name, value) in self.root() {
            attribute(&mut out, name, &value);
        }
        attribute(&mut out, "aria-labelledby", &[&title, " ", &description].concat());
        out.push('>');
        named(&mut out, "title", &title, &self.title);
        named(&mut out, "desc", &description, &self.description);
        for shape in &self.shapes {
            let element = shape.element();
            out.push('<');
            out.push_str(element.name);
            for (name, value) in &element.attributes {
                attribute(&mut out, name, value);
            }
            match element.text {
                Some(text) => {
                    out.push('>');
                    escape(&mut out, text);
                    close(&mut out, element.name);
                }
                None => out.push_str("/>"),
            }
        }
        close(&mut out, "svg");
        out
    }
}

fn named(out: &mut String, name: &str, id: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    attribute(out, "id", id);
    out.push('>');
    escape(out, text);
    close(out, name);
}

fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}
