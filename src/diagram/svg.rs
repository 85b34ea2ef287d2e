//! SVG, written element by element.
//!
//! Names of elements and attributes are the program's own; values and text are escaped here and nowhere else. A writer
//! cannot leave an element open, and knows no way to write raw markup. Must never know what is drawn.

/// Writes one SVG element with its children.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    out: String,
    open: Vec<&'static str>,
    /// The start tag is not closed yet: attributes may follow.
    in_tag: bool,
}

impl Writer {
    /// Starts an element inside the one that is open.
    pub fn begin(&mut self, name: &'static str) -> &mut Self {
        self.close_tag();
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// An attribute of the element just begun; dropped where its children have begun.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        if self.in_tag {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self
    }

    /// An attribute that is a number, to a tenth.
    pub fn number(&mut self, name: &'static str, value: Tenths) -> &mut Self {
        let mut text = String::new();
        value.write(&mut text);
        self.attr(name, &text)
    }

    /// Text inside the element that is open.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.close_tag();
        escape(text, &mut self.out);
        self
    }

    /// Ends the element begun last.
    pub fn end(&mut self) -> &mut Self {
        let Some(name) = self.open.pop() else { return self };
        if self.in_tag {
            self.out.push_str("/>");
            self.in_tag = false;
        } else {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// Ends all that is open and gives the markup.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }

    fn close_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }
}

/// A length in tenths of a pixel: what drawings are measured in, the same bytes on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tenths(pub i64);

impl Tenths {
    /// Writes it as a decimal number.
    pub fn write(self, out: &mut String) {
        if self.0 < 0 {
            out.push('-');
        }
        let (whole, part) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        out.push_str(&whole.to_string());
        if part != 0 {
            out.push('.');
            out.push_str(&part.to_string());
        }
    }
}

/// The outline of a `<path>`, with absolute commands.
#[derive(Debug, Clone, Default)]
pub struct PathData(String);

impl PathData {
    /// Moves to a point.
    pub fn move_to(&mut self, x: Tenths, y: Tenths) -> &mut Self {
        self.point('M', x, y)
    }

    /// A line to a point; shorter where it is flat or upright is for [`Self::flat_to`] and [`Self::upright_to`].
    pub fn line_to(&mut self, x: Tenths, y: Tenths) -> &mut Self {
        self.point('L', x, y)
    }

    /// A horizontal line.
    pub fn flat_to(&mut self, x: Tenths) -> &mut Self {
        self.0.push('H');
        x.write(&mut self.0);
        self
    }

    /// A vertical line.
    pub fn upright_to(&mut self, y: Tenths) -> &mut Self {
        self.0.push('V');
        y.write(&mut self.0);
        self
    }

    /// A quadratic curve to a point, by way of a corner that it does not touch.
    pub fn bend_to(&mut self, corner: (Tenths, Tenths), x: Tenths, y: Tenths) -> &mut Self {
        self.point('Q', corner.0, corner.1).point(' ', x, y)
    }

    /// Closes the outline.
    pub fn close(&mut self) -> &mut Self {
        self.0.push('Z');
        self
    }

    /// Whether nothing was drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The commands.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn point(&mut self, command: char, x: Tenths, y: Tenths) -> &mut Self {
        self.0.push(command);
        x.write(&mut self.0);
        self.0.push(' ');
        y.write(&mut self.0);
        self
    }
}

/// Escapes for text and for attributes in double quotes; what XML cannot hold is left out.
pub(in crate::diagram) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PathData, Tenths, Writer};

    #[test]
    fn elements_nest_and_close_themselves() {
        let mut svg = Writer::default();
        svg.begin("svg").attr("class", "a").begin("g").begin("rect").number("x", Tenths(84)).end().end();
        svg.begin("text").text("x");
        assert_eq!(svg.finish(), r#"<svg class="a"><g><rect x="8.4"/></g><text>x</text></svg>"#);
    }

    #[test]
    fn what_authors_wrote_is_never_markup() {
        let mut svg = Writer::default();
        svg.begin("text").attr("id", "\"><script>").text("</text>&\u{0}");
        assert_eq!(svg.finish(), "<text id=\"&quot;&gt;&lt;script&gt;\">&lt;/text&gt;&amp;</text>");
    }

    #[test]
    fn attributes_after_children_are_dropped() {
        let mut svg = Writer::default();
        svg.begin("g").text("a").attr("id", "late");
        assert_eq!(svg.finish(), "<g>a</g>");
    }

    #[test]
    fn lengths_are_short() {
        let mut path = PathData::default();
        path.move_to(Tenths(10), Tenths(-5))
            .flat_to(Tenths(33))
            .upright_to(Tenths(0))
            .line_to(Tenths(1), Tenths(2))
            .close();
        assert_eq!(path.as_str(), "M1 -0.5H3.3V0L0.1 0.2Z");
    }
}
