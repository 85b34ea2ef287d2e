#!/usr/bin/env python3
"""Builds MkDocs projects with mkdocs and with quadrille, and compares the sites page by page.

    tests/mkdocs/compare.py [--quadrille target/debug/quadrille] [--json OUT] [--verbose] PROJECT...

A PROJECT is a folder with mkdocs.yml. It is copied before it is built; plugins that are not installed for this Python are
taken out of the copy and told. What is compared on each page: its path, its title, the ids of its headings, the addresses
that its links lead to, the navigation with titles and order, the links to the previous and the next page, the text of the
article, and the kinds of its blocks. Needs mkdocs, mkdocs-material and html5lib.

Exit codes: 0 where paths, titles, ids, navigation and neighbours are all the same, 1 where not.
"""

import argparse
import json
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib

ASPECTS = ["path", "title", "ids", "nav", "neighbours", "links", "text", "blocks"]
STRICT = ASPECTS[:5]
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {"p", "ul", "ol", "li", "pre", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "details",
                     "summary", "dl", "dt", "dd", "hr", "figure", "img"}


def classes(node):
    return set((node.get("class") or "").split())


def find(node, test):
    return next((child for child in node.iter() if isinstance(child.tag, str) and test(child)), None)


def find_all(node, test):
    return [child for child in node.iter() if isinstance(child.tag, str) and test(child)]


def text_of(node):
    return " ".join("".join(node.itertext()).split())


def absolute(page, href):
    """An address as a path of the site, `x/index.html` as `x/`; addresses of other hosts as they are."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return unquote(href).rstrip("/")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if parts.path.endswith("/") or path == ".":
        path = posixpath.join(path, "index.html")
    path = posixpath.normpath(path)
    return path + ("#" + unquote(parts.fragment) if parts.fragment else "")


def without(node, unwanted):
    """Takes elements out, and keeps the text behind them."""
    for parent in list(node.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or unwanted(child):
                index = list(parent).index(child)
                tail = child.tail or ""
                if index:
                    parent[index - 1].tail = (parent[index - 1].tail or "") + tail
                else:
                    parent.text = (parent.text or "") + tail
                parent.remove(child)


class Page:
    """What a reader sees of one page."""

    def __init__(self, path, html):
        self.path = path
        self.tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
        self.title = text_of(find(self.tree, lambda node: node.tag == "title"))
        self.article = find(self.tree, lambda node: node.tag == "article")

    def read(self):
        article = self.article
        footnotes = {child for part in find_all(article, lambda node: "footnote" in classes(node)) for child in part}
        self.ids = [node.get("id") for node in find_all(article, lambda n: n.tag in HEADINGS and n.get("id"))]
        # Material makes a link of each line of code; emoji are pictures in one and characters in the other. Marks of code
        # annotations are comments in one, which a script replaces, and links in the other.
        is_link = lambda node: node.tag == "a" and node.get("href") and not re.search("#(__codelineno|q:an)-", node.get("href"))
        self.links = [absolute(self.path, node.get("href")) for node in find_all(article, is_link)]
        self.text = re.sub(r"[\s\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+", "", "".join(article.itertext()))
        self.text = re.sub(r"(#|//|--|;;?|/\*|<!--|%)?\(\d+\)!?(-->|\*/)?", "", self.text)
        # Titles of code are paragraphs in one and spans in the other; so are the lines over footnotes.
        is_block = lambda node: node.tag in BLOCKS and "filename" not in classes(node)
        without(article, lambda node: node.tag == "hr" and node in footnotes)
        # `</p>` behind a fence that stands in a paragraph makes an empty one.
        wrap_behind_fences(article)
        self.blocks = [node.tag for node in find_all(article, is_block) if node.tag != "p" or len(node) or text_of(node)]


class MkDocsPage(Page):
    def __init__(self, path, html, site):
        super().__init__(path, html)
        self.is_plain_home = self.title == site
        self.title = re.sub(r" - " + re.escape(site) + "$", "", self.title)
        self.nav = self.navigation()
        self.neighbours = self.around()
        if self.article is not None:
            junk = {"headerlink", "md-content__button", "md-source-file", "md-tags", "md-annotation", "linenos", "mermaid",
                    "tabbed-labels", "footnote-backref", "md-source-date", "panzoom-top-nav", "panzoom-info-box", "panzoom-nav",
                    "twemoji", "md-feedback", "arithmatex"}
            without(self.article, lambda node: classes(node) & junk or node.tag in ("input", "script", "style", "svg", "nav"))
            self.read()

    def navigation(self):
        nav = find(self.tree, lambda node: node.tag == "nav" and "md-nav--primary" in classes(node))
        entries = []

        def walk(items, level):
            for item in items:
                if item.tag != "li":
                    continue
                inner = next((child for child in item if child.tag == "nav" and "md-nav--secondary" not in classes(child)), None)
                links = [node for child in item for node in child.iter() if child.tag in ("a", "label", "div")
                         and node.tag in ("a", "label") and "md-nav__link" in classes(node)]
                link = next((node for node in links if node.tag == "a"), None)
                shown = find(link if link is not None else links[0], lambda node: "md-ellipsis" in classes(node))
                title, address = text_of(shown), absolute(self.path, link.get("href")) if link is not None else None
                if inner is None:
                    entries.append((level, title, address))
                else:
                    entries.append((level, title, None))
                    if address:
                        entries.append((level + 1, INDEX, address))
                    for part in inner:
                        if part.tag == "ul":
                            walk(part, level + 1)

        for part in nav if nav is not None else []:
            if part.tag == "ul":
                walk(part, 0)
        return entries

    def around(self):
        def link(name):
            node = find(self.tree, lambda node: node.tag == "a" and f"md-footer__link--{name}" in classes(node))
            if node is None:
                return None
            shown = find(node, lambda node: "md-ellipsis" in classes(node))
            return (text_of(shown), absolute(self.path, node.get("href")))
        return [link("prev"), link("next")]


class OurPage(Page):
    def __init__(self, path, html, site):
        super().__init__(path, html)
        self.title = re.sub(r" [-·] " + re.escape(site) + "$", "", self.title)
        self.nav = self.navigation()
        self.tabs = [(text_of(node), absolute(self.path, node.get("href"))) for nav in
                     find_all(self.tree, lambda node: node.tag == "nav" and "tabs" in classes(node))
                     for node in find_all(nav, lambda node: node.tag == "a")]
        self.neighbours = self.around()
        if self.article is not None:
            junk = {"page-top", "heading-anchor", "headerlink", "anchor", "footnote-backref", "linenos", "diagram", "mermaid",
                    "tabbed-labels", "tab-label", "copy", "twemoji", "emoji", "icon", "annotation", "math"}
            without(self.article, lambda node: classes(node) & junk or node.tag in ("math", "script", "style", "svg", "input", "button", "nav"))
            self.read()

    def navigation(self):
        nav = find(self.tree, lambda node: node.get("id") == "q:nav")
        entries = []

        def walk(items, level):
            for item in items:
                if item.tag != "li":
                    continue
                first = item[0]
                address = absolute(self.path, first.get("href")) if first.get("href") else None
                if first.tag == "details":
                    entries.append((level, text_of(first[0]), None))
                    walk(first[1], level + 1)
                elif len(item) > 1 and item[1].tag == "ul":
                    entries.append((level, text_of(first), None))
                    if address:
                        entries.append((level + 1, "Overview", address))
                    walk(item[1], level + 1)
                else:
                    entries.append((level, text_of(first), address))

        for part in nav if nav is not None else []:
            if part.tag == "ul" and "sections" not in classes(part):
                walk(part, 0)
        return entries

    def around(self):
        def link(name):
            node = find(self.tree, lambda node: node.tag == "a" and name in classes(node) and node.get("rel") in ("prev", "next"))
            if node is None:
                return None
            words = node[0].tail or ""
            return (" ".join(words.split()), absolute(self.path, node.get("href")))
        return [link("previous"), link("next")]


# The title of an entry that is the index of its section, until it is known where it stands.
INDEX = "(index)"
INLINE = {"a", "abbr", "b", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "span", "strong", "sub", "sup"}


def wrap_behind_fences(article):
    """Puts the words behind a fence that stood in a paragraph into one of their own: browsers end it before the fence."""
    for parent in list(article.iter()):
        for fence in [child for child in parent if "highlight" in classes(child)]:
            behind = list(parent)[list(parent).index(fence) + 1:]
            inline = []
            while behind and behind[0].tag in INLINE:
                inline.append(behind.pop(0))
            if not inline and not (fence.tail or "").strip():
                continue
            paragraph = ElementTree.Element("p")
            paragraph.text, fence.tail = fence.tail, None
            for node in inline:
                parent.remove(node)
                paragraph.append(node)
            parent.insert(list(parent).index(fence) + 1, paragraph)


def section_of(entries, path):
    """With tabs, what stands beside a page: its outermost section, one level up."""
    start = None
    for index, (level, _, address) in enumerate(entries):
        if level == 0:
            start = index
        if address == path:
            if entries[start][2] is not None:
                return [entry for entry in entries if entry[0] == 0]
            end = next((i for i in range(start + 1, len(entries)) if entries[i][0] == 0), len(entries))
            # The index of the section stands under the section's name before its pages.
            named = lambda at, title: entries[start][1] if at == start + 1 and title == INDEX else title
            return [(entries[at][0] - 1, named(at, entries[at][1]), entries[at][2]) for at in range(start + 1, end)]
    return entries


def installed():
    return {point.name for point in entry_points(group="mkdocs.plugins")}


def strip(config):
    """Takes out plugins and folders that are not there; gives back what was taken out."""
    text, taken = config.read_text(encoding="utf-8"), []
    known = installed()
    lines, out, skip, inside = text.split("\n"), [], None, None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if skip is not None and (not line.strip() or indent > skip):
            continue
        skip = None
        if re.match(r"\S", line):
            inside = line.split(":")[0]
        found = re.match(r"(\s*)- ([\w/.-]+)", line)
        if inside == "plugins" and found:
            name = found[2].removeprefix("material/")
            if name not in known and found[2] not in known and f"material/{name}" not in known:
                taken.append(name)
                skip = len(found[1])
                continue
        found = re.match(r"\s*custom_dir:\s*(\S+)", line)
        if found and not (config.parent / found[1].strip("'\"")).is_dir():
            taken.append(f"custom_dir {found[1]}")
            continue
        out.append(line)
    config.write_text("\n".join(out), encoding="utf-8")
    if any(what.startswith("custom_dir") for what in taken):
        for page in config.parent.rglob("*.md"):
            text = page.read_text(encoding="utf-8")
            text = re.sub(r"\A(---\n(?:.*\n)*?)template:.*\n", r"\1compared: true\n", text)
            page.write_text(text, encoding="utf-8")
    return taken


def site_name(site):
    """The site's name as Material writes it: the title of its page for what is not found."""
    page = html5lib.parse((site / "404.html").read_text(encoding="utf-8"), treebuilder="etree", namespaceHTMLElements=False)
    return text_of(find(page, lambda node: node.tag == "title"))


def pages(site, kind, name):
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        text = file.read_text(encoding="utf-8", errors="replace")
        is_page = "<article" in text or 'http-equiv="refresh"' in text or "http-equiv=refresh" in text
        if path != "404.html" and is_page:
            found[path] = None if "http-equiv" in text and "refresh" in text and "<article" not in text else kind(path, text, name)
    return found


def compare(project, quadrille, verbose):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copy, theirs, ours = folder / "project", folder / "mkdocs", folder / "quadrille"
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns("site", ".git"))
        made = subprocess.run([quadrille, "build", "-f", copy / "mkdocs.yml", "-d", ours], capture_output=True, text=True)
        if made.returncode:
            sys.exit(f"quadrille could not build {project}:\n{made.stderr}")
        taken = strip(copy / "mkdocs.yml")
        made = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", copy / "mkdocs.yml", "-d", theirs],
                              capture_output=True, text=True, cwd=copy)
        if made.returncode:
            sys.exit(f"mkdocs could not build {project}:\n{made.stdout}{made.stderr}")
        name = site_name(theirs)
        left, right = pages(theirs, MkDocsPage, name), pages(ours, OurPage, name)
    report = {"project": project.name, "taken_out": taken, "pages": len(left), "same": dict.fromkeys(ASPECTS, 0),
              "only_mkdocs": sorted(set(left) - set(right)), "only_quadrille": sorted(set(right) - set(left)), "different": []}
    for path, page in left.items():
        other = right.get(path)
        if path not in right:
            report["different"].append({"page": path, "aspect": "path"})
            continue
        report["same"]["path"] += 1
        if page is None or other is None:
            for aspect in ASPECTS[1:]:
                report["same"][aspect] += page is None and other is None
            continue
        for aspect in ASPECTS[1:]:
            theirs, ours = wanted(page, other, aspect), getattr(other, aspect)
            if aspect == "nav" and all(level == 0 for level, _, _ in theirs):
                # Sections that are tabs lead to their first page.
                sections = {title for _, title, address in theirs if address is None}
                ours = [(level, title, None if title in sections else address) for level, title, address in ours]
            if theirs == ours:
                report["same"][aspect] += 1
            else:
                report["different"].append({"page": path, "aspect": aspect, **difference(theirs, ours)})
                if verbose:
                    print(f"{project.name} {path} {aspect}: {difference(theirs, ours)}")
    return report


def wanted(page, other, aspect):
    if aspect == "title" and page.is_plain_home:
        return other.title
    if aspect == "nav":
        entries = section_of(page.nav, page.path) if other.tabs else page.nav
        return [(level, "Overview" if title == INDEX else title, address) for level, title, address in entries]
    return getattr(page, aspect)


def difference(theirs, ours):
    """Where two values part."""
    at = next((index for index, (a, b) in enumerate(zip(theirs, ours)) if a != b), min(len(theirs), len(ours)))
    if isinstance(theirs, str):
        return {"mkdocs": theirs[max(0, at - 30):at + 60], "quadrille": ours[max(0, at - 30):at + 60]}
    return {"at": at, "mkdocs": theirs[at:at + 3], "quadrille": ours[at:at + 3]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--quadrille", default="target/debug/quadrille", type=lambda path: Path(path).resolve())
    parser.add_argument("--json", type=Path)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    reports = [compare(project.resolve(), args.quadrille, args.verbose) for project in args.projects]
    print(f"{'project':24}{'pages':>6}" + "".join(f"{aspect:>12}" for aspect in ASPECTS) + "   more")
    for report in reports:
        of = report["pages"] or 1
        shares = "".join(f"{100 * report['same'][aspect] / of:>11.1f}%" for aspect in ASPECTS)
        print(f"{report['project']:24}{report['pages']:>6}{shares}{len(report['only_quadrille']):>7}")
        if report["taken_out"]:
            print(f"  taken out for mkdocs: {', '.join(report['taken_out'])}")
        for path in report["only_mkdocs"]:
            print(f"  only mkdocs has {path}")
        for path in report["only_quadrille"]:
            print(f"  only quadrille has {path}")
    if args.json:
        args.json.write_text(json.dumps(reports, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    strict = all(report["same"][aspect] == report["pages"] for report in reports for aspect in STRICT)
    sys.exit(0 if strict else 1)


if __name__ == "__main__":
    main()
