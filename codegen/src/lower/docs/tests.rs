//! Code stays code and prose stays prose, whatever a text looks like. `pulldown-cmark`, the parser
//! of rustdoc, reads the printed text.

mod hostile;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::{Facts, markdown, summary};
use crate::model::Traits;

/// The code blocks of a text: what they are marked as, `None` if indented, and what they hold.
fn code_blocks(text: &str, options: Options) -> Vec<(Option<String>, String)> {
    let mut blocks = Vec::new();
    let mut open = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let mark = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.to_string()),
                    CodeBlockKind::Indented => None,
                };
                blocks.push((mark, String::new()));
                open = true;
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => open = false,
            Event::Text(text) if open => {
                if let Some((_, block)) = blocks.last_mut() {
                    block.push_str(&text);
                }
            }
            _ => {}
        }
    }
    blocks
}

/// The extensions of `CommonMark` that rustdoc reads.
const OF_RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// The code that rustdoc shows, all of which must be marked as text.
#[track_caller]
fn shown_code(printed: &str) -> Vec<String> {
    for options in [Options::empty(), OF_RUSTDOC] {
        for (mark, code) in code_blocks(printed, options) {
            assert_eq!(mark.as_deref(), Some("text"), "{code:?} in\n{printed}");
        }
    }
    let blocks = code_blocks(printed, Options::empty()).into_iter();
    blocks.map(|(_, code)| code).collect()
}

#[track_caller]
fn assert_code(documentation: &str, expected: &[&str]) {
    let printed = markdown(documentation);
    let found = shown_code(&printed);
    let found: Vec<_> = found.iter().map(|it| it.trim_end_matches('\n')).collect();
    assert_eq!(found, expected, "{printed}");
}

#[test]
fn fences_lose_what_they_are_marked_as() {
    for mark in [
        "",
        "rust",
        "c",
        "{.rs}",
        "rust,should_panic",
        "text",
        " {.rust #id a=\"b\"} x",
    ] {
        assert_code(&format!("Use:\n```{mark}\nlet x;\n```\nso."), &["let x;"]);
        assert_code(&format!("Use:\n~~~{mark}\nlet x;\n~~~\nso."), &["let x;"]);
    }
}

#[test]
fn fences_are_of_any_length_and_longer_than_what_they_hold() {
    assert_code("`````rs\n```\nx\n```\n`````", &["```\nx\n```"]);
    assert_code("~~~~\n~~~\n````\n~~~~", &["~~~\n````"]);
    assert_eq!(markdown("~~~\n````\n~~~"), "`````text\n````\n`````");
}

#[test]
fn a_fence_that_nothing_closes_ends_with_what_it_stands_in() {
    assert_code("a\n\n```rust\nlet x;", &["let x;"]);
    assert_code("> ```rust\n> let x;\n\nafter", &["let x;"]);
    assert_code("- ```rust\n  let x;\n- after", &["let x;"]);
}

#[test]
fn code_in_quotes_and_lists_stays_there() {
    assert_code(
        "> quote\n> ```rust\n> let x;\n>\n> let y;\n> ```",
        &["let x;\n\nlet y;"],
    );
    assert_code(
        "1. one\n\n   ~~~ rs\n   let x;\n   ~~~\n2. two",
        &["let x;"],
    );
    assert_code("* a\n  > - ```c\n  >   int x;\n  >   ```", &["int x;"]);
    assert_eq!(
        markdown("> - a\n>   ```rs\n>     x\n>   ```\n> - b"),
        "> - a\n>\n>   ```text\n>     x\n>   ```\n> - b"
    );
}

#[test]
fn indented_code_is_fenced() {
    assert_code(
        "Use:\n\n    let x;\n\n      let y;\n\nso.",
        &["let x;\n\n  let y;"],
    );
    assert_code("    let x;", &["let x;"]);
    assert_code("\tlet x;\n\t\tlet y;", &["let x;\n\tlet y;"]);
    assert_code("- item\n\n      let x;", &["let x;"]);
    assert_code(">     let x;\n>     let y;", &["let x;\nlet y;"]);
    assert_code("1.     let x;", &["let x;"]);
    assert_code("# Title\n    let x;", &["let x;"]);
}

#[test]
fn indented_lines_of_a_paragraph_are_no_code() {
    assert_code("text\n    more\n\tand more", &[]);
    assert_code("- text\n        more", &[]);
    assert_code("> text\n        more", &[]);
    assert_eq!(markdown("text\n    more"), "text\nmore");
}

#[test]
fn a_carriage_return_ends_a_line() {
    assert_code("Use:\r```rust\rlet x;\r```\rso.", &["let x;"]);
    assert_code("a\r\r    let x;\r\n    let y;", &["let x;\nlet y;"]);
}

#[test]
fn preformatted_html_is_code_where_it_stands() {
    assert_code("<pre>\n  a &lt; b\n</pre>", &["  a < b"]);
    assert_code(
        "<pre><code class=\"rust\">let x;\n\n    let y;</code></pre>",
        &["let x;\n\n    let y;"],
    );
    assert_code("<pre>```rust\nlet x;\n```</pre>", &["```rust\nlet x;\n```"]);
    let list = "<ul><li>a<pre>let x;\n  let y;</pre></li><li>b</li></ul>";
    assert_code(list, &["let x;\n  let y;"]);
    assert_eq!(
        markdown(list),
        "- a\n\n  ```text\n  let x;\n    let y;\n  ```\n- b"
    );
    assert_code("<ol><li><p>a</p><ul><li><pre>x\n\ny</pre>", &["x\n\ny"]);
    assert_code("<pre>let x;", &["let x;"]);
}

#[test]
fn fences_among_html_are_code() {
    assert_code(
        "<p>Use:</p>\n```rust\nlet x;\n<p>\n```\n<p>so.</p>",
        &["let x;\n<p>"],
    );
    assert_code("<p>Use:</p>\n~~~\nlet x;\n", &[]);
}

#[test]
fn text_of_html_starts_no_block() {
    for text in [
        "~~~ rust",
        "&#96;&#96;&#96;rust",
        "&#126;&#126;&#126;",
        "    let x;",
        "- ~~~",
        "1. ~~~",
        "> ~~~",
    ] {
        for around in [
            "<p>{}</p>",
            "<ul><li>{}</li></ul>",
            "<p>a<br>{}</p>",
            "<li>{}",
            "<p></p>{}",
            "<ul><ul><ul><li>{}",
        ] {
            assert_code(&around.replace("{}", &format!("{text}\nlet y;")), &[]);
        }
    }
}

#[test]
fn lists_without_items_are_no_code() {
    assert_code("<ul><ul><ul><ul><p>let x;</p></ul></ul></ul></ul>", &[]);
    assert_code("<ol><ol><ol><p>a</p><li>b<p>c</p></ol></ol></ol>", &[]);
}

#[test]
fn dropped_tags_leave_no_code_behind() {
    for text in [
        "<span></span>~~~\nlet x;",
        "<code></code><code>rust\nlet x;",
        "<span>    </span>    x",
        "<!-- a -->    let x;",
        "<br>```\nlet x;",
    ] {
        shown_code(&markdown(text));
        shown_code(&markdown(&format!("a\n\n{text}")));
    }
}

#[test]
fn facts_hold_no_code_of_their_own() {
    let fact = |of: fn(&mut Facts)| {
        let mut facts = Facts::default();
        of(&mut facts);
        facts.under("Text.".to_owned())
    };
    assert!(shown_code(&fact(|it| it.pattern("a\n\n```rust\nlet x;", None))).is_empty());
    assert!(shown_code(&fact(|it| it.pattern("x", Some("a\n~~~\nlet x;")))).is_empty());
    assert!(shown_code(&fact(|it| it.pattern("```", None))).is_empty());
}

#[test]
fn a_deprecation_keeps_its_code_in_its_item() {
    let mut facts = Facts::default();
    facts.explained("Deprecated", Some("Use\n```rust\nlet x;\n```"));
    facts.required(true);
    assert_eq!(
        facts.under("Text.".to_owned()),
        "Text.\n\n* Deprecated: Use\n\n  ```text\n  let x;\n  ```\n* Required"
    );
}

#[test]
fn a_summary_is_one_whole_block() {
    assert_eq!(summary("a\nb\n\nc"), "a\nb");
    assert_eq!(
        summary(&markdown("```rust\nx\n\ny\n```\nafter")),
        "```text\nx\n\ny\n```"
    );
    assert_eq!(
        summary(&markdown("- a\n\n      x\n\n- b\n\nafter")),
        "- a\n\n  ```text\n  x\n  ```\n- b"
    );
}

#[test]
fn other_blocks_keep_their_meaning() {
    assert_eq!(
        markdown("# A *b* #\ntext\n\n***\n\nB\n==\n"),
        "# A *b*\n\ntext\n\n___\n\n# B"
    );
    assert_eq!(
        markdown("| a | b |\n|---|---|\n| 1 | 2 |"),
        "| a | b |\n|---|---|\n| 1 | 2 |"
    );
    assert_eq!(
        markdown("+ a\n+ b\n   3) c"),
        "- a\n- b\n   3) c".replace("   3)", "  3\\)")
    );
}

#[test]
fn nothing_is_too_deep() {
    let deep = 50_000;
    shown_code(&markdown(&"> ".repeat(deep)));
    shown_code(&markdown(&"- ".repeat(deep)));
    shown_code(&markdown(&("<ul><li>".repeat(deep) + "~~~ rust")));
    shown_code(&markdown(&("> ".repeat(deep) + "```rust\nlet x;")));
}

/// Pieces of texts at random, from which anything may arise.
struct Random(u64);

impl Random {
    const PIECES: &[&str] = &[
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r",
        " ",
        "  ",
        "    ",
        "\t",
        "> ",
        ">",
        "- ",
        "* ",
        "+ ",
        "-",
        "1. ",
        "2) ",
        "10. ",
        "```",
        "```",
        "````",
        "~~~",
        "~~~~",
        "rust",
        "let x;",
        "`",
        "``",
        "# ",
        "---",
        "===",
        "***",
        "_",
        "[",
        "](http://a",
        ")",
        "\\",
        "<p>",
        "</p>",
        "<ul>",
        "</ul>",
        "<ol>",
        "<li>",
        "</li>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<br>",
        "<b>",
        "</b>",
        "<a href='http://a'>",
        "</a>",
        "<!--",
        "-->",
        "<script>",
        "&#96;",
        "&#126;&#126;&#126;",
        "&#10;",
        "&nbsp;",
        "<note>",
        "</note>",
        "<dt>",
        "<span>",
        "|",
        "|---|",
        "[^a]: ",
        ": ",
        "http://a.b",
        "$$",
        "\u{a0}",
        "\u{c}",
        "\u{b}",
        "\u{2028}",
        "é",
        "\0",
    ];

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn text(&mut self, html: bool) -> String {
        let length = 1 + self.below(24);
        let piece = |_| loop {
            let piece = Self::PIECES[self.below(Self::PIECES.len())];
            if html || !piece.starts_with('<') {
                return piece;
            }
        };
        (0..length).map(piece).collect()
    }
}

#[test]
fn random_texts_hold_no_code_but_text() {
    let mut random = Random(1);
    for round in 0..20_000 {
        let source = random.text(round % 2 == 0);
        let printed = markdown(&source);
        shown_code(&printed);
        shown_code(&summary(&printed));
        let mut facts = Facts::of_shape(&Traits::default());
        facts.explained("Deprecated", Some(&source));
        shown_code(&facts.under(printed));
    }
}
