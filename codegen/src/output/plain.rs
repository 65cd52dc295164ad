//! A printer of tokens that costs no parsing: a line for each statement, field and
//! attribute, indented by braces. Readable, though not what rustfmt would write.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The longest list that stays on one line.
const WIDTH: usize = 90;

/// The text of `tokens`.
pub(super) fn print(tokens: TokenStream) -> String {
    let mut printer = Printer::default();
    printer.tokens(tokens, Breaks::Statements);
    printer.out
}

/// Where lines end in a group.
#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    /// At `;` and `,` and after braces.
    Statements,
    /// At `,`.
    Elements,
    /// Nowhere.
    Never,
}

#[derive(Default)]
struct Printer {
    out: String,
    depth: usize,
    before: Before,
    /// How many `<` are open.
    angles: usize,
    /// Whether a `where` clause is open, which ends with the line.
    bounds: bool,
}

/// What was written last.
#[derive(Default, Clone, Copy, PartialEq)]
enum Before {
    #[default]
    Start,
    Word,
    Keyword,
    Group,
    Joint(char),
    Punct(char),
    /// The end of `::`.
    Path,
    /// The `'` of a lifetime.
    Quote,
}

impl Printer {
    fn tokens(&mut self, tokens: TokenStream, breaks: Breaks) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    let inner =
                        matches!(tokens.peek(), Some(TokenTree::Punct(it)) if it.as_char() == '!');
                    if inner {
                        tokens.next();
                    }
                    if let Some(TokenTree::Group(group)) = tokens.next() {
                        self.attribute(&group, inner);
                    }
                }
                TokenTree::Punct(punct) => self.punct(punct.as_char(), punct.spacing(), breaks),
                TokenTree::Group(group) => {
                    self.group(&group);
                    let ends = breaks == Breaks::Statements
                        && group.delimiter() == Delimiter::Brace
                        && !matches!(tokens.peek(), Some(TokenTree::Punct(it)) if ",;.)".contains(it.as_char()));
                    if ends {
                        self.line();
                        self.blank();
                    }
                }
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
            }
        }
    }

    /// Sets the items of a module apart.
    fn blank(&mut self) {
        if self.depth == 0 {
            self.out.push('\n');
        }
    }

    fn line(&mut self) {
        self.bounds = false;
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.before = Before::Start;
    }

    fn write(&mut self, gap: bool, text: &str) {
        if self.out.ends_with('\n') || self.out.is_empty() {
            for _ in 0..self.depth {
                self.out.push_str("    ");
            }
        } else if gap {
            self.out.push(' ');
        }
        self.out.push_str(text);
    }

    fn word(&mut self, text: &str) {
        let gap = match self.before {
            Before::Start | Before::Path | Before::Quote => false,
            Before::Word | Before::Keyword | Before::Group => true,
            Before::Joint(it) | Before::Punct(it) => !matches!(it, '.' | '&' | '!' | '<' | '-'),
        };
        self.write(gap, text);
        self.bounds |= text == "where";
        self.before = if is_keyword(text) {
            Before::Keyword
        } else {
            Before::Word
        };
    }

    fn punct(&mut self, punct: char, spacing: Spacing, breaks: Breaks) {
        let second = matches!((self.before, punct), (Before::Joint(':'), ':'));
        let gap = !matches!(
            (self.before, punct),
            (
                Before::Start
                    | Before::Joint(_)
                    | Before::Path
                    | Before::Quote
                    | Before::Punct('<' | '&'),
                _
            ) | (_, ',' | ';' | '.' | '?' | '!' | '>' | '<')
                | (Before::Word | Before::Group | Before::Punct('>'), ':')
        );
        let arrow = matches!((self.before, punct), (Before::Joint('-' | '='), '>'));
        self.write(gap, punct.encode_utf8(&mut [0; 4]));
        self.before = match (spacing, punct) {
            _ if second => Before::Path,
            (_, '\'') => Before::Quote,
            _ if arrow => Before::Punct('='),
            (Spacing::Joint, _) => Before::Joint(punct),
            (Spacing::Alone, _) => Before::Punct(punct),
        };
        match punct {
            '<' => self.angles += 1,
            '>' if !arrow => self.angles = self.angles.saturating_sub(1),
            _ => {}
        }
        let comma = punct == ',' && self.angles == 0 && !self.bounds;
        let ends = match breaks {
            Breaks::Statements => comma || punct == ';',
            Breaks::Elements => comma,
            Breaks::Never => false,
        };
        if ends {
            self.line();
        }
    }

    fn attribute(&mut self, group: &Group, inner: bool) {
        self.line();
        let mark = if inner { "//!" } else { "///" };
        if let Some(text) = doc(group) {
            self.write(false, &format!("{mark}{text}"));
        } else {
            self.write(false, if inner { "#!" } else { "#" });
            self.before = Before::Start;
            self.out.push('[');
            self.tokens(group.stream(), Breaks::Never);
            self.out.push(']');
        }
        self.line();
    }

    fn group(&mut self, group: &Group) {
        match group.delimiter() {
            Delimiter::Brace => self.brace(group.stream()),
            Delimiter::Parenthesis => self.list("(", group.stream(), ")"),
            Delimiter::Bracket => self.list("[", group.stream(), "]"),
            Delimiter::None => self.tokens(group.stream(), Breaks::Never),
        }
        self.before = Before::Group;
    }

    fn brace(&mut self, tokens: TokenStream) {
        let gap = !matches!(self.before, Before::Start | Before::Path);
        if tokens.is_empty() {
            self.write(gap, "{}");
            return;
        }
        self.write(gap, "{");
        self.out.push('\n');
        self.before = Before::Start;
        self.depth += 1;
        self.tokens(tokens, Breaks::Statements);
        self.depth -= 1;
        self.line();
        self.write(false, "}");
    }

    /// On one line if that is short enough.
    fn list(&mut self, open: &str, tokens: TokenStream, close: &str) {
        let gap = match self.before {
            Before::Keyword => open == "[",
            Before::Start | Before::Word | Before::Path | Before::Quote => false,
            Before::Group => true,
            Before::Joint(it) | Before::Punct(it) => !matches!(it, '&' | '!' | '<' | '>' | '.'),
        };
        self.write(gap, open);
        let start = self.out.len();
        // Without the look ahead, nested lists would be printed twice at each level.
        let mut long = open == "[" && room_left(&tokens, WIDTH).is_none();
        if !long {
            self.before = Before::Start;
            self.tokens(tokens.clone(), Breaks::Never);
            long = open == "[" && self.out.len() - start > WIDTH;
        }
        if long {
            self.out.truncate(start);
            self.elements(tokens);
        }
        self.write(false, close);
    }

    /// Each on a line of its own.
    fn elements(&mut self, tokens: TokenStream) {
        self.out.push('\n');
        self.before = Before::Start;
        self.depth += 1;
        self.tokens(tokens, Breaks::Elements);
        self.depth -= 1;
        self.line();
    }
}

/// What is left of `room` after the tokens, without a space between them, if they fit.
fn room_left(tokens: &TokenStream, room: usize) -> Option<usize> {
    let mut tokens = tokens.clone().into_iter();
    tokens.try_fold(room, |room, token| match token {
        TokenTree::Group(group) => room_left(&group.stream(), room)?.checked_sub(2),
        TokenTree::Punct(_) => room.checked_sub(1),
        TokenTree::Ident(ident) => room.checked_sub(ident.to_string().len()),
        TokenTree::Literal(literal) => room.checked_sub(literal.to_string().len()),
    })
}

/// The text of a `doc` attribute that fits on a comment's line.
fn doc(group: &Group) -> Option<String> {
    let mut tokens = group.stream().into_iter();
    let is_doc = matches!(tokens.next(), Some(TokenTree::Ident(it)) if it == "doc");
    let equals = matches!(tokens.next(), Some(TokenTree::Punct(it)) if it.as_char() == '=');
    let Some(TokenTree::Literal(literal)) = tokens.next().filter(|_| is_doc && equals) else {
        return None;
    };
    let text = literal.to_string();
    if let Some(raw) = text.strip_prefix("r\"").and_then(|it| it.strip_suffix('"')) {
        return Some(raw.to_owned());
    }
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    let text = text.replace("\\\"", "\"").replace("\\'", "'");
    let plain = text.replace("\\\\", "");
    // Any other escape, and `////`, are for an attribute to say.
    (!plain.contains('\\') && !text.starts_with('/')).then(|| text.replace("\\\\", "\\"))
}

fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "as" | "dyn"
            | "for"
            | "impl"
            | "in"
            | "mut"
            | "pub"
            | "return"
            | "static"
            | "use"
            | "where"
    )
}
