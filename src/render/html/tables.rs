//! Tables: rows and cells, aligned by column.
//!
//! A table node → its opening tags. Must never write a `<tbody>` without a row.

use crate::parse::document::{Align, Node, NodeKind};

use super::{Closer, Closing, Writer};

impl<'a> Writer<'a> {
    pub(super) fn open_table(&mut self, node: &'a Node, at: usize) -> usize {
        match &node.kind {
            NodeKind::Table(columns) => {
                self.fresh_line();
                if self.is_site() {
                    self.out
                        .push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\n");
                }
                self.out.push_str("<table>\n");
                let head_end = self.frame.card.document.nodes.get(at + 1).map_or(at + 1, |head| head.end as usize);
                let has_body = (node.end as usize) > head_end;
                self.push(node, Closing::Table { columns, next: 0, is_head: false, has_body });
            }
            NodeKind::TableHead => {
                self.out.push_str("<thead>\n<tr>\n");
                self.start_row(true);
                self.push(node, Closing::TableHead);
            }
            NodeKind::TableRow => {
                self.out.push_str("<tr>\n");
                self.start_row(false);
                self.push(node, Closing::Block("</tr>"));
            }
            _ => self.open_cell(node, at),
        }
        at + 1
    }

    fn open_cell(&mut self, node: &'a Node, at: usize) {
        let is_site = self.is_site();
        let (align, in_head) = match self.table() {
            Some(Closer { tag: Closing::Table { columns, next, is_head, .. }, .. }) => {
                let align = columns.get(*next).copied().unwrap_or(Align::None);
                *next += 1;
                (align, *is_head)
            }
            _ => (Align::None, false),
        };
        // An empty corner is no name of a column; style sheets of MkDocs projects count on one all the same.
        let is_corner =
            node.end as usize == at + 1 && self.scene().is_some_and(|scene| scene.graph.navigation.is_none());
        let in_head = in_head && !is_corner;
        self.out.push_str(if in_head { "<th" } else { "<td" });
        let side = match align {
            Align::None => None,
            Align::Left => Some("left"),
            Align::Center => Some("center"),
            Align::Right => Some("right"),
        };
        if let Some(side) = side {
            let (before, behind) = match self.python().filter(|_| !is_site).and_then(|on| on.get("tables")) {
                _ if is_site => (" class=\"align-", "\""),
                Some(options) if !options.is_on("use_align_attribute") => (" style=\"text-align: ", ";\""),
                _ => (" align=\"", "\""),
            };
            self.out.push_str(before);
            self.out.push_str(side);
            self.out.push_str(behind);
        }
        self.out.push('>');
        self.push(node, Closing::Block(if in_head { "</th>" } else { "</td>" }));
    }

    fn start_row(&mut self, in_head: bool) {
        if let Some(Closer { tag: Closing::Table { next, is_head, .. }, .. }) = self.table() {
            *next = 0;
            *is_head = in_head;
        }
    }

    /// The table that is open: at most a row above the top of the stack.
    fn table(&mut self) -> Option<&mut Closer<'a>> {
        self.frame.closers.iter_mut().rev().take(3).find(|closer| matches!(closer.tag, Closing::Table { .. }))
    }

    pub(super) fn close_table_head(&mut self) {
        self.out.push_str("</tr>\n</thead>\n");
        if let Some(Closer { tag: Closing::Table { has_body: true, .. }, .. }) = self.table() {
            self.out.push_str("<tbody>\n");
        }
    }

    pub(super) fn close_table(&mut self, has_body: bool) {
        self.out.push_str(if has_body { "</tbody>\n</table>\n" } else { "</table>\n" });
        if self.is_site() {
            self.out.push_str("</div>\n");
        }
    }
}
